// The virtual networks of one host: readings by UUID, and what of them goes to the hub.
import { type ConnectionId, networkKey } from '../../shared/model/keys.ts';
import type { NetworkSummary } from '../../shared/model/network.ts';
import type { NetworkFacts } from '../domain-xml/network.ts';
import type { NetworkDhcpLease, NetworkRef } from '../libvirt/protocol/values.gen.ts';
import type { ModelHub } from './model-hub.ts';
import type { NetworkReading } from './network-reader.ts';

export type NetworkEntry = NetworkReading & { readonly facts: NetworkFacts };

export class NetworkTable {
  readonly #connection: ConnectionId;
  readonly #hub: ModelHub;
  readonly #entries = new Map<string, NetworkEntry>();

  constructor(connection: ConnectionId, hub: ModelHub) {
    this.#connection = connection;
    this.#hub = hub;
  }

  get(uuid: string): NetworkEntry | undefined {
    return this.#entries.get(uuid);
  }

  all(): readonly NetworkEntry[] {
    return [...this.#entries.values()];
  }

  /** Takes a fresh list of everything: what is not in it is gone. */
  replaceAll(readings: readonly NetworkReading[]): void {
    const present = new Set(readings.map((reading) => reading.ref.uuid));
    for (const uuid of [...this.#entries.keys()]) if (!present.has(uuid)) this.drop(uuid);
    for (const reading of readings) this.take(reading);
  }

  take(reading: NetworkReading): void {
    const { uuid } = reading.ref;
    const facts = reading.facts ?? this.#entries.get(uuid)?.facts ?? factsWithoutXml(reading.ref);
    const entry = { ...reading, facts };
    this.#entries.set(uuid, entry);
    this.#hub.apply({ op: 'put', noun: 'network', value: summaryOf(this.#connection, entry) });
  }

  /** Leases are not part of the summary; pages that show them ask for the details. */
  setLeases(uuid: string, leases: readonly NetworkDhcpLease[]): void {
    const entry = this.#entries.get(uuid);
    if (entry !== undefined) this.#entries.set(uuid, { ...entry, leases });
  }

  drop(uuid: string): void {
    if (!this.#entries.delete(uuid)) return;
    this.#hub.apply({ op: 'drop', noun: 'network', key: networkKey(this.#connection, uuid) });
  }
}

function factsWithoutXml({ name }: NetworkRef): NetworkFacts {
  return { name, mode: 'unknown', addresses: [] };
}

function summaryOf(connection: ConnectionId, entry: NetworkEntry): NetworkSummary {
  const { ref, facts } = entry;
  return {
    key: networkKey(connection, ref.uuid),
    connection,
    uuid: ref.uuid,
    name: ref.name,
    ...(facts.title !== undefined && { title: facts.title }),
    active: entry.active,
    persistent: entry.persistent,
    autostart: entry.autostart,
    mode: facts.mode,
    ...(facts.bridge !== undefined && { bridge: facts.bridge }),
    ...(facts.domainName !== undefined && { domainName: facts.domainName }),
    addresses: facts.addresses,
  };
}
