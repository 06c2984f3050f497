// Whether the lines of a list fly by, faster than anybody reads: then no time is spent on what is slow to draw of them.

/** Lines between two frames. One step of the wheel may be as many: what is slow then comes no later than it does anyway. */
const FAST_LINES = 2;
/** Without a fast step for so long, it is over. */
const OVER_MS = 100;

export class Flight {
  #fastAtMs = Number.NEGATIVE_INFINITY;

  /** The list went by so many lines since the last frame. */
  moved(lines: number): void {
    if (Math.abs(lines) >= FAST_LINES) this.#fastAtMs = performance.now();
  }

  /** ms until it may be over; 0 when it is. */
  get leftMs(): number {
    return Math.max(0, this.#fastAtMs + OVER_MS - performance.now());
  }
}
