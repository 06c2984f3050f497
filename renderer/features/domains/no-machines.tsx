// What stands in place of the grid while there is nothing to show in it, and what to do about it.
import { Button, Group } from '@mantine/core';
import { IconDeviceDesktopOff, IconPlugConnectedX, IconServerOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { DEMO_URI, PLAIN_HOST } from '../../../shared/model/connect.ts';
import type { HostSummary } from '../../../shared/model/host.ts';
import { cureCommands } from '../../live/cures.ts';
import { useApi } from '../../live/hooks.ts';
import { CommandLines } from '../../ui/command-lines.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Loading } from '../../ui/loading.tsx';
import classes from './machines.module.css';

interface HostsProps {
  readonly hosts: readonly HostSummary[];
}

function useRetryAll(hosts: readonly HostSummary[]): () => void {
  const api = useApi();
  return () => {
    for (const host of hosts) void api.connections.connect({ connection: host.id });
  };
}

/** What comes of it is in the model. */
function useAddDemo(): () => void {
  const api = useApi();
  return () => void api.connections.add({ profile: { ...PLAIN_HOST, uri: DEMO_URI } });
}

/** There is no libvirt on this computer. */
function NoLibvirt({ hosts }: HostsProps) {
  const { t } = useTranslation('domains');
  const retry = useRetryAll(hosts);
  const addDemo = useAddDemo();
  return (
    <EmptyState
      icon={<IconServerOff size={36} stroke={1.5} />}
      title={t('noLibvirt.title')}
      action={
        <Group gap="xs">
          <Button onClick={retry}>{t('noLibvirt.again')}</Button>
          <Button variant="default" onClick={addDemo}>
            {t('noLibvirt.demo')}
          </Button>
        </Group>
      }
    >
      <p>{t('noLibvirt.text')}</p>
      <div className={classes.install}>
        <CommandLines commands={cureCommands('install-libvirt')} />
      </div>
      <p>{t('noLibvirt.remote')}</p>
    </EmptyState>
  );
}

function Disconnected({ hosts }: HostsProps) {
  const { t } = useTranslation('domains');
  const retry = useRetryAll(hosts);
  return (
    <EmptyState
      icon={<IconPlugConnectedX size={36} stroke={1.5} />}
      title={
        hosts.length > 1
          ? t('disconnected.titleMany')
          : t('disconnected.title', { host: hosts[0]?.name ?? '' })
      }
      action={<Button onClick={retry}>{t('disconnected.connect')}</Button>}
    >
      {t(hosts.some(({ problem }) => problem !== undefined) ? 'disconnected.text' : 'disconnected.closed')}
    </EmptyState>
  );
}

function NoHosts({ onConnect }: { readonly onConnect: () => void }) {
  const { t } = useTranslation('domains');
  return (
    <EmptyState
      icon={<IconServerOff size={36} stroke={1.5} />}
      title={t('noHosts.title')}
      action={<Button onClick={onConnect}>{t('noHosts.connect')}</Button>}
    >
      {t('noHosts.text')}
    </EmptyState>
  );
}

export interface NoMachinesProps extends HostsProps {
  /** Only a group's were asked for. */
  readonly inGroup: boolean;
  readonly onConnect: () => void;
}

/** Chooses by the state of the hosts; they have no machines that could be shown. */
export function NoMachines({ hosts, inGroup, onConnect }: NoMachinesProps) {
  const { t } = useTranslation('domains');
  if (hosts.length === 0) return <NoHosts onConnect={onConnect} />;
  if (hosts.some((host) => host.state === 'connecting')) return <Loading label={t('connecting')} />;
  if (hosts.some((host) => host.state === 'connected')) {
    return (
      <EmptyState
        icon={<IconDeviceDesktopOff size={36} stroke={1.5} />}
        title={t(inGroup ? 'emptyGroup.title' : 'empty.title')}
      >
        {t(inGroup ? 'emptyGroup.text' : 'empty.text')}
      </EmptyState>
    );
  }
  const missing = hosts.some((host) => host.problem?.cures.includes('install-libvirt'));
  return missing ? <NoLibvirt hosts={hosts} /> : <Disconnected hosts={hosts} />;
}
