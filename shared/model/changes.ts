// How pages follow the model: one snapshot, then numbered batches; a gap in the numbers means a new snapshot.
import type { DomainSummary } from './domain.ts';
import type { HostSummary } from './host.ts';
import type { BridgeKey, ConnectionId, DomainKey, NetworkKey, PoolKey } from './keys.ts';
import type { BridgeSummary, NetworkSummary } from './network.ts';
import type { PoolSummary } from './storage.ts';

export type ModelChange =
  | { readonly op: 'put'; readonly noun: 'host'; readonly value: HostSummary }
  | { readonly op: 'put'; readonly noun: 'domain'; readonly value: DomainSummary }
  | { readonly op: 'put'; readonly noun: 'network'; readonly value: NetworkSummary }
  | { readonly op: 'put'; readonly noun: 'pool'; readonly value: PoolSummary }
  | { readonly op: 'put'; readonly noun: 'bridge'; readonly value: BridgeSummary }
  | { readonly op: 'drop'; readonly noun: 'host'; readonly key: ConnectionId }
  | { readonly op: 'drop'; readonly noun: 'domain'; readonly key: DomainKey }
  | { readonly op: 'drop'; readonly noun: 'network'; readonly key: NetworkKey }
  | { readonly op: 'drop'; readonly noun: 'pool'; readonly key: PoolKey }
  | { readonly op: 'drop'; readonly noun: 'bridge'; readonly key: BridgeKey };

export interface ModelSnapshot {
  /** The number of the last batch that this snapshot includes. */
  readonly seq: number;
  readonly hosts: readonly HostSummary[];
  readonly domains: readonly DomainSummary[];
  readonly networks: readonly NetworkSummary[];
  readonly pools: readonly PoolSummary[];
  readonly bridges: readonly BridgeSummary[];
}

/** Batch `seq` follows batch `seq - 1`; several changes of one object in a batch are one. */
export interface ModelBatch {
  readonly seq: number;
  readonly changes: readonly ModelChange[];
}
