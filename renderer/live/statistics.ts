// Rates as the page needs them: the last two minutes of each host that something on screen watches.
import type { AppApi } from '../../shared/contract.ts';
import type { ConnectionId, DomainKey } from '../../shared/model/keys.ts';
import { connectionOf } from '../../shared/model/keys.ts';
import {
  type DomainMetric,
  type DomainSample,
  GAP,
  HISTORY_SAMPLES,
  type History,
  type HostMetric,
  type StatisticsTick,
} from '../../shared/model/statistics.ts';

interface Tick {
  readonly atMs: number;
  readonly tick: StatisticsTick;
  readonly domains: ReadonlyMap<DomainKey, DomainSample>;
}

type Earlier<Metric extends string> = History<Metric> | 'asked';

interface Joined<Metric extends string> {
  readonly times: readonly number[];
  readonly series: (metric: Metric) => readonly number[];
}

/** Joins what the engine remembered with what was seen since, oldest first. */
function joined<Metric extends string>(
  earlier: Earlier<Metric> | undefined,
  ticks: readonly Tick[],
  sampleOf: (tick: Tick) => Readonly<Record<Metric, number>> | undefined,
): Joined<Metric> {
  const first = ticks[0]?.atMs ?? Number.POSITIVE_INFINITY;
  const before = typeof earlier === 'object' ? earlier : undefined;
  const kept = before?.times.filter((at) => at < first).length ?? 0;
  const skip = Math.max(0, kept + ticks.length - HISTORY_SAMPLES);
  return {
    times: [...(before?.times.slice(0, kept) ?? []), ...ticks.map((tick) => tick.atMs)].slice(skip),
    series: (metric) =>
      [
        ...(before?.series[metric].slice(0, kept) ?? []),
        ...ticks.map((tick) => sampleOf(tick)?.[metric] ?? GAP),
      ].slice(skip),
  };
}

/** Holds ticks and histories of all watched hosts. */
export class StatisticsHub {
  readonly #api: AppApi;
  readonly #ticks = new Map<ConnectionId, Tick[]>();
  readonly #watchers = new Map<ConnectionId, number>();
  readonly #earlierDomains = new Map<DomainKey, Earlier<DomainMetric>>();
  readonly #earlierHosts = new Map<ConnectionId, Earlier<HostMetric>>();
  readonly #listeners = new Set<() => void>();
  readonly #stop: () => void;
  /** Grows with each tick of any host. */
  version = 0;

  constructor(api: AppApi) {
    this.#api = api;
    this.#stop = api.statistics.sampled((tick) => this.#take(tick));
    document.addEventListener('visibilitychange', this.#seenOrHidden);
  }

  dispose(): void {
    document.removeEventListener('visibilitychange', this.#seenOrHidden);
    this.#stop();
    this.#listeners.clear();
  }

  /** A window that nobody sees measures nothing; when it is seen again the engine fills in what others measured. */
  readonly #seenOrHidden = (): void => {
    if (document.hidden) {
      for (const [connection, count] of this.#watchers) if (count > 0) this.#unwatch(connection);
    } else this.rewatch();
  };

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Asks the engine for this host's ticks until the returned function is called; counted here. */
  watch(connection: ConnectionId): () => void {
    const count = this.#watchers.get(connection) ?? 0;
    this.#watchers.set(connection, count + 1);
    if (count === 0 && !document.hidden) void this.#api.statistics.watch({ connection });
    let done = false;
    return () => {
      if (done) return;
      done = true;
      const left = (this.#watchers.get(connection) ?? 1) - 1;
      this.#watchers.set(connection, left);
      if (left === 0) this.#unwatch(connection);
    };
  }

  #unwatch(connection: ConnectionId): void {
    this.#forget(connection);
    void this.#api.statistics.unwatch({ connection });
  }

  /** Asks again for everything that is watched: the engine came back and knows nothing of us. */
  rewatch(): void {
    if (document.hidden) return;
    for (const [connection, count] of this.#watchers)
      if (count > 0) void this.#api.statistics.watch({ connection });
  }

  /** The newest tick of a host; a new object with each tick, so it tells whether something came. */
  latest(connection: ConnectionId): StatisticsTick | undefined {
    return this.#ticks.get(connection)?.at(-1)?.tick;
  }

  domainSample(key: DomainKey): DomainSample | undefined {
    return this.#ticks.get(connectionOf(key))?.at(-1)?.domains.get(key);
  }

  /** Two minutes of one machine. The engine's memory of the time before we watched is fetched once. */
  domainHistory(key: DomainKey): History<DomainMetric> {
    const ticks = this.#ticks.get(connectionOf(key)) ?? [];
    const { times, series } = joined(this.#earlierDomains.get(key), ticks, (tick) => tick.domains.get(key));
    return {
      times,
      series: {
        cpuPercent: series('cpuPercent'),
        memoryKiB: series('memoryKiB'),
        diskReadBytesPerS: series('diskReadBytesPerS'),
        diskWriteBytesPerS: series('diskWriteBytesPerS'),
        netRxBytesPerS: series('netRxBytesPerS'),
        netTxBytesPerS: series('netTxBytesPerS'),
      },
    };
  }

  hostHistory(connection: ConnectionId): History<HostMetric> {
    const ticks = this.#ticks.get(connection) ?? [];
    const { times, series } = joined(this.#earlierHosts.get(connection), ticks, ({ tick }) => tick.host);
    return {
      times,
      series: { cpuPercent: series('cpuPercent'), memoryUsedKiB: series('memoryUsedKiB') },
    };
  }

  async fetchDomainHistory(domain: DomainKey): Promise<void> {
    if (this.#earlierDomains.has(domain)) return;
    this.#earlierDomains.set(domain, 'asked');
    const result = await this.#api.statistics.domain({ domain });
    if (!result.ok) {
      this.#earlierDomains.delete(domain);
      return;
    }
    this.#earlierDomains.set(domain, result.value);
    this.#tell();
  }

  async fetchHostHistory(connection: ConnectionId): Promise<void> {
    if (this.#earlierHosts.has(connection)) return;
    this.#earlierHosts.set(connection, 'asked');
    const result = await this.#api.statistics.host({ connection });
    if (!result.ok) {
      this.#earlierHosts.delete(connection);
      return;
    }
    this.#earlierHosts.set(connection, result.value);
    this.#tell();
  }

  #take(tick: StatisticsTick): void {
    this.version += 1;
    const ticks = this.#ticks.get(tick.connection) ?? [];
    const domains = new Map(tick.domains.map((sample) => [sample.key, sample]));
    const next = [...ticks, { atMs: tick.atMs, tick, domains }].slice(-HISTORY_SAMPLES);
    this.#ticks.set(tick.connection, next);
    this.#tell();
  }

  /** What is kept would have a hole when watched again; the engine has the whole. */
  #forget(connection: ConnectionId): void {
    this.#ticks.delete(connection);
    this.#earlierHosts.delete(connection);
    for (const key of this.#earlierDomains.keys())
      if (connectionOf(key) === connection) this.#earlierDomains.delete(key);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
