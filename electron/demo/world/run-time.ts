// How long a machine has run, its pauses left out: what its counters, its screen and its boot go by.
import type { DemoClock } from './clock.ts';

export class RunTime {
  readonly #clock: DemoClock;
  /** In this run, up to `#sinceMs`. */
  #ranMs = 0;
  /** Since when it runs on; absent while it stands still. */
  #sinceMs: number | undefined;
  #bootedMs = 0;

  constructor(clock: DemoClock) {
    this.#clock = clock;
  }

  /** In this run. */
  get ranMs(): number {
    return this.#ranMs + (this.#sinceMs === undefined ? 0 : this.#clock.nowMs() - this.#sinceMs);
  }

  /** Since its guest booted last. */
  get uptimeMs(): number {
    return this.ranMs - this.#bootedMs;
  }

  /** Begins a run, standing still; one that is older than the demo has run for a while. */
  begin(ranMs = 0): void {
    this.#ranMs = ranMs;
    this.#bootedMs = 0;
    this.#sinceMs = undefined;
  }

  go(): void {
    this.#sinceMs ??= this.#clock.nowMs();
  }

  halt(): void {
    this.#ranMs = this.ranMs;
    this.#sinceMs = undefined;
  }

  boot(): void {
    this.#bootedMs = this.ranMs;
  }
}
