// Start, stop and refresh of one pool, and the commands that do the same.
import { IconRefreshDot } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { PoolSummary } from '../../../shared/model/storage.ts';
import { useApi, useHost } from '../../live/hooks.ts';
import { MachineLink } from '../../live/links.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { StartStop } from '../../ui/start-stop.tsx';
import { isActive, type PoolActs, poolCommands } from './pool-acts.ts';

interface PoolToolbarProps {
  readonly pool: PoolSummary;
  readonly acts: PoolActs;
  readonly compact?: boolean;
  readonly onRefreshed?: () => void;
}

export function PoolToolbar({ pool, acts, compact = false, onRefreshed }: PoolToolbarProps) {
  const { t } = useTranslation('storage');
  const host = useHost(pool.connection);
  const api = useApi();
  const active = isActive(pool);
  const pending = acts.pending(pool);
  const blocked = acts.block === undefined ? {} : { disabledReason: t(acts.block) };
  const lines = host === undefined ? [] : poolCommands(host, pool);

  async function users() {
    const details = await api.pools.details({ pool: pool.key });
    return details.ok ? details.value.volumes.flatMap((volume) => volume.users) : undefined;
  }

  async function refresh() {
    if (await acts.run(pool, 'refresh')) onRefreshed?.();
  }

  return (
    <StartStop
      name={pool.name}
      active={active}
      compact={compact}
      pending={pending}
      {...blocked}
      commands={lines.map(({ id, command }) => ({ label: t(`line.${id}`), command }))}
      t={t}
      users={users}
      userLink={(user) => <MachineLink domain={user} />}
      onAct={(action) => void acts.run(pool, action)}
    >
      {active && !compact && (
        <ActionButton
          {...blocked}
          pending={pending}
          label={t('refresh')}
          icon={<IconRefreshDot size={15} />}
          onClick={() => void refresh()}
        />
      )}
    </StartStop>
  );
}
