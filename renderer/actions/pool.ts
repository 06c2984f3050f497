// What can be done with a storage pool.
import { IconPlayerPlay, IconPlayerStop, IconRefreshDot, IconRotateClockwise2 } from '@tabler/icons-react';
import type { PoolAction, PoolSummary } from '../../shared/model/storage.ts';
import { blockOf } from '../live/reach.ts';
import { virshLine, virshName } from '../live/shell-words.ts';
import type { Action } from '../ui/action.ts';
import type { ActionContext } from './context.ts';

/** In the order of menus. Stopping one whose volumes machines use asks first. */
export function poolActions(pool: PoolSummary, context: ActionContext): readonly Action[] {
  const { autostart, persistent, key } = pool;
  const active = pool.state !== 'inactive';
  const host = context.hostOf(pool.connection);
  const block = blockOf(host);
  const name = virshName(pool);
  const line = (...words: readonly string[]) => ({
    lines: () => (host === undefined ? [] : [virshLine(host, ...words)]),
  });
  const blocked = (why: string | undefined) => (why === undefined ? {} : { obstacle: `storage:${why}` });
  const act = (action: PoolAction) => () => void context.pools.act(pool, action);
  const stop: Action = {
    id: 'pool.stop',
    label: 'storage:stop',
    icon: IconPlayerStop,
    group: 'run',
    ...blocked(block),
    ...line('pool-destroy', name),
    run: () => context.wish({ kind: 'stop-pool', pool: key }),
  };
  const start: Action = {
    id: 'pool.start',
    label: 'storage:start',
    icon: IconPlayerPlay,
    group: 'run',
    ...blocked(block),
    ...line('pool-start', name),
    run: act('start'),
  };
  const refresh: Action = {
    id: 'pool.refresh',
    label: 'storage:refresh',
    icon: IconRefreshDot,
    group: 'run',
    ...blocked(block),
    ...line('pool-refresh', name),
    run: act('refresh'),
  };
  return [
    ...(active ? [stop, refresh] : [start]),
    {
      id: autostart ? 'pool.autostart-off' : 'pool.autostart-on',
      label: autostart ? 'storage:line.autostartOff' : 'storage:line.autostartOn',
      icon: IconRotateClockwise2,
      group: 'boot',
      ...blocked(persistent ? block : 'transientAutostart'),
      ...line('pool-autostart', name, ...(autostart ? ['--disable'] : [])),
      run: act(autostart ? 'autostart-off' : 'autostart-on'),
    },
  ];
}
