// The last samples of one host and its machines, in typed arrays of fixed size.
// All share one ring of times; a machine that a tick does not know has a gap there.
import type { DomainKey } from '../../shared/model/keys.ts';
import {
  type DomainMetric,
  type DomainSample,
  GAP,
  HISTORY_SAMPLES,
  type History,
  type HostMetric,
  type HostSample,
} from '../../shared/model/statistics.ts';

const DOMAIN_METRICS = [
  'cpuPercent',
  'memoryKiB',
  'diskReadBytesPerS',
  'diskWriteBytesPerS',
  'netRxBytesPerS',
  'netTxBytesPerS',
] as const satisfies readonly DomainMetric[];
const HOST_METRICS = ['cpuPercent', 'memoryUsedKiB'] as const satisfies readonly HostMetric[];

/** One row of `HISTORY_SAMPLES` values per metric. */
class Series {
  readonly #values: Float32Array;
  /** The last tick that had a measurement. */
  lastTick = 0;

  constructor(metrics: number) {
    this.#values = new Float32Array(metrics * HISTORY_SAMPLES).fill(GAP);
  }

  clear(slot: number): void {
    for (let at = slot; at < this.#values.length; at += HISTORY_SAMPLES) this.#values[at] = GAP;
  }

  write(slot: number, values: readonly number[]): void {
    for (const [metric, value] of values.entries()) this.#values[metric * HISTORY_SAMPLES + slot] = value;
  }

  /** One metric in the order of `slots`. */
  read(metric: number, slots: readonly number[]): readonly number[] {
    return slots.map((slot) => this.#values[metric * HISTORY_SAMPLES + slot] ?? GAP);
  }
}

export class SampleHistory {
  readonly #times = new Float64Array(HISTORY_SAMPLES);
  readonly #host = new Series(HOST_METRICS.length);
  readonly #domains = new Map<DomainKey, Series>();
  /** Ticks ever written. */
  #ticks = 0;

  /** Adds one tick. `atMs` is ms since 1970. */
  add(atMs: number, host: HostSample, domains: readonly DomainSample[]): void {
    const slot = this.#begin(atMs);
    this.#host.write(
      slot,
      HOST_METRICS.map((metric) => host[metric]),
    );
    for (const sample of domains) {
      const series = this.#seriesOf(sample.key);
      series.lastTick = this.#ticks;
      series.write(
        slot,
        DOMAIN_METRICS.map((metric) => sample[metric]),
      );
    }
    this.#forgetTheSilent();
  }

  /** Adds a tick without any measurement: what lies around it is not joined by a line. */
  addGap(atMs: number): void {
    this.#begin(atMs);
  }

  domain(key: DomainKey): History<DomainMetric> {
    const slots = this.#slots();
    const series = this.#domains.get(key) ?? new Series(DOMAIN_METRICS.length);
    const read = (metric: DomainMetric) => series.read(DOMAIN_METRICS.indexOf(metric), slots);
    return {
      times: this.#timesOf(slots),
      series: {
        cpuPercent: read('cpuPercent'),
        memoryKiB: read('memoryKiB'),
        diskReadBytesPerS: read('diskReadBytesPerS'),
        diskWriteBytesPerS: read('diskWriteBytesPerS'),
        netRxBytesPerS: read('netRxBytesPerS'),
        netTxBytesPerS: read('netTxBytesPerS'),
      },
    };
  }

  host(): History<HostMetric> {
    const slots = this.#slots();
    const read = (metric: HostMetric) => this.#host.read(HOST_METRICS.indexOf(metric), slots);
    return {
      times: this.#timesOf(slots),
      series: { cpuPercent: read('cpuPercent'), memoryUsedKiB: read('memoryUsedKiB') },
    };
  }

  #begin(atMs: number): number {
    const slot = this.#ticks % HISTORY_SAMPLES;
    this.#ticks += 1;
    this.#times[slot] = atMs;
    this.#host.clear(slot);
    for (const series of this.#domains.values()) series.clear(slot);
    return slot;
  }

  #seriesOf(key: DomainKey): Series {
    const known = this.#domains.get(key);
    if (known !== undefined) return known;
    const series = new Series(DOMAIN_METRICS.length);
    this.#domains.set(key, series);
    return series;
  }

  /** A machine that was off for the whole history has none; this bounds the memory. */
  #forgetTheSilent(): void {
    for (const [key, series] of this.#domains) {
      if (this.#ticks - series.lastTick >= HISTORY_SAMPLES) this.#domains.delete(key);
    }
  }

  /** Where the ticks lie in the ring, oldest first. */
  #slots(): readonly number[] {
    const length = Math.min(this.#ticks, HISTORY_SAMPLES);
    return Array.from({ length }, (_, index) => (this.#ticks - length + index) % HISTORY_SAMPLES);
  }

  #timesOf(slots: readonly number[]): readonly number[] {
    return slots.map((slot) => this.#times[slot] ?? 0);
  }
}
