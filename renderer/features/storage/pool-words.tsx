// A pool's state, type, use and autostart, as every page shows them.
import { Switch, Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PoolState, PoolSummary } from '../../../shared/model/storage.ts';
import { useHost } from '../../live/hooks.ts';
import { blockOf } from '../../live/reach.ts';
import { CapacityBar } from '../../ui/capacity-bar.tsx';
import { useFormat } from '../../ui/format.ts';
import { StateBadge, type StateLook } from '../../ui/state.tsx';
import type { PoolActs } from './pool-acts.ts';

const LOOKS: Readonly<Record<PoolState, StateLook>> = {
  inactive: 'off',
  building: 'busy',
  running: 'running',
  degraded: 'paused',
  inaccessible: 'failed',
};

export function PoolStateBadge({ pool }: { readonly pool: PoolSummary }) {
  const { t } = useTranslation('storage');
  return (
    <StateBadge
      look={LOOKS[pool.state]}
      label={t(`state.${pool.state}`)}
      {...(pool.persistent ? {} : { detail: t('transient') })}
    />
  );
}

/** libvirt's type in words; one that is newer than our catalogue as libvirt says it. */
export function usePoolType(): (type: string) => string {
  const { t, i18n } = useTranslation('storage');
  return (type) => (i18n.exists(`type.${type}`, { ns: 'storage' }) ? t(`type.${type}`) : type);
}

export function PoolUse({ pool }: { readonly pool: PoolSummary }) {
  const { t } = useTranslation('storage');
  const format = useFormat();
  // An inactive pool reports zeros.
  if (pool.capacityBytes === 0) return <>—</>;
  return (
    <CapacityBar
      used={pool.allocationBytes}
      total={pool.capacityBytes}
      label={t('usedOf', {
        used: format.bytes(pool.allocationBytes),
        total: format.bytes(pool.capacityBytes),
      })}
    />
  );
}

interface PoolAutostartProps {
  readonly pool: PoolSummary;
  readonly acts: PoolActs;
}

export function PoolAutostart({ pool, acts }: PoolAutostartProps) {
  const { t } = useTranslation('storage');
  const block = blockOf(useHost(pool.connection));
  const why = pool.persistent ? block : 'transientAutostart';
  return (
    <Tooltip label={why === undefined ? '' : t(why)} disabled={why === undefined}>
      <Switch
        size="xs"
        aria-label={`${t('autostart')}: ${pool.name}`}
        checked={pool.autostart}
        disabled={why !== undefined}
        onChange={() => void acts.run(pool, pool.autostart ? 'autostart-off' : 'autostart-on')}
      />
    </Tooltip>
  );
}
