// A day of measurements in fixed memory: rings of buckets, finer for what is young. A bucket is the mean of what was
// measured in it; where nothing was, there is none.
import { GAP, type History, seriesOf } from '../../shared/model/statistics.ts';

/** The size of one ring. */
export interface Tier {
  readonly stepMs: number;
  readonly buckets: number;
}

/** 1 h of 10 s, 6 h of minutes, 24 h of 4 minutes: 30 kB for the six metrics of a host. */
export const HOST_TIERS: readonly Tier[] = [
  { stepMs: 10_000, buckets: 360 },
  { stepMs: 60_000, buckets: 360 },
  { stepMs: 240_000, buckets: 360 },
];

/** 10 min of 10 s, 1 h of minutes, 24 h of 4 minutes: 14 kB for the six metrics of a machine. */
export const DOMAIN_TIERS: readonly Tier[] = [
  { stepMs: 10_000, buckets: 60 },
  { stepMs: 60_000, buckets: 60 },
  { stepMs: 240_000, buckets: 360 },
];

class Ring {
  readonly #tier: Tier;
  readonly #metrics: number;
  readonly #values: Float32Array;
  /** Which bucket since 1970 a slot holds. */
  readonly #stamps: Int32Array;
  /** How many measurements the newest bucket is the mean of, by metric. */
  readonly #counts: Uint16Array;

  constructor(tier: Tier, metrics: number) {
    this.#tier = tier;
    this.#metrics = metrics;
    this.#values = new Float32Array(metrics * tier.buckets).fill(GAP);
    this.#stamps = new Int32Array(tier.buckets).fill(-1);
    this.#counts = new Uint16Array(metrics);
  }

  get spanMs(): number {
    return this.#tier.stepMs * this.#tier.buckets;
  }

  add(atMs: number, values: readonly number[]): void {
    const bucket = Math.floor(atMs / this.#tier.stepMs);
    const slot = bucket % this.#tier.buckets;
    if (this.#stamps[slot] !== bucket) this.#begin(slot, bucket);
    for (const [metric, value] of values.entries()) {
      if (value === GAP) continue;
      const at = metric * this.#tier.buckets + slot;
      const count = (this.#counts[metric] ?? 0) + 1;
      const mean = this.#values[at] ?? GAP;
      this.#counts[metric] = count;
      this.#values[at] = mean === GAP ? value : mean + (value - mean) / count;
    }
  }

  #begin(slot: number, bucket: number): void {
    this.#stamps[slot] = bucket;
    this.#counts.fill(0);
    for (let metric = 0; metric < this.#metrics; metric += 1)
      this.#values[metric * this.#tier.buckets + slot] = GAP;
  }

  /** The buckets of the last `spanMs`, oldest first, each at its middle. What a clock that was set back left ahead is none. */
  read<Metric extends string>(metrics: readonly Metric[], nowMs: number, spanMs: number): History<Metric> {
    const { stepMs, buckets } = this.#tier;
    const newest = Math.floor(nowMs / stepMs);
    const count = Math.min(buckets, Math.ceil(spanMs / stepMs));
    const kept = Array.from({ length: count }, (_, index) => newest - count + 1 + index).filter(
      (bucket) => bucket >= 0 && this.#stamps[bucket % buckets] === bucket,
    );
    return {
      times: kept.map((bucket) => Math.min(nowMs, (bucket + 0.5) * stepMs)),
      series: seriesOf(metrics, (_, index) =>
        kept.map((bucket) => this.#values[index * buckets + (bucket % buckets)] ?? GAP),
      ),
    };
  }
}

export class LongHistory<Metric extends string> {
  readonly #metrics: readonly Metric[];
  readonly #rings: readonly Ring[];
  /** ms since 1970 of the last measurement. */
  lastMs = 0;

  constructor(metrics: readonly Metric[], tiers: readonly Tier[]) {
    this.#metrics = metrics;
    this.#rings = tiers.map((tier) => new Ring(tier, metrics.length));
  }

  /** `atMs` in ms since 1970. */
  add(atMs: number, sample: Readonly<Record<Metric, number>>): void {
    this.lastMs = atMs;
    const values = this.#metrics.map((metric) => sample[metric]);
    for (const ring of this.#rings) ring.add(atMs, values);
  }

  /** The finest that reaches back so far. */
  read(nowMs: number, spanMs: number): History<Metric> {
    const ring = this.#rings.find((one) => one.spanMs >= spanMs) ?? this.#rings.at(-1);
    return (
      ring?.read(this.#metrics, nowMs, spanMs) ?? { times: [], series: seriesOf(this.#metrics, () => []) }
    );
  }
}
