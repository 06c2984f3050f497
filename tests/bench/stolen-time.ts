// What the machine below a virtual one takes from it: the kernel counts when a processor had work and was not let.
import { readFileSync } from 'node:fs';

const EVERY_MS = 10;
/** The unit of /proc/stat, whatever the kernel's own clock is (proc(5), USER_HZ). */
const TICK_MS = 10;
/** The place of "steal" in its first line, after the word "cpu". */
const STEAL = 8;

/** ms of all processors since the start of the machine; 0 where there is nothing below it. */
function stolenSoFarMs(): number {
  const [line = ''] = readFileSync('/proc/stat', 'utf8').split('\n', 1);
  return Number(line.split(/\s+/)[STEAL] ?? 0) * TICK_MS;
}

/** Of this much it is not known whether it was before or after. */
const PEACE_MS = TICK_MS;

/** Something that took its time, in ms since the epoch. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

export function lengthsOf(spans: readonly Span[]): readonly number[] {
  return spans.map(({ fromMs, toMs }) => toMs - fromMs);
}

interface Reading {
  /** Since the epoch. */
  readonly atMs: number;
  readonly stolenMs: number;
}

/** Reads it all the time, so that it can be asked for any moment that is over. Dispose of it. */
export class StolenTime {
  readonly #readings: Reading[] = [];
  readonly #timer: NodeJS.Timeout;

  constructor() {
    this.#read();
    this.#timer = setInterval(() => this.#read(), EVERY_MS);
  }

  /** Those of `spans` during which the machine was let work: at most one tick was taken from all processors. */
  inPeace(spans: readonly Span[]): readonly Span[] {
    return spans.filter((span) => this.#within(span) <= PEACE_MS);
  }

  dispose(): void {
    clearInterval(this.#timer);
  }

  #read(): void {
    this.#readings.push({ atMs: Date.now(), stolenMs: stolenSoFarMs() });
  }

  #within({ fromMs, toMs }: Span): number {
    const before = this.#readings.findLast(({ atMs }) => atMs <= fromMs) ?? this.#readings[0];
    const after = this.#readings.find(({ atMs }) => atMs >= toMs) ?? this.#readings.at(-1);
    return (after?.stolenMs ?? 0) - (before?.stolenMs ?? 0);
  }
}
