// When an engine that died is started again: at once at first, and later each time that it dies again soon.

const FIRST_MS = 100;
const LONGEST_MS = 5000;
/** An engine that lived that long did not die of how it starts. */
const SOUND_AFTER_MS = 10_000;
/** So often in a row is no accident. */
const FAILING_AFTER = 3;

export class Restarts {
  #deaths = 0;

  /** One has died that lived so long. Returns how long to wait before the next. */
  died(livedMs: number): number {
    if (livedMs > SOUND_AFTER_MS) this.#deaths = 0;
    this.#deaths += 1;
    return Math.min(FIRST_MS * 2 ** (this.#deaths - 1), LONGEST_MS);
  }

  /** It dies whenever it is started: a person must look after it. */
  get failing(): boolean {
    return this.#deaths >= FAILING_AFTER;
  }
}
