// A virtual network's state, addresses, autostart and failures, as every page shows them.
import { Switch, Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { NetworkAddress, NetworkSummary } from '../../../shared/model/network.ts';
import { useHost } from '../../live/hooks.ts';
import { blockOf } from '../../live/reach.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import { StateBadge } from '../../ui/state.tsx';
import type { NetworkActs } from './network-acts.ts';

export function NetworkStateBadge({ network }: { readonly network: NetworkSummary }) {
  const { t } = useTranslation('networks');
  return (
    <StateBadge
      look={network.active ? 'running' : 'off'}
      label={t(network.active ? 'active' : 'inactive')}
      {...(network.persistent ? {} : { detail: t('transient') })}
    />
  );
}

/** e.g. `192.168.122.1/24` */
export function cidr({ address, prefix }: Pick<NetworkAddress, 'address' | 'prefix'>): string {
  return `${address}/${prefix}`;
}

interface NetworkAutostartProps {
  readonly network: NetworkSummary;
  readonly acts: NetworkActs;
}

export function NetworkAutostart({ network, acts }: NetworkAutostartProps) {
  const { t } = useTranslation('networks');
  const block = blockOf(useHost(network.connection));
  const why = network.persistent ? block : 'transientAutostart';
  return (
    <Tooltip label={why === undefined ? '' : t(why)} disabled={why === undefined}>
      <Switch
        size="xs"
        aria-label={`${t('autostart')}: ${network.name}`}
        checked={network.autostart}
        disabled={why !== undefined}
        onChange={() => void acts.run(network, network.autostart ? 'autostart-off' : 'autostart-on')}
      />
    </Tooltip>
  );
}

/** What could not be done with a network, where it was asked. */
export function NetworkFailure({ acts }: { readonly acts: NetworkActs }) {
  const { t } = useTranslation('networks');
  if (acts.failed === undefined) return null;
  const { noun, action, failure } = acts.failed;
  return (
    <FailureNote failure={failure} action={t(`failed.${action}`, { name: noun.name })} onClose={acts.clear} />
  );
}
