// Two ends of a way inside this process: what one side writes the other reads, `oneWayMs` later, and both end together.
import { Duplex } from 'node:stream';

/** Makes the two ends; without a delay bytes arrive in the next turn. */
export function makePair(oneWayMs = 0): readonly [Duplex, Duplex] {
  const ends: [End, End] = [new End(oneWayMs), new End(oneWayMs)];
  ends[0].other = ends[1];
  ends[1].other = ends[0];
  return ends;
}

class End extends Duplex {
  other: End | undefined;
  readonly #oneWayMs: number;
  /** The other side's write that waits until this side reads again. */
  #taken: (() => void) | undefined;

  constructor(oneWayMs: number) {
    super({ allowHalfOpen: true, readableHighWaterMark: 256 * 1024, writableHighWaterMark: 256 * 1024 });
    this.#oneWayMs = oneWayMs;
  }

  override _read(): void {
    const taken = this.#taken;
    this.#taken = undefined;
    taken?.();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error) => void): void {
    // With a delay the sender does not wait for the reader: what is on its way is on its way.
    if (this.#oneWayMs > 0) done();
    this.#later(() => this.other?.arrive(chunk, this.#oneWayMs > 0 ? undefined : done));
  }

  override _writev(chunks: readonly { readonly chunk: Buffer }[], done: (error?: Error) => void): void {
    this._write(Buffer.concat(chunks.map(({ chunk }) => chunk)), 'utf8', done);
  }

  override _final(done: () => void): void {
    this.#later(() => {
      if (this.other?.readableEnded === false && !this.other.destroyed) this.other.push(null);
    });
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    const { other } = this;
    this.#taken?.();
    this.#later(() => other?.destroy());
    done(error);
  }

  arrive(chunk: Buffer, taken: (() => void) | undefined): void {
    if (this.destroyed || this.push(chunk)) taken?.();
    else this.#taken = taken;
  }

  /** Timers of one duration fire in the order in which they were set. */
  #later(action: () => void): void {
    if (this.#oneWayMs > 0) setTimeout(action, this.#oneWayMs).unref();
    else setImmediate(action);
  }
}
