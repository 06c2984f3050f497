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

/** The lines for what can be done with the pool now, and for looking at it. */
export function poolCommands(host: HostSummary, pool: PoolSummary): readonly string[] {
  const active = isActive(pool);
  const name = virshName(pool);
  const lines = [
    [active ? 'pool-destroy' : 'pool-start', name],
    ...(active ? [['pool-refresh', name]] : []),
    ...(pool.persistent ? [['pool-autostart', name, ...(pool.autostart ? ['--disable'] : [])]] : []),
    ['pool-info', name],
    ...(active ? [['vol-list', name, '--details']] : []),
  ];
  return lines.map((words) => virshLine(host, ...words));
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
