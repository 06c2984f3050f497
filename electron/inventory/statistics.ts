// Measures one host while somebody watches: a tick, its samples, and the history of the last two minutes.
import { type ConnectionId, domainKey } from '../../shared/model/keys.ts';
import type { StatisticsTick } from '../../shared/model/statistics.ts';
import { type Ask, within } from './ask.ts';
import { isActive } from './domain-entry.ts';
import { type CountersByUuid, DomainSampler } from './domain-sampler.ts';
import type { DomainTable } from './domain-table.ts';
import { SampleHistory } from './history.ts';
import { HostSampler } from './host-sampler.ts';
import { domainSample, type HostCounters, hostSample } from './rates.ts';

/** ms from the first reading to the second, so that a page soon has a rate to show. */
const FIRST_RATE_MS = 500;
/**
 * A QEMU that hangs can hold a bulk call for ever, NOWAIT or not; later calls then leave that machine out. So many
 * may hang until no more are made: libvirt serves only five calls of a connection at a time.
 */
const MOST_UNANSWERED = 2;
/** A reading that took longer is too old to be shown. */
const PATIENCE_MS = 5000;

interface Reading {
  /** Monotonic, in ms. */
  readonly atMs: number;
  readonly host: HostCounters;
  readonly domains: CountersByUuid;
}

export interface StatisticsOptions {
  readonly connection: ConnectionId;
  readonly domains: DomainTable;
  readonly intervalMs: () => number;
  readonly onTick: (tick: StatisticsTick) => void;
}

export class HostStatistics {
  readonly history = new SampleHistory();
  readonly #options: StatisticsOptions;
  #domainSampler = new DomainSampler();
  #hostSampler = new HostSampler();
  #ask: Ask | undefined;
  #watchers = 0;
  #timer: NodeJS.Timeout | undefined;
  #before: Reading | undefined;
  #unanswered = 0;
  /** ms since 1970 of the last tick in the history. */
  #lastTickMs: number | undefined;

  constructor(options: StatisticsOptions) {
    this.#options = options;
  }

  /** The connection to measure over. It must let calls wait: a deadline would hide that libvirt still works on them. */
  attach(ask: Ask): void {
    this.#ask = ask;
    this.#unanswered = 0;
    this.#domainSampler = new DomainSampler();
    this.#hostSampler = new HostSampler();
    this.#start();
  }

  detach(): void {
    this.#ask = undefined;
    this.#stop();
  }

  /** Ticks come until the returned function is called. */
  watch(): () => void {
    this.#watchers += 1;
    this.#start();
    let watching = true;
    return () => {
      if (!watching) return;
      watching = false;
      this.#watchers -= 1;
      if (this.#watchers === 0) this.#stop();
    };
  }

  #start(): void {
    if (this.#timer !== undefined || this.#ask === undefined || this.#watchers === 0) return;
    this.#before = undefined;
    this.#schedule(0);
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#before = undefined;
  }

  #schedule(afterMs: number): void {
    const timer = setTimeout(async () => {
      const startedMs = performance.now();
      await this.#tick();
      // Stopped, or stopped and begun anew, while the reading was under way.
      if (this.#timer !== timer) return;
      const pauseMs = this.#lastTickMs === undefined ? FIRST_RATE_MS : this.#options.intervalMs();
      this.#schedule(Math.max(0, pauseMs - (performance.now() - startedMs)));
    }, afterMs);
    this.#timer = timer;
  }

  async #tick(): Promise<void> {
    const ask = this.#ask;
    const before = this.#before;
    if (ask === undefined || this.#unanswered >= MOST_UNANSWERED) return;
    const reading = await this.#read(ask);
    if (reading === undefined || this.#ask !== ask || this.#before !== before) return;
    this.#before = reading;
    if (before !== undefined) this.#record(before, reading);
  }

  /** A reading; `undefined` when it did not come in time, or the connection ended. */
  async #read(ask: Ask): Promise<Reading | undefined> {
    this.#unanswered += 1;
    const running = [...this.#options.domains.all()].filter(isActive);
    const answers = Promise.all([this.#hostSampler.read(ask), this.#domainSampler.read(ask, running)]);
    const reading = answers.then(
      ([host, domains]): Reading => ({ atMs: performance.now(), host, domains }),
      () => undefined,
    );
    void reading.then(() => {
      if (this.#ask === ask) this.#unanswered -= 1;
    });
    return await within(PATIENCE_MS, reading);
  }

  #record(before: Reading, after: Reading): void {
    const { connection, domains: table, onTick } = this.#options;
    const elapsedMs = after.atMs - before.atMs;
    const host = hostSample(before.host, after.host);
    const samples = [...after.domains].flatMap(([uuid, counters]) => {
      const entry = table.get(uuid);
      if (entry === undefined || !isActive(entry)) return [];
      const earlier = before.domains.get(uuid) ?? counters;
      const spanMs = before.domains.has(uuid) ? elapsedMs : 0;
      return [domainSample(domainKey(connection, uuid), earlier, counters, spanMs)];
    });
    const atMs = Date.now();
    const last = this.#lastTickMs;
    if (last !== undefined && atMs - last > 3 * this.#options.intervalMs()) this.history.addGap(last + 1);
    this.#lastTickMs = atMs;
    this.history.add(atMs, host, samples);
    onTick({ connection, atMs, host, domains: samples });
  }
}
