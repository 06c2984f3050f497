// Hosts that could not be opened or were lost: why, and what helps.
import { Button, CloseButton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Cure, HostProblem, HostSummary } from '../../../shared/model/host.ts';
import { cureCommands } from '../../live/cures.ts';
import { useHosts, useNavigate, useNow, useRequest } from '../../live/hooks.ts';
import { CommandLines } from '../../ui/command-lines.tsx';
import { useFailureSentence } from '../../ui/failure-note.tsx';
import { wordsOf } from '../../ui/failure-words.ts';
import { useFormat } from '../../ui/format.ts';
import { StateIcon } from '../../ui/state.tsx';
import classes from './sidebar.module.css';

function CureHelp({ cure, host }: { readonly cure: Cure; readonly host: HostSummary }) {
  const { t } = useTranslation('app');
  const navigate = useNavigate();
  const text = <p className={classes.cureText}>{t(`cure.${cure}`)}</p>;
  if (cure === 'polkit-terminal')
    return (
      <>
        {text}
        <Button variant="default" onClick={() => navigate({ page: 'terminal', connection: host.id })}>
          {t('cure.openTerminal')}
        </Button>
      </>
    );
  // How to install is a page of its own, beside this card.
  return (
    <>
      {text}
      {cure !== 'install-libvirt' && <CommandLines commands={cureCommands(cure)} />}
    </>
  );
}

function RetryTime({ problem }: { readonly problem: HostProblem }) {
  const { t } = useTranslation('app');
  const format = useFormat();
  const now = useNow(1000);
  if (problem.retryAtMs === undefined || problem.retryAtMs <= now) return null;
  return (
    <span className={classes.dim}>
      {t('host.retryIn', { time: format.duration(problem.retryAtMs - now) })}
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
        <CureHelp key={cure} cure={cure} host={host} />
      ))}
      <div className={classes.problemFoot}>
        <Button variant="default" loading={retry.pending} onClick={() => void retry.run(host.id)}>
          {t('host.retry')}
        </Button>
        <RetryTime problem={problem} />
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
