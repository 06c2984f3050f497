// Measures one host: a tick while somebody watches, with samples of the machines that are looked at, and one of all
// machines each minute for the long history.
import { setTimeout as sleep } from 'node:timers/promises';
import { type ConnectionId, type DomainKey, localPartOf } from '../../shared/model/keys.ts';
import type { Measured } from '../../shared/model/settings.ts';
import {
  type DomainMetric,
  type DomainSample,
  EXTENTS,
  type History,
  HOST_METRICS,
  type HostMetric,
  type HostSample,
  type Range,
  type StatisticsTick,
} from '../../shared/model/statistics.ts';
import { type Ask, within } from './ask.ts';
import { type DomainEntry, isActive } from './domain-entry.ts';
import type { DomainHistories } from './domain-histories.ts';
import { DomainSampler } from './domain-sampler.ts';
import type { DomainTable } from './domain-table.ts';
import { SampleHistory } from './history.ts';
import { HostSampler } from './host-sampler.ts';
import { HOST_TIERS, LongHistory } from './long-history.ts';
import type { HostCounters } from './rates.ts';
import { domainSamples, type Readings, type TimedCounters, wholeSample } from './readings.ts';
import { View, type Wanted, type Watch } from './view.ts';

/** ms from the first reading to the second, so that a page soon has a rate to show. */
const FIRST_RATE_MS = 500;
/**
 * A QEMU that hangs can hold a bulk call for ever, NOWAIT or not; later calls then leave that machine out. So many
 * may hang until no more are made: libvirt serves only five calls of a connection at a time.
 */
const MOST_UNANSWERED = 2;
/** A reading that took longer is too old to be shown. */
const PATIENCE_MS = 5000;
/** A rate over more than so many intervals says nothing of now. */
const OLDEST_INTERVALS = 3;
/** Between two readings of all machines that nobody asked for. */
const BACKGROUND_MS = 60_000;
/** After a host is open, others have the right of way. */
const BACKGROUND_FIRST_MS = 5000;
/** Where no more run, all are read, looked at or not: a row that is scrolled to then has its past. */
const FEW = 100;

interface Machines {
  readonly entries: readonly DomainEntry[];
  /** All that run. */
  readonly whole: boolean;
}

interface HostTick {
  readonly atMs: number;
  readonly host: HostSample;
}

export interface StatisticsOptions {
  readonly connection: ConnectionId;
  readonly domains: DomainTable;
  readonly intervalMs: () => number;
  /** What of machines is measured; all by default. */
  readonly measured?: () => readonly Measured[];
  /** Whether all is measured each minute although nobody watches. */
  readonly background: () => boolean;
  /** The long histories of machines, of all hosts together. */
  readonly histories: DomainHistories;
  readonly onTick: (tick: StatisticsTick) => void;
}

export class HostStatistics {
  /** A day of the host itself. */
  readonly longHistory = new LongHistory(HOST_METRICS, HOST_TIERS);
  readonly #history = new SampleHistory();
  readonly #options: StatisticsOptions;
  readonly #view = new View();
  #domainSampler: DomainSampler;
  #hostSampler = new HostSampler();
  #ask: Ask | undefined;
  #timer: NodeJS.Timeout | undefined;
  #hostBefore: HostCounters | undefined;
  /** The last counters of each machine, by UUID. */
  #before = new Map<string, TimedCounters>();
  /** The last reading of all machines. */
  #whole: Readings | undefined;
  #wholeMs = Number.NEGATIVE_INFINITY;
  #unanswered = 0;
  #glancing = false;
  /** The last since the watching began. */
  #last: HostTick | undefined;
  /** ms since 1970 of the last in the history. */
  #lastMs: number | undefined;

  constructor(options: StatisticsOptions) {
    this.#options = options;
    this.#domainSampler = new DomainSampler(options.measured);
  }

  /** The connection to measure over. It must let calls wait: a deadline would hide that libvirt still works on them. */
  attach(ask: Ask): void {
    this.#ask = ask;
    this.#unanswered = 0;
    this.#domainSampler = new DomainSampler(this.#options.measured);
    this.#hostSampler = new HostSampler();
    this.#schedule(this.#view.isEmpty ? BACKGROUND_FIRST_MS : 0);
  }

  detach(): void {
    this.#ask = undefined;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#whole = undefined;
    this.#forgetTicks();
  }

  /** Ticks come until the watch is stopped, with samples of what it looks at at least. */
  watch(wanted: Wanted): Watch {
    const watcher = Symbol('watcher');
    const look = (at: Wanted): void => {
      this.#view.set(watcher, at);
      void this.#glance();
    };
    const stop = (): void => {
      this.#view.delete(watcher);
      if (this.#view.isEmpty) this.#pause();
    };
    const isFirst = this.#view.isEmpty;
    look(wanted);
    if (isFirst && this.#ask !== undefined) {
      this.#forgetTicks();
      this.#schedule(0);
    }
    return { look, stop };
  }

  domainHistory(key: DomainKey, range: Range): History<DomainMetric> {
    if (range === '2min') return this.#history.domain(key);
    return this.#options.histories.read(key, Date.now(), EXTENTS[range].spanMs);
  }

  hostHistory(range: Range): History<HostMetric> {
    return range === '2min' ? this.#history.host() : this.longHistory.read(Date.now(), EXTENTS[range].spanMs);
  }

  /** What `read` gives over this host's connection; `undefined` when there is none, or no answer in time. */
  async once<T>(read: (ask: Ask) => Promise<T>): Promise<T | undefined> {
    const ask = this.#ask;
    return ask === undefined ? undefined : await this.#read(ask, () => read(ask));
  }

  /** Nobody watches any more: what is left is the reading of all machines each minute. */
  #pause(): void {
    this.#forgetTicks();
    if (this.#timer === undefined) return;
    this.#schedule(Math.max(0, this.#wholeMs + BACKGROUND_MS - performance.now()));
  }

  #forgetTicks(): void {
    this.#hostBefore = undefined;
    this.#last = undefined;
    this.#before.clear();
  }

  #schedule(afterMs: number): void {
    clearTimeout(this.#timer);
    const timer = setTimeout(async () => {
      const startedMs = performance.now();
      const isFirst = await this.#tick();
      // Stopped, or stopped and begun anew, while the reading was under way.
      if (this.#timer !== timer) return;
      const pauseMs = this.#pauseMs(isFirst);
      this.#schedule(Math.max(0, pauseMs - (performance.now() - startedMs)));
    }, afterMs);
    this.#timer = timer;
  }

  #pauseMs(isFirst: boolean): number {
    if (this.#view.isEmpty) return BACKGROUND_MS;
    return isFirst ? FIRST_RATE_MS : this.#options.intervalMs();
  }

  /** Whether it was the first reading, from which no rates come yet. */
  async #tick(): Promise<boolean> {
    const [ask, timer] = [this.#ask, this.#timer];
    if (ask === undefined || (this.#view.isEmpty && !this.#options.background())) return false;
    const machines = this.#machines();
    const reading = await this.#read(ask, async () => {
      const [host, domains] = await Promise.all([
        this.#hostSampler.read(ask),
        this.#readMachines(ask, machines),
      ]);
      return { host, domains };
    });
    if (reading === undefined || this.#ask !== ask || this.#timer !== timer) return false;
    const hostBefore = this.#hostBefore;
    this.#hostBefore = reading.host;
    const samples = this.#take(reading.domains);
    const all = machines.whole ? this.#takeWhole(reading.domains) : undefined;
    const host = wholeSample(hostBefore ?? reading.host, reading.host, all);
    this.longHistory.add(Date.now(), host);
    if (!this.#view.isEmpty && hostBefore !== undefined) this.#record(host, samples);
    return hostBefore === undefined;
  }

  /** What the next tick reads. */
  #machines(): Machines {
    const running = [...this.#options.domains.all()].filter(isActive);
    if (running.length <= FEW || this.#isWholeDue) return { entries: running, whole: true };
    return { entries: running.filter(({ ref }) => this.#view.has(ref.uuid)), whole: false };
  }

  get #isWholeDue(): boolean {
    if (this.#view.isEmpty || this.#view.isWhole) return true;
    return this.#options.background() && performance.now() - this.#wholeMs >= BACKGROUND_MS;
  }

  /** Keeps a reading of all machines for the next, and what they did since the last, of which most machines have no other. */
  #takeWhole(readings: Readings): readonly DomainSample[] {
    const { connection, histories } = this.#options;
    const samples = domainSamples(
      connection,
      this.#whole ?? readings,
      readings,
      OLDEST_INTERVALS * BACKGROUND_MS,
    );
    this.#whole = readings;
    this.#wholeMs = performance.now();
    histories.addUnseen(Date.now(), samples);
    return samples;
  }

  /**
   * Machines that came into view between two ticks are read at once and again soon after: whoever scrolls sees numbers
   * before the next tick, which they are added to the last of.
   */
  async #glance(): Promise<void> {
    const ask = this.#ask;
    if (this.#glancing || ask === undefined || this.#last === undefined || this.#timer === undefined) return;
    this.#glancing = true;
    const tried = new Set<string>();
    try {
      for (;;) {
        const entries = [...this.#options.domains.all()].filter(
          ({ ref }) =>
            ref.id >= 0 && this.#view.has(ref.uuid) && !this.#before.has(ref.uuid) && !tried.has(ref.uuid),
        );
        if (entries.length === 0) return;
        for (const { ref } of entries) tried.add(ref.uuid);
        if (!(await this.#glanceAt(ask, entries))) return;
      }
    } finally {
      this.#glancing = false;
    }
  }

  /** Whether the connection is still the same, and somebody still looks. */
  async #glanceAt(ask: Ask, entries: readonly DomainEntry[]): Promise<boolean> {
    const isOver = () => this.#ask !== ask || this.#timer === undefined;
    const machines = { entries, whole: false };
    const first = await this.#read(ask, () => this.#readMachines(ask, machines));
    if (first === undefined || isOver()) return false;
    this.#take(first);
    await sleep(FIRST_RATE_MS, undefined, { ref: false });
    if (isOver()) return false;
    const second = await this.#read(ask, () => this.#readMachines(ask, machines));
    if (second === undefined || isOver() || this.#last === undefined) return false;
    const samples = this.#take(second);
    this.#history.amend(samples);
    this.#options.onTick({ connection: this.#options.connection, ...this.#last, domains: samples });
    return true;
  }

  async #readMachines(ask: Ask, { entries, whole }: Machines): Promise<Readings> {
    const counters = await this.#domainSampler.read(ask, entries, whole);
    const atMs = performance.now();
    return new Map([...counters].map(([uuid, one]) => [uuid, { atMs, counters: one }]));
  }

  /** What `read` gives; `undefined` when it did not come in time, or the connection ended. */
  async #read<T>(ask: Ask, read: () => Promise<T>): Promise<T | undefined> {
    if (this.#unanswered >= MOST_UNANSWERED) return undefined;
    this.#unanswered += 1;
    const reading = read().catch(() => undefined);
    void reading.then(() => {
      if (this.#ask === ask) this.#unanswered -= 1;
    });
    return await within(PATIENCE_MS, reading);
  }

  /** Keeps counters for the next time, and gives the samples since the last. */
  #take(readings: Readings): readonly DomainSample[] {
    const { connection, domains, intervalMs } = this.#options;
    const mostMs = OLDEST_INTERVALS * intervalMs() + PATIENCE_MS;
    const running = new Map(
      [...readings].filter(([uuid]) => {
        const entry = domains.get(uuid);
        return entry !== undefined && isActive(entry);
      }),
    );
    const samples = domainSamples(connection, this.#before, running, mostMs);
    for (const [uuid, reading] of running) this.#before.set(uuid, reading);
    const newest = performance.now();
    for (const [uuid, { atMs }] of this.#before) if (newest - atMs > mostMs) this.#before.delete(uuid);
    return samples;
  }

  #record(host: HostSample, domains: readonly DomainSample[]): void {
    const { connection, onTick, intervalMs } = this.#options;
    const atMs = Date.now();
    const last = this.#lastMs;
    if (last !== undefined && atMs - last > OLDEST_INTERVALS * intervalMs()) this.#history.addGap(last + 1);
    this.#last = { atMs, host };
    this.#lastMs = atMs;
    this.#history.add(atMs, host, domains);
    this.#options.histories.addSeen(
      atMs,
      domains.filter(({ key }) => this.#view.names(localPartOf(key))),
    );
    onTick({ connection, atMs, host, domains });
  }
}
