// When rows that took another's place are drawn whole: once they have stood still, a few at a time. One timer serves them all, because
// each letter of a search starts and ends the wait of every row in view.
import { startTransition } from 'react';
import type { Flight } from './flight.ts';

/** ms for which a row must be another before all of it is drawn. */
const SETTLE_MS = 100;
/** Rows drawn between two frames: all of them at once would be one long frame. */
const AT_ONCE = 8;

export class Settling {
  readonly #flight: Flight;
  /** When each was asked for; the oldest first. */
  readonly #waiting = new Map<() => void, number>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(flight: Flight) {
    this.#flight = flight;
  }

  /** Calls `settle` when the row has stood still and the list does not fly by; the returned function ends that. */
  after(settle: () => void): () => void {
    this.#waiting.set(settle, performance.now());
    this.#wake(SETTLE_MS);
    return () => this.#waiting.delete(settle);
  }

  #wake(inMs: number): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const { leftMs } = this.#flight;
      if (leftMs > 0) this.#wake(leftMs);
      else this.#settle();
    }, inMs);
  }

  #settle(): void {
    const due = performance.now() - SETTLE_MS;
    const ready = [...this.#waiting].filter(([, askedMs]) => askedMs <= due).slice(0, AT_ONCE);
    startTransition(() => {
      for (const [settle] of ready) {
        this.#waiting.delete(settle);
        settle();
      }
    });
    const [next] = this.#waiting.values();
    if (next !== undefined) this.#wake(Math.max(0, next - due));
  }
}
