// The engine's model as a page has it, by key.
import type { DomainSummary } from '../../shared/model/domain.ts';
import type { HostSummary } from '../../shared/model/host.ts';
import type { BridgeKey, ConnectionId, DomainKey, NetworkKey, PoolKey } from '../../shared/model/keys.ts';
import type { BridgeSummary, NetworkSummary } from '../../shared/model/network.ts';
import type { PoolSummary } from '../../shared/model/storage.ts';

export interface Tables {
  readonly hosts: ReadonlyMap<ConnectionId, HostSummary>;
  readonly domains: ReadonlyMap<DomainKey, DomainSummary>;
  readonly networks: ReadonlyMap<NetworkKey, NetworkSummary>;
  readonly pools: ReadonlyMap<PoolKey, PoolSummary>;
  readonly bridges: ReadonlyMap<BridgeKey, BridgeSummary>;
}
