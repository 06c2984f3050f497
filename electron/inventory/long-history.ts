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

/** Counts and marks of buckets are as wide as the measurements themselves. */
const WORD_BYTES = 4;

class Ring {
  readonly #tier: Tier;
  readonly #metrics: number;
  readonly #values: Float32Array;
  /** Which bucket since 1970 a slot holds. */
  readonly #stamps: Int32Array;
  /** How many measurements the newest bucket is the mean of, by metric. */
  readonly #counts: Uint32Array;

  static bytes(tier: Tier, metrics: number): number {
    return WORD_BYTES * (metrics * tier.buckets + tier.buckets + metrics);
  }

  /** In `memory` from `at` on. */
  constructor(tier: Tier, metrics: number, memory: ArrayBuffer, at: number) {
    this.#tier = tier;
    this.#metrics = metrics;
    this.#values = new Float32Array(memory, at, metrics * tier.buckets).fill(GAP);
    const afterValues = at + this.#values.byteLength;
    this.#stamps = new Int32Array(memory, afterValues, tier.buckets).fill(-1);
    this.#counts = new Uint32Array(memory, afterValues + this.#stamps.byteLength, metrics);
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

  /** Takes what `other`, of the same size, holds of the time until `nowMs` and this one does not. */
  merge(other: Ring, nowMs: number): void {
    const newest = Math.floor(nowMs / this.#tier.stepMs);
    if (newestOf(other.#stamps, newest) > newestOf(this.#stamps, newest)) this.#counts.set(other.#counts);
    for (const [slot, stamp] of other.#stamps.entries()) {
      const isOurs = stamp >= 0 && stamp % this.#tier.buckets === slot;
      if (isOurs && stamp <= newest && stamp > (this.#stamps[slot] ?? -1)) this.#copy(other, slot, stamp);
    }
  }

  #copy(other: Ring, slot: number, stamp: number): void {
    this.#stamps[slot] = stamp;
    for (let at = slot; at < this.#values.length; at += this.#tier.buckets) {
      const value = other.#values[at] ?? GAP;
      // Whatever it was read from, a measurement is a number, and not below nothing.
      this.#values[at] = Number.isFinite(value) && value >= 0 ? value : GAP;
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

/** The newest bucket that is not in the future. */
function newestOf(stamps: Int32Array, atMost: number): number {
  let newest = -1;
  for (const stamp of stamps) if (stamp > newest && stamp <= atMost) newest = stamp;
  return newest;
}

/** The size of what `LongHistory` is saved as. */
export function savedBytes(metrics: number, tiers: readonly Tier[]): number {
  return tiers.reduce((sum, tier) => sum + Ring.bytes(tier, metrics), Float64Array.BYTES_PER_ELEMENT);
}

export class LongHistory<Metric extends string> {
  readonly #metrics: readonly Metric[];
  readonly #tiers: readonly Tier[];
  readonly #rings: readonly Ring[];
  /** All that it holds, in one piece: saving it is copying. */
  readonly #memory: ArrayBuffer;
  readonly #last: Float64Array;

  constructor(metrics: readonly Metric[], tiers: readonly Tier[]) {
    this.#metrics = metrics;
    this.#tiers = tiers;
    this.#memory = new ArrayBuffer(savedBytes(metrics.length, tiers));
    this.#last = new Float64Array(this.#memory, 0, 1);
    let at = this.#last.byteLength;
    this.#rings = tiers.map((tier) => {
      const ring = new Ring(tier, metrics.length, this.#memory, at);
      at += Ring.bytes(tier, metrics.length);
      return ring;
    });
  }

  /** ms since 1970 of the last measurement. */
  get lastMs(): number {
    return this.#last[0] ?? 0;
  }

  /** `atMs` in ms since 1970. */
  add(atMs: number, sample: Readonly<Record<Metric, number>>): void {
    this.#last[0] = atMs;
    const values = this.#metrics.map((metric) => sample[metric]);
    for (const ring of this.#rings) ring.add(atMs, values);
  }

  /** As bytes of this computer's order, `savedBytes` long. */
  save(): Uint8Array {
    return new Uint8Array(this.#memory.slice(0));
  }

  /** Adds what was saved of one of the same size; what was measured since stays. */
  restore(saved: Uint8Array, nowMs: number): void {
    if (saved.byteLength !== this.#memory.byteLength) throw new RangeError('a history of another size');
    const other = new LongHistory(this.#metrics, this.#tiers);
    new Uint8Array(other.#memory).set(saved);
    for (const [index, ring] of this.#rings.entries()) {
      const from = other.#rings[index];
      if (from !== undefined) ring.merge(from, nowMs);
    }
    if (other.lastMs > this.lastMs && other.lastMs <= nowMs) this.#last[0] = other.lastMs;
  }

  /** The finest that reaches back so far. */
  read(nowMs: number, spanMs: number): History<Metric> {
    const ring = this.#rings.find((one) => one.spanMs >= spanMs) ?? this.#rings.at(-1);
    return (
      ring?.read(this.#metrics, nowMs, spanMs) ?? { times: [], series: seriesOf(this.#metrics, () => []) }
    );
  }
}
