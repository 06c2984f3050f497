// Stops a storage pool, after a question when machines use its volumes.
import { useTranslation } from 'react-i18next';
import type { PoolKey } from '../../../shared/model/keys.ts';
import { useApi, usePool, usePoolActsStore } from '../../live/hooks.ts';
import { MachineLink } from '../../live/links.tsx';
import { StopQuestion } from '../../ui/stop-question.tsx';

export function StopPool({ pool: key, onClose }: { readonly pool: PoolKey; readonly onClose: () => void }) {
  const { t } = useTranslation('storage');
  const pool = usePool(key);
  const api = useApi();
  const { act } = usePoolActsStore();
  if (pool === undefined) return null;

  async function users() {
    const details = await api.pools.details({ pool: key });
    return details.ok ? details.value.volumes.flatMap((volume) => volume.users) : undefined;
  }

  return (
    <StopQuestion
      name={pool.name}
      t={t}
      users={users}
      userLink={(user) => <MachineLink domain={user} />}
      onStop={() => void act(pool, 'stop')}
      onClose={onClose}
    />
  );
}
