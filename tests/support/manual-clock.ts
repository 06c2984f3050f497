// A clock of the demo host that only a test moves.
import type { DemoClock } from '../../electron/demo/world/clock.ts';

interface Alarm {
  readonly atMs: number;
  readonly action: () => void;
}

export class ManualClock implements DemoClock {
  #nowMs: number;
  readonly #alarms = new Set<Alarm>();

  constructor(nowMs = Date.UTC(2026, 0, 5, 8)) {
    this.#nowMs = nowMs;
  }

  nowMs(): number {
    return this.#nowMs;
  }

  after(delayMs: number, action: () => void): () => void {
    const alarm = { atMs: this.#nowMs + delayMs, action };
    this.#alarms.add(alarm);
    return () => this.#alarms.delete(alarm);
  }

  /** What is still to come. */
  get alarms(): number {
    return this.#alarms.size;
  }

  /** Lets time pass; what is due happens at its time, and what others wait for with it. */
  async pass(ms: number): Promise<void> {
    const untilMs = this.#nowMs + ms;
    for (;;) {
      await turns();
      const next = this.#next(untilMs);
      if (next === undefined) break;
      this.#alarms.delete(next);
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      next.action();
    }
    this.#nowMs = untilMs;
    await turns();
  }

  #next(untilMs: number): Alarm | undefined {
    const due = [...this.#alarms].filter(({ atMs }) => atMs <= untilMs);
    return due.sort((one, other) => one.atMs - other.atMs)[0];
  }
}

/** Long enough for a call there and its answer back. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 12; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
