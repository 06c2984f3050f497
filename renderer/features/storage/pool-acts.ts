// What can be asked of a pool, when, and the `virsh` line that would do the same.
import type { HostSummary } from '../../../shared/model/host.ts';
import type { PoolAction, PoolSummary } from '../../../shared/model/storage.ts';
import { type Acts, useActs } from '../../live/acts.ts';
import { virshLine, virshName } from '../../live/shell-words.ts';

export function isActive(pool: PoolSummary): boolean {
  return pool.state !== 'inactive';
}

export interface PoolLine {
  /** The key of what it does, under `line` of the catalogue. */
  readonly id: 'start' | 'stop' | 'refresh' | 'autostartOn' | 'autostartOff' | 'info' | 'volumes';
  readonly command: string;
}

/** The lines for what can be done with the pool now, and for looking at it. */
export function poolCommands(host: HostSummary, pool: PoolSummary): readonly PoolLine[] {
  const active = isActive(pool);
  const name = virshName(pool);
  const line = (id: PoolLine['id'], ...words: readonly string[]) => ({
    id,
    command: virshLine(host, ...words),
  });
  const autostart = pool.autostart
    ? line('autostartOff', 'pool-autostart', name, '--disable')
    : line('autostartOn', 'pool-autostart', name);
  return [
    active ? line('stop', 'pool-destroy', name) : line('start', 'pool-start', name),
    ...(active ? [line('refresh', 'pool-refresh', name)] : []),
    ...(pool.persistent ? [autostart] : []),
    line('info', 'pool-info', name),
    ...(active ? [line('volumes', 'vol-list', name, '--details')] : []),
  ];
}

export type PoolActs = Acts<PoolSummary, PoolAction>;

/** The actions of one page; a failure stays until the next action. */
export function usePoolActs(connection: PoolSummary['connection']): PoolActs {
  return useActs(connection, (api, { noun, action }) => api.pools.act({ pool: noun.key, action }));
}
