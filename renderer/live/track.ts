// What a page keeps of one machine in view, or of one host: the engine's memory of before, and each tick since.
import { GAP, HISTORY_SAMPLES, type History, seriesOf } from '../../shared/model/statistics.ts';

type Sample<Metric extends string> = Readonly<Record<Metric, number>>;

interface Moment<Metric extends string> {
  readonly atMs: number;
  /** Absent in a tick that knew nothing of it: a gap. */
  readonly sample: Sample<Metric> | undefined;
}

export class Track<Metric extends string> {
  readonly #metrics: readonly Metric[];
  #moments: Moment<Metric>[] = [];
  #earlier: History<Metric> | undefined;
  #joined: History<Metric> | undefined;

  constructor(metrics: readonly Metric[]) {
    this.#metrics = metrics;
  }

  /** The newest sample; undefined when the last tick had none. */
  get sample(): Sample<Metric> | undefined {
    return this.#moments.at(-1)?.sample;
  }

  /** Takes a tick; one of the same moment only adds what the first lacked. */
  add(atMs: number, sample: Sample<Metric> | undefined): void {
    const last = this.#moments.at(-1);
    if (sample === undefined && (last === undefined || last.atMs === atMs)) return;
    if (last?.atMs === atMs) this.#moments.pop();
    this.#moments = [...this.#moments, { atMs, sample }].slice(-HISTORY_SAMPLES);
    this.#joined = undefined;
  }

  /** Takes what the engine remembers of the time before. */
  setEarlier(earlier: History<Metric>): void {
    this.#earlier = earlier;
    this.#joined = undefined;
  }

  /** Oldest first; the same object until something comes. */
  get history(): History<Metric> {
    this.#joined ??= this.#join();
    return this.#joined;
  }

  #join(): History<Metric> {
    const first = this.#moments[0]?.atMs ?? Number.POSITIVE_INFINITY;
    const before = this.#earlier;
    const kept = before?.times.filter((at) => at < first).length ?? 0;
    const skip = Math.max(0, kept + this.#moments.length - HISTORY_SAMPLES);
    const times = this.#moments.map(({ atMs }) => atMs);
    return {
      times: [...(before?.times.slice(skip, kept) ?? []), ...times],
      series: seriesOf(this.#metrics, (metric) => [
        ...(before?.series[metric].slice(skip, kept) ?? []),
        ...this.#moments.map(({ sample }) => sample?.[metric] ?? GAP),
      ]),
    };
  }
}
