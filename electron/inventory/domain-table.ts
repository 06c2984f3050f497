// The machines of one host: entries by UUID, and what of them goes to the hub.
import { isDeepStrictEqual } from 'node:util';
import type { DomainSummary, DomainTransition } from '../../shared/model/domain.ts';
import { type ConnectionId, domainKey } from '../../shared/model/keys.ts';
import type { LabelFacts } from '../domain-xml/labels.ts';
import type { DomainFacts } from '../domain-xml/summary.ts';
import {
  type DomainEntry,
  type DomainReading,
  factsWithoutXml,
  isActive,
  summaryOf,
} from './domain-entry.ts';
import type { ModelHub } from './model-hub.ts';
import { remaining } from './transitions.ts';

type Listener = (summary: DomainSummary | undefined) => void;

export class DomainTable {
  readonly #connection: ConnectionId;
  readonly #hub: ModelHub;
  readonly #entries = new Map<string, DomainEntry>();
  readonly #listeners = new Map<string, Set<Listener>>();
  /** By UUID: the run that we began paused, so that its console saw the first message. */
  readonly #begun = new Map<string, number>();

  constructor(connection: ConnectionId, hub: ModelHub) {
    this.#connection = connection;
    this.#hub = hub;
  }

  get(uuid: string): DomainEntry | undefined {
    return this.#entries.get(uuid);
  }

  all(): Iterable<DomainEntry> {
    return this.#entries.values();
  }

  summary(uuid: string): DomainSummary | undefined {
    const entry = this.#entries.get(uuid);
    return entry === undefined ? undefined : summaryOf(this.#connection, entry);
  }

  /** Takes a fresh list of everything: what is not in it is gone. */
  replaceAll(readings: readonly DomainReading[]): void {
    const present = new Set(readings.map((reading) => reading.ref.uuid));
    for (const uuid of [...this.#entries.keys()]) if (!present.has(uuid)) this.drop(uuid);
    for (const reading of readings) this.take(reading);
  }

  /** Takes one machine as just read; its revision grows when anything in it moved. */
  take(reading: DomainReading): void {
    const { uuid } = reading.ref;
    const before = this.#entries.get(uuid);
    const active = isActive(reading);
    if (before?.state === 'running' && reading.state === 'paused') this.#begun.delete(uuid);
    const taken = {
      ...reading,
      reason: this.#reasonOf(reading),
      facts: reading.facts ?? before?.facts ?? factsWithoutXml(reading.ref),
      addresses: active ? (before?.addresses ?? []) : [],
      transition: remaining(before?.transition, active, reading.state),
      revision: before?.revision ?? 0,
    };
    if (isDeepStrictEqual(taken, before)) return;
    this.#store({ ...taken, revision: taken.revision + 1 });
  }

  drop(uuid: string): void {
    this.#begun.delete(uuid);
    if (!this.#entries.delete(uuid)) return;
    this.#hub.apply({ op: 'drop', noun: 'domain', key: domainKey(this.#connection, uuid) });
    for (const listener of this.#listeners.get(uuid) ?? []) listener(undefined);
  }

  setAddresses(uuid: string, addresses: readonly string[]): void {
    this.#change(uuid, { addresses });
  }

  setFacts(uuid: string, facts: DomainFacts): void {
    this.#change(uuid, { facts });
  }

  /** Tags and group as just read; the machine's revision grows when they are others. */
  setLabels(uuid: string, { tags, group }: LabelFacts): void {
    const entry = this.#entries.get(uuid);
    if (entry === undefined) return;
    const { group: before, ...rest } = entry.facts;
    if (isDeepStrictEqual([tags, group], [rest.tags, before])) return;
    const facts = { ...rest, tags, ...(group !== undefined && { group }) };
    this.#store({ ...entry, facts, revision: entry.revision + 1 });
  }

  /** The balloon's new size; the host says it at each step, so that nothing is read for it. */
  setMemory(uuid: string, memoryKiB: number): void {
    const entry = this.#entries.get(uuid);
    if (entry === undefined || entry.facts.memoryKiB === memoryKiB) return;
    this.#change(uuid, { facts: { ...entry.facts, memoryKiB } });
  }

  /** Run `id` was paused only by us and only until its console was open: to a person it was just started. */
  markBegun(uuid: string, id: number): void {
    this.#begun.set(uuid, id);
    const entry = this.#entries.get(uuid);
    if (entry !== undefined) this.#store({ ...entry, reason: this.#reasonOf(entry) });
  }

  setTransition(uuid: string, transition: DomainTransition | undefined): void {
    this.#change(uuid, { transition });
  }

  /** Says that something which the model does not hold may have moved: open pages read their details again. */
  touch(uuid: string): void {
    const entry = this.#entries.get(uuid);
    if (entry !== undefined) this.#store({ ...entry, revision: entry.revision + 1 });
  }

  /** Calls `listener` at each change of one machine, with `undefined` when it is gone. */
  onDomain(uuid: string, listener: Listener): () => void {
    const listeners = this.#listeners.get(uuid) ?? new Set();
    this.#listeners.set(uuid, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(uuid) === listeners) this.#listeners.delete(uuid);
    };
  }

  #reasonOf({ ref, state, reason }: DomainReading): string {
    const begun = state === 'running' && reason === 'unpaused' && this.#begun.get(ref.uuid) === ref.id;
    return begun ? 'booted' : reason;
  }

  #change(uuid: string, part: Pick<Partial<DomainEntry>, 'addresses' | 'facts' | 'transition'>): void {
    const entry = this.#entries.get(uuid);
    if (entry === undefined) return;
    // Only what is given is compared: addresses are spread over all machines at once.
    const { addresses = entry.addresses, facts = entry.facts } = part;
    const transition = 'transition' in part ? part.transition : entry.transition;
    const same =
      transition === entry.transition &&
      facts === entry.facts &&
      isDeepStrictEqual(addresses, entry.addresses);
    if (!same) this.#store({ ...entry, addresses, facts, transition });
  }

  #store(entry: DomainEntry): void {
    const { uuid } = entry.ref;
    this.#entries.set(uuid, entry);
    const summary = summaryOf(this.#connection, entry);
    this.#hub.apply({ op: 'put', noun: 'domain', value: summary });
    for (const listener of this.#listeners.get(uuid) ?? []) listener(summary);
  }
}
