// What can be asked of a pool, when, and the `virsh` line that would do the same.
import { useState } from 'react';
import type { Failure } from '../../../shared/failure.ts';
import type { HostSummary } from '../../../shared/model/host.ts';
import type { PoolAction, PoolSummary } from '../../../shared/model/storage.ts';
import { useHost, useRequest } from '../../live/hooks.ts';
import { blockOf } from '../../live/reach.ts';
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

interface Asked {
  readonly pool: PoolSummary;
  readonly action: PoolAction;
}

export interface PoolActs {
  run(pool: PoolSummary, action: PoolAction): Promise<boolean>;
  /** Whether this pool waits for an answer. */
  pending(pool: PoolSummary): boolean;
  /** What failed last, to be said beside its pool's name. */
  readonly failed?: Asked & { readonly failure: Failure };
  clear(): void;
  /** Why nothing can be done on this host, as a key of the catalogue. */
  readonly block?: 'readOnly' | 'notConnected';
}

/** The actions of one page; a failure stays until the next action. */
export function usePoolActs(connection: PoolSummary['connection']): PoolActs {
  const request = useRequest((api, { pool, action }: Asked) => api.pools.act({ pool: pool.key, action }));
  const [asked, setAsked] = useState<Asked>();
  const block = blockOf(useHost(connection));
  return {
    run: async (pool, action) => {
      setAsked({ pool, action });
      return (await request.run({ pool, action })).ok;
    },
    pending: (pool) => request.pending && asked?.pool.key === pool.key,
    clear: request.clear,
    ...(request.failure === undefined || asked === undefined
      ? {}
      : { failed: { ...asked, failure: request.failure } }),
    ...(block === undefined ? {} : { block }),
  };
}
