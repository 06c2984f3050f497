// The storage pools of one host: readings by UUID, and what of them goes to the hub.
import { type ConnectionId, poolKey } from '../../shared/model/keys.ts';
import type { PoolSummary } from '../../shared/model/storage.ts';
import type { PoolFacts } from '../domain-xml/storage.ts';
import type { ModelHub } from './model-hub.ts';
import type { PoolReading } from './pool-reader.ts';

export type PoolEntry = PoolReading & { readonly facts: PoolFacts };

export class PoolTable {
  readonly #connection: ConnectionId;
  readonly #hub: ModelHub;
  readonly #entries = new Map<string, PoolEntry>();

  constructor(connection: ConnectionId, hub: ModelHub) {
    this.#connection = connection;
    this.#hub = hub;
  }

  get(uuid: string): PoolEntry | undefined {
    return this.#entries.get(uuid);
  }

  all(): readonly PoolEntry[] {
    return [...this.#entries.values()];
  }

  /** Takes a fresh list of everything: what is not in it is gone. */
  replaceAll(readings: readonly PoolReading[]): void {
    const present = new Set(readings.map((reading) => reading.ref.uuid));
    for (const uuid of [...this.#entries.keys()]) if (!present.has(uuid)) this.drop(uuid);
    for (const reading of readings) this.take(reading);
  }

  take(reading: PoolReading): void {
    const { uuid } = reading.ref;
    const facts = reading.facts ??
      this.#entries.get(uuid)?.facts ?? { name: reading.ref.name, type: 'unknown' };
    const entry = { ...reading, facts };
    this.#entries.set(uuid, entry);
    this.#hub.apply({ op: 'put', noun: 'pool', value: summaryOf(this.#connection, entry) });
  }

  drop(uuid: string): void {
    if (!this.#entries.delete(uuid)) return;
    this.#hub.apply({ op: 'drop', noun: 'pool', key: poolKey(this.#connection, uuid) });
  }
}

function summaryOf(connection: ConnectionId, entry: PoolEntry): PoolSummary {
  const { ref, facts } = entry;
  return {
    key: poolKey(connection, ref.uuid),
    connection,
    uuid: ref.uuid,
    name: ref.name,
    state: entry.state,
    persistent: entry.persistent,
    autostart: entry.autostart,
    type: facts.type,
    ...(facts.path !== undefined && { path: facts.path }),
    capacityBytes: entry.capacityBytes,
    allocationBytes: entry.allocationBytes,
    availableBytes: entry.availableBytes,
  };
}
