// Start and stop of one virtual network, and the commands that do the same.
import { useTranslation } from 'react-i18next';
import type { NetworkSummary } from '../../../shared/model/network.ts';
import { useApi, useHost } from '../../live/hooks.ts';
import { MachineLink } from '../../live/links.tsx';
import { StartStop } from '../../ui/start-stop.tsx';
import { type NetworkActs, networkCommands } from './network-acts.ts';

interface NetworkToolbarProps {
  readonly network: NetworkSummary;
  readonly acts: NetworkActs;
  readonly compact?: boolean;
}

export function NetworkToolbar({ network, acts, compact = false }: NetworkToolbarProps) {
  const { t } = useTranslation('networks');
  const host = useHost(network.connection);
  const api = useApi();
  const lines = host === undefined ? [] : networkCommands(host, network);

  async function users() {
    const details = await api.networks.details({ network: network.key });
    return details.ok ? details.value.users.map((user) => user.domain) : undefined;
  }

  return (
    <StartStop
      name={network.name}
      active={network.active}
      compact={compact}
      pending={acts.pending(network)}
      {...(acts.block === undefined ? {} : { disabledReason: t(acts.block) })}
      commands={lines.map(({ id, command }) => ({ label: t(`line.${id}`), command }))}
      t={t}
      users={users}
      userLink={(user) => <MachineLink domain={user} />}
      onAct={(action) => void acts.run(network, action)}
    />
  );
}
