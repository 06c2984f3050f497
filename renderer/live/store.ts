// The page's mirror of the engine's model: one snapshot, then numbered batches. A gap asks for a new snapshot.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppApi } from '../../shared/contract.ts';
import type { Failure } from '../../shared/failure.ts';
import type { ModelBatch, ModelChange, ModelSnapshot } from '../../shared/model/changes.ts';
import type { DomainSummary } from '../../shared/model/domain.ts';
import type { HostSummary } from '../../shared/model/host.ts';
import type { BridgeKey, ConnectionId, DomainKey, NetworkKey, PoolKey } from '../../shared/model/keys.ts';
import type { BridgeSummary, NetworkSummary } from '../../shared/model/network.ts';
import type { PoolSummary } from '../../shared/model/storage.ts';
import { Pace } from './pace.ts';
import { Remembered } from './remembered.ts';
import type { Tables } from './tables.ts';

export interface Model extends Tables {
  /** `loading` until the first snapshot; what was shown stays while a later one is fetched. */
  readonly phase: 'loading' | 'live' | 'failed';
  readonly failure?: Failure;
  readonly seq: number;
  /** Hosts that a new engine is still opening; what is shown of them is from before. */
  readonly remembered: ReadonlySet<ConnectionId>;
}

export type ModelStore = StoreApi<Model>;

type Edit<K, V> = readonly [key: K, value: V | undefined];

function edited<K, V>(before: ReadonlyMap<K, V>, edits: readonly Edit<K, V>[]): ReadonlyMap<K, V> {
  if (edits.length === 0) return before;
  const after = new Map(before);
  for (const [key, value] of edits) {
    if (value === undefined) after.delete(key);
    else after.set(key, value);
  }
  return after;
}

function changed(before: Tables, changes: readonly ModelChange[]): Tables {
  const hosts: Edit<ConnectionId, HostSummary>[] = [];
  const domains: Edit<DomainKey, DomainSummary>[] = [];
  const networks: Edit<NetworkKey, NetworkSummary>[] = [];
  const pools: Edit<PoolKey, PoolSummary>[] = [];
  const bridges: Edit<BridgeKey, BridgeSummary>[] = [];
  for (const change of changes) {
    const drop = change.op === 'drop';
    if (change.noun === 'host') hosts.push(drop ? [change.key, undefined] : [change.value.id, change.value]);
    if (change.noun === 'domain')
      domains.push(drop ? [change.key, undefined] : [change.value.key, change.value]);
    if (change.noun === 'network')
      networks.push(drop ? [change.key, undefined] : [change.value.key, change.value]);
    if (change.noun === 'pool') pools.push(drop ? [change.key, undefined] : [change.value.key, change.value]);
    if (change.noun === 'bridge')
      bridges.push(drop ? [change.key, undefined] : [change.value.key, change.value]);
  }
  return {
    hosts: edited(before.hosts, hosts),
    domains: edited(before.domains, domains),
    networks: edited(before.networks, networks),
    pools: edited(before.pools, pools),
    bridges: edited(before.bridges, bridges),
  };
}

function fromSnapshot(snapshot: ModelSnapshot): Tables {
  return {
    hosts: new Map(snapshot.hosts.map((host) => [host.id, host])),
    domains: new Map(snapshot.domains.map((domain) => [domain.key, domain])),
    networks: new Map(snapshot.networks.map((network) => [network.key, network])),
    pools: new Map(snapshot.pools.map((pool) => [pool.key, pool])),
    bridges: new Map(snapshot.bridges.map((bridge) => [bridge.key, bridge])),
  };
}

export function createModelStore(): ModelStore {
  return createStore<Model>(() => ({
    phase: 'loading',
    seq: 0,
    remembered: new Set(),
    hosts: new Map(),
    domains: new Map(),
    networks: new Map(),
    pools: new Map(),
    bridges: new Map(),
  }));
}

/** How far apart changes without end are drawn: each time costs as much as there are machines, so it is rarer for more of them. */
const MACHINES_PER_MS = 25;
const LEAST_MS = 50;
const MOST_MS = 1000;

function everyMs({ domains }: Model): number {
  return Math.min(MOST_MS, Math.max(LEAST_MS, domains.size / MACHINES_PER_MS));
}

export interface ModelFollower {
  /** Fetches a new snapshot: after a gap, and when the engine is back. */
  heal(): Promise<void>;
  dispose(): void;
}

/** Keeps `store` equal to the engine's model until disposed. */
export function followModel(api: AppApi, store: ModelStore): ModelFollower {
  const remembered = new Remembered();
  let waiting: ModelBatch[] | undefined;
  let disposed = false;
  /** From the first batch that is missed until a snapshot is there: what is shown says nothing about numbers then. */
  let broken = true;

  /** Not yet shown: a host on which a thousand machines change at once is drawn some times a second. */
  let held: ModelBatch[] = [];
  const pace = new Pace(showHeld, () => everyMs(store.getState()));

  function take(batch: ModelBatch): void {
    if (waiting !== undefined) {
      waiting.push(batch);
      return;
    }
    held.push(batch);
    pace.ask();
  }

  function show(changes: readonly ModelChange[], seq: number): void {
    if (changes.length === 0 && seq === store.getState().seq) return;
    const tables = remembered.settle(changed(store.getState(), changes));
    store.setState({ ...tables, seq, remembered: remembered.hosts });
  }

  /** Returns how many changes there were. */
  function showHeld(): number {
    const batches = held;
    held = [];
    const changes: ModelChange[] = [];
    let { seq } = store.getState();
    for (const batch of batches) {
      // The snapshot is answered at once, pushes wait their turn: what it includes may come long after it.
      if (!broken && batch.seq <= seq) continue;
      if (broken || batch.seq !== seq + 1) {
        show(changes, seq);
        void heal();
        return changes.length;
      }
      changes.push(...batch.changes);
      seq = batch.seq;
    }
    show(changes, seq);
    return changes.length;
  }

  async function heal(): Promise<void> {
    if (waiting !== undefined || disposed) return;
    // Batches that overtake the snapshot wait; those that it includes are dropped below.
    waiting = held;
    held = [];
    broken = true;
    const result = await api.model.snapshot({});
    const early: readonly ModelBatch[] = waiting;
    waiting = undefined;
    if (disposed) return;
    if (!result.ok) {
      // What was shown before stays; the next batch, or the engine's return, tries again.
      if (store.getState().phase !== 'live') store.setState({ phase: 'failed', failure: result.failure });
      return;
    }
    broken = false;
    const tables = remembered.after(store.getState(), fromSnapshot(result.value));
    const { seq } = result.value;
    store.setState({ ...tables, phase: 'live', seq, remembered: remembered.hosts }, true);
    for (const batch of early) if (batch.seq > result.value.seq) take(batch);
  }

  const stop = api.model.changed(take);
  void heal();
  return {
    heal,
    dispose: () => {
      disposed = true;
      pace.dispose();
      stop();
    },
  };
}
