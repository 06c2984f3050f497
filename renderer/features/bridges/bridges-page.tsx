// The bridges of one host, as `brctl show` prints them, with who each belongs to; and its other network devices.
import { IconTopologyStar } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { HostSummary } from '../../../shared/model/host.ts';
import type { BridgeKey, ConnectionId } from '../../../shared/model/keys.ts';
import { useBridges, useFetched, useHost, useRequest } from '../../live/hooks.ts';
import { useReach } from '../../live/reach.ts';
import { CommandHint, CommandLine } from '../../ui/command.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { Page } from '../../ui/page.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { ReachGate } from '../../ui/reach-gate.tsx';
import { Section } from '../../ui/section.tsx';
import { useBridgeColumns } from './bridge-columns.tsx';
import { InterfacesSection } from './interfaces-section.tsx';

interface BridgesPageProps {
  readonly connection: ConnectionId;
  /** The one that was asked for; it is marked. */
  readonly selected?: BridgeKey;
}

// What shows the same on the host itself; virsh has no line for bridges that libvirt did not make.
const SHOW_BRIDGES = ['brctl show', 'ip -brief link show type bridge', 'bridge link show'];

export function BridgesPage({ connection, selected }: BridgesPageProps) {
  const { t } = useTranslation('networks');
  const host = useHost(connection);
  const reach = useReach(connection);
  const refresh = useRequest((api, id: ConnectionId) => api.connections.refresh({ connection: id }));
  const interfaces = useFetched(
    (api) => api.connections.interfaces({ connection }),
    [connection, reach.reach],
  );
  const title = host === undefined ? t('bridges.title') : t('bridges.titleOf', { host: host.name });

  function readAgain() {
    void refresh.run(connection);
    interfaces.again();
  }

  return (
    <Page
      title={title}
      onRefresh={readAgain}
      refreshing={refresh.pending || interfaces.pending}
      toolbar={<CommandHint commands={SHOW_BRIDGES} of={title} />}
    >
      <ReachGate {...reach}>
        {refresh.failure && (
          <FailureNote failure={refresh.failure} action={t('bridges.failed')} onClose={refresh.clear} />
        )}
        {host !== undefined && (
          <>
            <BridgesSection host={host} {...(selected === undefined ? {} : { selected })} />
            <InterfacesSection host={host} interfaces={interfaces} />
          </>
        )}
      </ReachGate>
    </Page>
  );
}

interface BridgesSectionProps {
  readonly host: HostSummary;
  readonly selected?: BridgeKey;
}

function BridgesSection({ host, selected }: BridgesSectionProps) {
  const { t } = useTranslation('networks');
  const bridges = useBridges(host.id);
  const columns = useBridgeColumns();

  if (bridges.length === 0)
    return (
      <EmptyState icon={<IconTopologyStar size={32} stroke={1.5} />} title={t('bridges.empty.title')}>
        <p>{t('bridges.empty.text')}</p>
        <CommandLine command="sudo ip link add name br0 type bridge" />
      </EmptyState>
    );
  return (
    <Section title={t('bridges.title')}>
      <PlainTable
        label={t('bridges.title')}
        columns={columns}
        rows={bridges}
        rowKey={(bridge) => bridge.key}
        isSelected={(bridge) => bridge.key === selected}
        empty=""
      />
    </Section>
  );
}
