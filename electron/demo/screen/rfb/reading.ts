// Reads a stream of bytes as if it were all there: a reader says how many it wants next, and gets them wherever they were cut.

/** Yields a number of bytes, at least 1, and is handed exactly as many. */
export type Reading<T> = Generator<number, T, Buffer>;

export class Pump {
  readonly #reading: Reading<void>;
  #held: Uint8Array[] = [];
  #heldBytes = 0;
  #wanted: number;

  constructor(reading: Reading<void>) {
    this.#reading = reading;
    this.#wanted = this.#after(reading.next());
  }

  /** Throws what the reader throws. What comes after the reader's end is dropped. */
  push(bytes: Uint8Array): void {
    if (this.#wanted === 0) return;
    this.#held.push(bytes);
    this.#heldBytes += bytes.length;
    if (this.#heldBytes < this.#wanted) return;
    this.#feed(Buffer.concat(this.#held));
  }

  #feed(held: Buffer): void {
    let at = 0;
    while (this.#wanted > 0 && held.length - at >= this.#wanted) {
      const piece = held.subarray(at, at + this.#wanted);
      at += this.#wanted;
      this.#wanted = this.#after(this.#reading.next(piece));
    }
    // A copy, so that a few bytes do not keep a large piece alive.
    this.#held = [Buffer.from(held.subarray(at))];
    this.#heldBytes = held.length - at;
  }

  #after(step: IteratorResult<number, void>): number {
    return step.done === true ? 0 : step.value;
  }
}
