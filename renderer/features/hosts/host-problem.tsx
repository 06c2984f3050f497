// Why a host is not connected, when it is tried again, and what helps.
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Cure, HostProblem, HostSummary } from '../../../shared/model/host.ts';
import type { ConnectionId } from '../../../shared/model/keys.ts';
import { useCountdown } from '../../live/countdown.ts';
import { cureCommands } from '../../live/cures.ts';
import { useNavigate, useRequest } from '../../live/hooks.ts';
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
      <When host={host} problem={problem} />
      <Cures problem={problem} connection={host.id} />
    </div>
  );
}

interface CuresProps {
  readonly problem: HostProblem;
  readonly connection: ConnectionId;
}

/** Commands for exactly this failure stand in for the usual ones of its cures. */
function Cures({ problem, connection }: CuresProps) {
  const { t } = useTranslation('hosts');
  const { cures, commands = [] } = problem;
  if (cures.length === 0 && commands.length === 0) return null;
  return (
    <Section title={t('cure.title')}>
      <ul className={classes.cures}>
        {cures.map((cure) => (
          <li key={cure}>
            <p>{t(`cure.${cure}`)}</p>
            <CureHelp cure={cure} connection={connection} isTold={commands.length > 0} />
          </li>
        ))}
      </ul>
      {commands.length > 0 && (
        <div className={classes.commands}>
          <CommandLines commands={commands.map((command) => ({ command }))} />
        </div>
      )}
    </Section>
  );
}

interface CureHelpProps {
  readonly cure: Cure;
  readonly connection: ConnectionId;
  /** The problem brings commands of its own. */
  readonly isTold: boolean;
}

/** The command to copy, or the button to press. */
function CureHelp({ cure, connection, isTold }: CureHelpProps) {
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
  return isTold ? null : <CommandLines commands={cureCommands(cure)} />;
}

function When({ host, problem }: HostProblemNoteProps) {
  const { t } = useTranslation('hosts');
  const format = useFormat();
  const left = useCountdown(problem);
  const connecting = host.state === 'connecting';
  const time = format.clock(problem.sinceMs, Date.now());
  return (
    <p className={classes.when} title={format.dateTime(problem.sinceMs)}>
      <span>{t(host.state === 'lost' ? 'problem.lostAt' : 'problem.failedAt', { time })}</span>
      {connecting && <span>{t('problem.retryNow')}</span>}
      {!connecting && left !== undefined && (
        // Said by the second it would never let a screen reader finish.
        <span aria-live="off">{t('problem.retry', { duration: format.duration(left) })}</span>
      )}
    </p>
  );
}
