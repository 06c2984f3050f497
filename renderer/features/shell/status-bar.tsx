// One line about everything: hosts, machines that run, hosts that are lost, the engine.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { HostSummary } from '../../../shared/model/host.ts';
import { useCountdown } from '../../live/countdown.ts';
import { isRunning } from '../../live/domain-rules.ts';
import { useDomains, useHosts, useLink, useSelectedDomains } from '../../live/hooks.ts';
import { useFormat } from '../../ui/format.ts';
import { StateIcon } from '../../ui/state.tsx';
import classes from './shell.module.css';
import { StatusTasks } from './status-tasks.tsx';

function LostHost({ host }: { readonly host: HostSummary }) {
  const { t } = useTranslation('app');
  const format = useFormat();
  const left = useCountdown(host.problem);
  return (
    <span className={classes.lost}>
      <StateIcon look="failed" />
      {left === undefined
        ? t('status.lost', { host: host.name })
        : t('status.lostRetry', { host: host.name, time: format.duration(left) })}
    </span>
  );
}

/** One that is selected is seen; of more, some may be out of view. */
function Selected() {
  const { t } = useTranslation('app');
  const count = useSelectedDomains().length;
  return count > 1 && <span>{t('status.selected', { count })}</span>;
}

export function StatusBar() {
  const { t } = useTranslation('app');
  const hosts = useHosts();
  const domains = useDomains();
  const link = useLink();
  const format = useFormat();
  const running = useMemo(() => domains.filter(isRunning).length, [domains]);
  return (
    <footer className={classes.status}>
      <span>{t('status.hosts', { count: hosts.length })}</span>
      <span>
        {t('status.machines', { running: format.number(running), total: format.number(domains.length) })}
      </span>
      <Selected />
      {hosts
        .filter((host) => host.state === 'lost')
        .map((host) => (
          <LostHost key={host.id} host={host} />
        ))}
      {hosts
        .filter((host) => host.busy && host.state === 'connected')
        .map((host) => (
          <span key={host.id}>{t('status.busy', { host: host.name })}</span>
        ))}
      <StatusTasks />
      <span className={classes.link}>
        <StateIcon look={link === 'up' ? 'running' : 'failed'} />
        {t(`link.${link}`)}
      </span>
    </footer>
  );
}
