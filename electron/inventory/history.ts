// The last samples of one host and its machines, in typed arrays of fixed size.
// All share one ring of times; a machine that a tick does not know has a gap there.
import type { DomainKey } from '../../shared/model/keys.ts';
import {
  DOMAIN_METRICS,
  type DomainMetric,
  type DomainSample,
  GAP,
  HISTORY_SAMPLES,
  type History,
  HOST_METRICS,
  type HostMetric,
  type HostSample,
  seriesOf,
} from '../../shared/model/statistics.ts';

/** One row of `HISTORY_SAMPLES` values per metric. */
class Series<Metric extends string> {
  readonly #metrics: readonly Metric[];
  readonly #values: Float32Array;
  /** The last tick that had a measurement. */
  lastTick = 0;

  constructor(metrics: readonly Metric[]) {
    this.#metrics = metrics;
    this.#values = new Float32Array(metrics.length * HISTORY_SAMPLES).fill(GAP);
  }

  clear(slot: number): void {
    for (let at = slot; at < this.#values.length; at += HISTORY_SAMPLES) this.#values[at] = GAP;
  }

  write(slot: number, sample: Readonly<Record<Metric, number>>): void {
    let at = slot;
    for (const metric of this.#metrics) {
      this.#values[at] = sample[metric];
      at += HISTORY_SAMPLES;
    }
  }

  /** In the order of `slots`. */
  read(slots: readonly number[]): History<Metric>['series'] {
    return seriesOf(this.#metrics, (_, index) =>
      slots.map((slot) => this.#values[index * HISTORY_SAMPLES + slot] ?? GAP),
    );
  }
}

export class SampleHistory {
  readonly #times = new Float64Array(HISTORY_SAMPLES);
  readonly #host = new Series(HOST_METRICS);
  readonly #domains = new Map<DomainKey, Series<DomainMetric>>();
  /** Ticks ever written. */
  #ticks = 0;

  /** Adds one tick. `atMs` is ms since 1970. */
  add(atMs: number, host: HostSample, domains: readonly DomainSample[]): void {
    this.#host.write(this.#begin(atMs), host);
    this.amend(domains);
    this.#forgetTheSilent();
  }

  /** Adds to the last tick what was measured soon after it. */
  amend(domains: readonly DomainSample[]): void {
    const slot = (this.#ticks - 1) % HISTORY_SAMPLES;
    for (const sample of domains) {
      const series = this.#seriesOf(sample.key);
      series.lastTick = this.#ticks;
      series.write(slot, sample);
    }
  }

  /** Adds a tick without any measurement: what lies around it is not joined by a line. */
  addGap(atMs: number): void {
    this.#begin(atMs);
  }

  domain(key: DomainKey): History<DomainMetric> {
    const slots = this.#slots();
    const series = this.#domains.get(key) ?? new Series(DOMAIN_METRICS);
    return { times: this.#timesOf(slots), series: series.read(slots) };
  }

  host(): History<HostMetric> {
    const slots = this.#slots();
    return { times: this.#timesOf(slots), series: this.#host.read(slots) };
  }

  #begin(atMs: number): number {
    const slot = this.#ticks % HISTORY_SAMPLES;
    this.#ticks += 1;
    this.#times[slot] = atMs;
    this.#host.clear(slot);
    for (const series of this.#domains.values()) series.clear(slot);
    return slot;
  }

  #seriesOf(key: DomainKey): Series<DomainMetric> {
    const known = this.#domains.get(key);
    if (known !== undefined) return known;
    const series = new Series(DOMAIN_METRICS);
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
