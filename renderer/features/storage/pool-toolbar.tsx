// Start, stop and refresh of one pool. Stopping one that machines use asks first.
import { IconPlayerPlay, IconPlayerStop, IconRefreshDot } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DomainKey } from '../../../shared/model/keys.ts';
import type { PoolSummary } from '../../../shared/model/storage.ts';
import { useHost } from '../../live/hooks.ts';
import { MachineLink } from '../../live/links.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { CommandHint } from '../../ui/command.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { isActive, type PoolActs, poolCommands } from './pool-acts.ts';

interface PoolToolbarProps {
  readonly pool: PoolSummary;
  readonly acts: PoolActs;
  /** Machines with a volume in it, as far as known. */
  readonly users?: readonly DomainKey[];
  readonly compact?: boolean;
  readonly onRefreshed?: () => void;
}

export function PoolToolbar({ pool, acts, users = [], compact = false, onRefreshed }: PoolToolbarProps) {
  const { t } = useTranslation('storage');
  const host = useHost(pool.connection);
  const [asking, setAsking] = useState(false);
  const active = isActive(pool);
  const shared = {
    compact,
    pending: acts.pending(pool),
    ...(acts.block === undefined ? {} : { disabledReason: t(acts.block) }),
  };

  function stop() {
    setAsking(false);
    void acts.run(pool, 'stop');
  }

  async function refresh() {
    if (await acts.run(pool, 'refresh')) onRefreshed?.();
  }

  return (
    <>
      {active ? (
        <ActionButton
          {...shared}
          label={t('stop')}
          icon={<IconPlayerStop size={15} />}
          onClick={() => (users.length > 0 ? setAsking(true) : stop())}
        />
      ) : (
        <ActionButton
          {...shared}
          label={t('start')}
          icon={<IconPlayerPlay size={15} />}
          onClick={() => void acts.run(pool, 'start')}
        />
      )}
      {active && !compact && (
        <ActionButton
          {...shared}
          label={t('refresh')}
          icon={<IconRefreshDot size={15} />}
          onClick={() => void refresh()}
        />
      )}
      {host && (
        <CommandHint
          of={pool.name}
          commands={poolCommands(host, pool).map(({ id, command }) => ({ label: t(`line.${id}`), command }))}
        />
      )}
      <Confirm
        opened={asking}
        title={t('confirmStop.title', { name: pool.name })}
        confirmLabel={t('confirmStop.yes')}
        cancelLabel={t('confirmStop.no')}
        danger
        onConfirm={stop}
        onClose={() => setAsking(false)}
      >
        <p>{t('confirmStop.text')}</p>
        <ul>
          {users.map((user) => (
            <li key={user}>
              <MachineLink domain={user} />
            </li>
          ))}
        </ul>
      </Confirm>
    </>
  );
}
