// Start, stop and refresh of one pool, and the commands that do the same.
import { useTranslation } from 'react-i18next';
import type { PoolSummary } from '../../../shared/model/storage.ts';
import { useActionContext } from '../../actions/context.ts';
import { poolActions } from '../../actions/pool.ts';
import { useHost } from '../../live/hooks.ts';
import type { Action } from '../../ui/action.ts';
import { ActionAsButton, ActionLines } from '../../ui/action-buttons.tsx';
import { type PoolActs, poolLooks } from './pool-acts.ts';

interface PoolToolbarProps {
  readonly pool: PoolSummary;
  readonly acts: PoolActs;
  readonly compact?: boolean;
  readonly onRefreshed?: () => void;
}

export function PoolToolbar({ pool, acts, compact = false, onRefreshed }: PoolToolbarProps) {
  const { t } = useTranslation('storage');
  const host = useHost(pool.connection);
  const actions = poolActions(pool, useActionContext());
  const looks = host === undefined ? [] : poolLooks(host, pool);

  /** The page reads the volumes again once the host has. */
  function followed(action: Action): Action {
    if (action.id !== REFRESH) return action;
    return { ...action, run: () => void acts.run(pool, 'refresh').then((done) => done && onRefreshed?.()) };
  }

  return (
    <>
      {actions
        // Its autostart is a switch of its own, and a row has no room for more than starting and stopping.
        .filter(({ id, group }) => group === 'run' && !(compact && id === REFRESH))
        .map((action) => (
          <ActionAsButton
            key={action.id}
            action={followed(action)}
            compact={compact}
            pending={acts.pending(pool)}
          />
        ))}
      <ActionLines
        actions={actions}
        of={pool.name}
        more={looks.map(({ id, command }) => ({ label: t(`line.${id}`), command }))}
      />
    </>
  );
}

const REFRESH = 'pool.refresh';
