// Start, stop and refresh of one pool. Stopping one that machines use asks first.
import { IconPlayerPlay, IconPlayerStop, IconRefreshDot } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DomainKey } from '../../../shared/model/keys.ts';
import type { PoolSummary } from '../../../shared/model/storage.ts';
import { useApi, useHost } from '../../live/hooks.ts';
import { MachineLink } from '../../live/links.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { CommandHint } from '../../ui/command.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { isActive, type PoolActs, poolCommands } from './pool-acts.ts';

interface PoolToolbarProps {
  readonly pool: PoolSummary;
  readonly acts: PoolActs;
  readonly compact?: boolean;
  readonly onRefreshed?: () => void;
}

interface StopQuestion {
  /** Who uses it; absent when that could not be read. */
  readonly users?: readonly DomainKey[];
}

export function PoolToolbar({ pool, acts, compact = false, onRefreshed }: PoolToolbarProps) {
  const { t } = useTranslation('storage');
  const host = useHost(pool.connection);
  const api = useApi();
  const [question, setQuestion] = useState<StopQuestion>();
  const [looking, setLooking] = useState(false);
  const active = isActive(pool);
  const shared = {
    compact,
    pending: acts.pending(pool) || looking,
    ...(acts.block === undefined ? {} : { disabledReason: t(acts.block) }),
  };

  // Who uses it is read at the moment of the question: a list from before may be wrong.
  async function askToStop() {
    setLooking(true);
    const details = await api.pools.details({ pool: pool.key });
    setLooking(false);
    const users = details.ok ? details.value.volumes.flatMap((volume) => volume.users) : undefined;
    if (users === undefined) setQuestion({});
    else if (users.length === 0) stop();
    else setQuestion({ users: [...new Set(users)] });
  }

  function stop() {
    setQuestion(undefined);
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
          onClick={() => void askToStop()}
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
        opened={question !== undefined}
        title={t('confirmStop.title', { name: pool.name })}
        confirmLabel={t('confirmStop.yes')}
        cancelLabel={t('confirmStop.no')}
        danger
        onConfirm={stop}
        onClose={() => setQuestion(undefined)}
      >
        <p>{t(question?.users === undefined ? 'confirmStop.unknown' : 'confirmStop.text')}</p>
        <ul>
          {question?.users?.map((user) => (
            <li key={user}>
              <MachineLink domain={user} />
            </li>
          ))}
        </ul>
      </Confirm>
    </>
  );
}
