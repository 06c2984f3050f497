// Hosts that could not be opened or were lost: why, and what helps.
import { Button, CloseButton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Cure, HostProblem, HostSummary } from '../../../shared/model/host.ts';
import { useCountdown } from '../../live/countdown.ts';
import { cureCommands } from '../../live/cures.ts';
import { useHosts, useNavigate, useRequest } from '../../live/hooks.ts';
import { PlaceLink } from '../../live/links.tsx';
import { CommandLines } from '../../ui/command-lines.tsx';
import { useFailureSentence } from '../../ui/failure-note.tsx';
import { wordsOf } from '../../ui/failure-words.ts';
import { useFormat } from '../../ui/format.ts';
import { StateIcon } from '../../ui/state.tsx';
import classes from './sidebar.module.css';

/** More lines than these are read on the host's own page. */
const MOST_COMMANDS = 2;

interface CureHelpProps {
  readonly cure: Cure;
  readonly host: HostSummary;
  /** The problem brings commands of its own. */
  readonly isTold: boolean;
}

function CureHelp({ cure, host, isTold }: CureHelpProps) {
  const { t } = useTranslation('hosts');
  const navigate = useNavigate();
  // How to install is a page of its own, beside this card.
  if (cure === 'install-libvirt')
    return <p className={classes.cureText}>{t('cure.install-libvirt-short')}</p>;
  const commands = isTold ? [] : cureCommands(cure);
  return (
    <>
      <p className={classes.cureText}>{t(`cure.${cure}`)}</p>
      {cure === 'polkit-terminal' && (
        <Button variant="default" onClick={() => navigate({ page: 'terminal', connection: host.id })}>
          {t('cure.polkit-terminal-action')}
        </Button>
      )}
      {commands.length > MOST_COMMANDS ? (
        <PlaceLink to={{ page: 'host', connection: host.id }}>{t('cure.showCommands')}</PlaceLink>
      ) : (
        <CommandLines commands={commands} />
      )}
    </>
  );
}

/** "Lost at 14:02, trying again in 8 s" */
function Times({ host, problem }: { readonly host: HostSummary; readonly problem: HostProblem }) {
  const { t } = useTranslation('app');
  const format = useFormat();
  const left = useCountdown(problem);
  const time = format.clock(problem.sinceMs, Date.now());
  const since = t(host.state === 'lost' ? 'host.lostAt' : 'host.failedAt', { time });
  return (
    // Said by the second it would never let a screen reader finish.
    <span className={classes.dim} title={format.dateTime(problem.sinceMs)} aria-live="off">
      {left === undefined ? since : t('host.sinceAndRetry', { since, time: format.duration(left) })}
    </span>
  );
}

interface ProblemProps {
  readonly host: HostSummary;
  readonly problem: HostProblem;
  readonly onDismiss: () => void;
}

function Problem({ host, problem, onDismiss }: ProblemProps) {
  const { t } = useTranslation('app');
  const { t: tUi } = useTranslation('ui');
  const sentence = useFailureSentence();
  const retry = useRequest((api, connection: typeof host.id) => api.connections.connect({ connection }));
  const { details } = wordsOf(problem.failure);
  const { commands = [] } = problem;
  return (
    <section className={classes.problem} aria-label={t('host.problemOf', { host: host.name })}>
      <header className={classes.problemHead}>
        <StateIcon look="failed" />
        <strong className={classes.name}>{host.name}</strong>
        <CloseButton size="xs" aria-label={tUi('dismiss')} onClick={onDismiss} />
      </header>
      <p className={classes.problemText}>{sentence(problem.failure, host.uri)}</p>
      {details !== undefined && (
        <details className={classes.problemDetails}>
          <summary>{tUi('details')}</summary>
          <pre>{details}</pre>
        </details>
      )}
      {problem.cures.map((cure) => (
        <CureHelp key={cure} cure={cure} host={host} isTold={commands.length > 0} />
      ))}
      <CommandLines commands={commands.map((command) => ({ command }))} />
      <div className={classes.problemFoot}>
        <Button variant="default" loading={retry.pending} onClick={() => void retry.run(host.id)}>
          {t('host.retry')}
        </Button>
        <Times host={host} problem={problem} />
      </div>
    </section>
  );
}

/** Cards under the tree; a dismissed one comes back when its host fails anew. */
export function HostProblems() {
  const hosts = useHosts();
  const [dismissed, setDismissed] = useState<ReadonlyMap<string, number>>(new Map());
  const cards = hosts.flatMap((host) => {
    const { problem } = host;
    const troubled = host.state === 'failed' || host.state === 'lost';
    if (!troubled || problem === undefined || dismissed.get(host.id) === problem.sinceMs) return [];
    return [{ host, problem }];
  });
  if (cards.length === 0) return null;
  return (
    <div className={classes.problems}>
      {cards.map(({ host, problem }) => (
        <Problem
          key={host.id}
          host={host}
          problem={problem}
          onDismiss={() => setDismissed((before) => new Map(before).set(host.id, problem.sinceMs))}
        />
      ))}
    </div>
  );
}
