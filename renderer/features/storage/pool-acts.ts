// The state of what was asked of a host's pools, and the `virsh` lines that look at one.
import type { HostSummary } from '../../../shared/model/host.ts';
import type { PoolAction, PoolSummary } from '../../../shared/model/storage.ts';
import { type Acts, useActs } from '../../live/acts.ts';
import { usePoolActsStore } from '../../live/hooks.ts';
import { virshLine, virshName } from '../../live/shell-words.ts';

export function isActive(pool: PoolSummary): boolean {
  return pool.state !== 'inactive';
}

export interface PoolLine {
  /** The key of what it does, under `line` of the catalogue. */
  readonly id: 'info' | 'volumes';
  readonly command: string;
}

export function poolLooks(host: HostSummary, pool: PoolSummary): readonly PoolLine[] {
  const name = virshName(pool);
  const info: PoolLine = { id: 'info', command: virshLine(host, 'pool-info', name) };
  if (!isActive(pool)) return [info];
  return [info, { id: 'volumes', command: virshLine(host, 'vol-list', name, '--details') }];
}

export type PoolActs = Acts<PoolSummary, PoolAction>;

export function usePoolActs(connection: PoolSummary['connection']): PoolActs {
  return useActs(usePoolActsStore(), connection);
}
