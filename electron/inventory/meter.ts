// Counters of something that is looked at now and then: rates need two readings, and the second may be the next look.
import { setTimeout as sleep } from 'node:timers/promises';

/** A rate over less says little; over more, nothing of now. */
const SHORTEST_MS = 400;
const LONGEST_MS = 15_000;
/** So many things are looked at in turns. */
const MOST = 16;

export interface Span<Counters> {
  readonly before: Counters;
  readonly after: Counters;
  readonly elapsedMs: number;
}

interface Timed<Counters> {
  readonly atMs: number;
  readonly counters: Counters;
}

export class Meter<Counters> {
  readonly #last = new Map<string, Timed<Counters>>();

  /** Two readings of `id`, the first of which may be an earlier look's. */
  async measure(id: string, read: () => Promise<Counters>, signal: AbortSignal): Promise<Span<Counters>> {
    const before = this.#recent(id) ?? (await this.#first(read, signal));
    const after = { atMs: performance.now(), counters: await read() };
    this.#last.delete(id);
    this.#last.set(id, after);
    const [oldest] = this.#last.keys();
    if (this.#last.size > MOST && oldest !== undefined) this.#last.delete(oldest);
    return { before: before.counters, after: after.counters, elapsedMs: after.atMs - before.atMs };
  }

  #recent(id: string): Timed<Counters> | undefined {
    const last = this.#last.get(id);
    const ageMs = performance.now() - (last?.atMs ?? 0);
    return ageMs >= SHORTEST_MS && ageMs <= LONGEST_MS ? last : undefined;
  }

  async #first(read: () => Promise<Counters>, signal: AbortSignal): Promise<Timed<Counters>> {
    const first = { atMs: performance.now(), counters: await read() };
    await sleep(SHORTEST_MS, undefined, { signal });
    return first;
  }
}
