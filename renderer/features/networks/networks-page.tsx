// All virtual networks of one host.
import { IconNetwork } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { HostSummary } from '../../../shared/model/host.ts';
import { bridgeKey, type ConnectionId } from '../../../shared/model/keys.ts';
import type { NetworkSummary } from '../../../shared/model/network.ts';
import { useHost, useNetworks, useRequest } from '../../live/hooks.ts';
import { PlaceLink } from '../../live/links.tsx';
import { useReach } from '../../live/reach.ts';
import { virshLine } from '../../live/shell-words.ts';
import { CommandHint, CommandLine } from '../../ui/command.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { Page } from '../../ui/page.tsx';
import { type PlainColumn, PlainTable } from '../../ui/plain-table.tsx';
import { ReachGate } from '../../ui/reach-gate.tsx';
import { type NetworkActs, useNetworkActs } from './network-acts.ts';
import { NetworkToolbar } from './network-toolbar.tsx';
import { cidr, NetworkAutostart, NetworkFailure, NetworkStateBadge } from './network-words.tsx';

// Where distributions put the definition of the usual network.
const USUAL_NETWORK = '/usr/share/libvirt/networks/default.xml';

export function NetworksPage({ connection }: { readonly connection: ConnectionId }) {
  const { t } = useTranslation('networks');
  const host = useHost(connection);
  const reach = useReach(connection);
  const refresh = useRequest((api, id: ConnectionId) => api.connections.refresh({ connection: id }));
  const title = host === undefined ? t('title') : t('titleOf', { host: host.name });

  return (
    <Page
      title={title}
      onRefresh={() => void refresh.run(connection)}
      refreshing={refresh.pending}
      toolbar={host && <CommandHint commands={[virshLine(host, 'net-list', '--all')]} of={title} />}
    >
      <ReachGate {...reach}>
        {refresh.failure && (
          <FailureNote failure={refresh.failure} action={t('failed.list')} onClose={refresh.clear} />
        )}
        {host !== undefined && <NetworksOf host={host} label={title} />}
      </ReachGate>
    </Page>
  );
}

function NetworksOf({ host, label }: { readonly host: HostSummary; readonly label: string }) {
  const { t } = useTranslation('networks');
  const networks = useNetworks(host.id);
  const acts = useNetworkActs(host.id);
  const columns = useColumns(acts);

  if (host.lacks.includes('networks'))
    return <EmptyState title={t('unsupported.title')}>{t('unsupported.text')}</EmptyState>;
  if (networks.length === 0)
    return (
      <EmptyState icon={<IconNetwork size={32} stroke={1.5} />} title={t('empty.title')}>
        {t('empty.text')}
        {!host.readOnly && <FirstNetwork host={host} />}
      </EmptyState>
    );
  return (
    <>
      <NetworkFailure acts={acts} />
      <PlainTable
        label={label}
        columns={columns}
        rows={networks}
        rowKey={(network) => network.key}
        empty=""
      />
    </>
  );
}

function FirstNetwork({ host }: { readonly host: HostSummary }) {
  const { t } = useTranslation('networks');
  return (
    <>
      <p>{t('empty.command')}</p>
      <CommandLine command={virshLine(host, 'net-define', USUAL_NETWORK)} />
      <CommandLine command={virshLine(host, 'net-start', 'default')} />
    </>
  );
}

function useColumns(acts: NetworkActs): readonly PlainColumn<NetworkSummary>[] {
  const { t } = useTranslation('networks');
  return [
    {
      id: 'name',
      header: t('columns.name'),
      cell: (network) => <PlaceLink to={{ page: 'network', network: network.key }}>{network.name}</PlaceLink>,
    },
    {
      id: 'state',
      header: t('columns.state'),
      cell: (network) => <NetworkStateBadge network={network} />,
    },
    { id: 'mode', header: t('columns.mode'), cell: (network) => t(`mode.${network.mode}`) },
    { id: 'bridge', header: t('columns.bridge'), cell: (network) => <BridgeOf network={network} /> },
    {
      id: 'addresses',
      header: t('columns.addresses'),
      cell: (network) => network.addresses.map(cidr).join(', ') || '—',
    },
    {
      id: 'autostart',
      header: t('columns.autostart'),
      cell: (network) => <NetworkAutostart network={network} acts={acts} />,
    },
    {
      id: 'actions',
      header: t('columns.actions'),
      cell: (network) => <NetworkToolbar network={network} acts={acts} compact />,
    },
  ];
}

/** Its bridge; one that is down is a name only, since the host has no such device then. */
export function BridgeOf({ network }: { readonly network: NetworkSummary }) {
  const { bridge, connection, active } = network;
  if (bridge === undefined) return <>—</>;
  if (!active) return <>{bridge}</>;
  return <PlaceLink to={{ page: 'bridge', bridge: bridgeKey(connection, bridge) }}>{bridge}</PlaceLink>;
}
