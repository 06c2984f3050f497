// The model of all hosts as pages see it: maps of summaries, and numbered batches of what changed in them.
import { isDeepStrictEqual } from 'node:util';
import type { ModelBatch, ModelChange, ModelSnapshot } from '../../shared/model/changes.ts';
import type { DomainSummary } from '../../shared/model/domain.ts';
import type { HostSummary } from '../../shared/model/host.ts';
import type { BridgeKey, ConnectionId, DomainKey, NetworkKey, PoolKey } from '../../shared/model/keys.ts';
import type { BridgeSummary, NetworkSummary } from '../../shared/model/network.ts';
import type { PoolSummary } from '../../shared/model/storage.ts';

/** ms between two batches: one frame of a page. */
const FRAME_MS = 16;
/** After a batch of so many changes the next waits for so many frames: each costs the page as much as there are machines. */
const STORM_CHANGES = 20;
const STORM_FRAMES = 6;

type Listener = (batch: ModelBatch) => void;

export class ModelHub {
  readonly #hosts = new Map<ConnectionId, HostSummary>();
  readonly #domains = new Map<DomainKey, DomainSummary>();
  readonly #networks = new Map<NetworkKey, NetworkSummary>();
  readonly #pools = new Map<PoolKey, PoolSummary>();
  readonly #bridges = new Map<BridgeKey, BridgeSummary>();
  readonly #listeners = new Set<Listener>();
  readonly #frameMs: number;
  /** The last change of each object since the last batch, by noun and key. */
  #pending = new Map<string, ModelChange>();
  #timer: NodeJS.Timeout | undefined;
  #lastChanges = 0;
  #lastMs = 0;
  #seq = 0;

  constructor(options: { readonly frameMs?: number } = {}) {
    this.#frameMs = options.frameMs ?? FRAME_MS;
  }

  /** Takes one change in; a `put` that changes nothing and a `drop` of nothing are forgotten. */
  apply(change: ModelChange): void {
    if (!this.#store(change)) return;
    const key = change.op === 'drop' ? change.key : keyOf(change);
    this.#pending.set(`${change.noun} ${key}`, change);
    this.#timer ??= setTimeout(() => this.flush(), this.#waitMs());
  }

  /** The whole model. What was pending goes out as a batch first, so that the numbers agree. */
  snapshot(): ModelSnapshot {
    this.flush();
    return {
      seq: this.#seq,
      hosts: [...this.#hosts.values()],
      domains: [...this.#domains.values()],
      networks: [...this.#networks.values()],
      pools: [...this.#pools.values()],
      bridges: [...this.#bridges.values()],
    };
  }

  /** Calls `listener` with each batch until the returned function is called. */
  onBatch(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Sends what is pending now. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#pending.size === 0) return;
    const changes = [...this.#pending.values()];
    this.#pending = new Map();
    this.#lastChanges = changes.length;
    this.#lastMs = performance.now();
    this.#seq += 1;
    for (const listener of this.#listeners) listener({ seq: this.#seq, changes });
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#listeners.clear();
  }

  #waitMs(): number {
    if (this.#lastChanges < STORM_CHANGES) return this.#frameMs;
    return Math.max(this.#frameMs, this.#lastMs + STORM_FRAMES * this.#frameMs - performance.now());
  }

  #store(change: ModelChange): boolean {
    if (change.op === 'put') {
      switch (change.noun) {
        case 'host':
          return put(this.#hosts, change.value.id, change.value);
        case 'domain':
          return put(this.#domains, change.value.key, change.value);
        case 'network':
          return put(this.#networks, change.value.key, change.value);
        case 'pool':
          return put(this.#pools, change.value.key, change.value);
        case 'bridge':
          return put(this.#bridges, change.value.key, change.value);
      }
    }
    switch (change.noun) {
      case 'host':
        return this.#hosts.delete(change.key);
      case 'domain':
        return this.#domains.delete(change.key);
      case 'network':
        return this.#networks.delete(change.key);
      case 'pool':
        return this.#pools.delete(change.key);
      case 'bridge':
        return this.#bridges.delete(change.key);
    }
  }
}

function put<K, V>(map: Map<K, V>, key: K, value: V): boolean {
  if (isDeepStrictEqual(map.get(key), value)) return false;
  map.set(key, value);
  return true;
}

function keyOf(change: ModelChange & { readonly op: 'put' }): string {
  return change.noun === 'host' ? change.value.id : change.value.key;
}
