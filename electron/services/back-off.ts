// When a lost host is tried again.

/** ms until the first, second, … attempt; the last stays. */
const RETRY_MS = [1000, 2000, 4000, 8000, 16_000, 30_000];

export class BackOff {
  readonly #random: () => number;
  #tries = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(random: () => number = Math.random) {
    this.#random = random;
  }

  /** Calls `work` after a while, longer each time. Returns when that will be, in ms since 1970. */
  schedule(work: () => void): number {
    const afterMs = this.#nextMs();
    this.#timer = setTimeout(work, afterMs).unref();
    return Date.now() + afterMs;
  }

  cancel(): void {
    clearTimeout(this.#timer);
  }

  /** The next wait is the shortest. */
  reset(): void {
    this.cancel();
    this.#tries = 0;
  }

  /** Up to a quarter more or less: hosts that were lost together do not come back in step. */
  #nextMs(): number {
    const usualMs = RETRY_MS[Math.min(this.#tries, RETRY_MS.length - 1)] ?? 0;
    this.#tries += 1;
    return Math.round(usualMs * (0.75 + this.#random() / 2));
  }
}
