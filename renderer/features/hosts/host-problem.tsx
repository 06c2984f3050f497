// Why a host is not connected, when it is tried again, and what helps.
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Cure, HostProblem, HostSummary } from '../../../shared/model/host.ts';
import type { ConnectionId } from '../../../shared/model/keys.ts';
import { cureCommands } from '../../live/cures.ts';
import { useNavigate, useNow, useRequest } from '../../live/hooks.ts';
import { CommandLines } from '../../ui/command-lines.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { useFormat } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';
import classes from './hosts.module.css';

interface HostProblemNoteProps {
  readonly host: HostSummary;
  readonly problem: HostProblem;
}

export function HostProblemNote({ host, problem }: HostProblemNoteProps) {
  const { t } = useTranslation('hosts');
  const action = t(host.state === 'lost' ? 'problem.lost' : 'problem.failed', { name: host.name });
  return (
    <div className={classes.problem}>
      <FailureNote failure={problem.failure} action={action} />
      <When problem={problem} connecting={host.state === 'connecting'} />
      {problem.cures.length > 0 && <Cures cures={problem.cures} connection={host.id} />}
    </div>
  );
}

interface CuresProps {
  readonly cures: readonly Cure[];
  readonly connection: ConnectionId;
}

function Cures({ cures, connection }: CuresProps) {
  const { t } = useTranslation('hosts');
  return (
    <Section title={t('cure.title')}>
      <ul className={classes.cures}>
        {cures.map((cure) => (
          <li key={cure}>
            <p>{t(`cure.${cure}`)}</p>
            <CureHelp cure={cure} connection={connection} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

interface CureHelpProps {
  readonly cure: Cure;
  readonly connection: ConnectionId;
}

/** The command to copy, or the button to press. */
function CureHelp({ cure, connection }: CureHelpProps) {
  const { t } = useTranslation('hosts');
  const navigate = useNavigate();
  const connect = useRequest((api, id: ConnectionId) => api.connections.connect({ connection: id }));
  if (cure === 'polkit-terminal')
    return (
      <Button onClick={() => navigate({ page: 'terminal', connection })}>
        {t('cure.polkit-terminal-action')}
      </Button>
    );
  if (cure === 'ask-again')
    return (
      <Button loading={connect.pending} onClick={() => void connect.run(connection)}>
        {t('cure.ask-again-action')}
      </Button>
    );
  return <CommandLines commands={cureCommands(cure)} />;
}

function When({ problem, connecting }: { readonly problem: HostProblem; readonly connecting: boolean }) {
  const { t } = useTranslation('hosts');
  const format = useFormat();
  const now = useNow(1000);
  const { sinceMs, retryAtMs } = problem;
  const left = retryAtMs === undefined ? undefined : retryAtMs - now;
  return (
    <p className={classes.when} title={format.dateTime(sinceMs)}>
      <span>{t('problem.since', { time: format.relative(sinceMs, now) })}</span>
      {connecting && <span>{t('problem.retryNow')}</span>}
      {!connecting && left !== undefined && left > 0 && (
        // Said by the second it would never let a screen reader finish.
        <span aria-live="off">{t('problem.retry', { duration: format.duration(left + 999) })}</span>
      )}
    </p>
  );
}
