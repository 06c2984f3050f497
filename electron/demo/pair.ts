// Two ends of a way inside this process: what one side writes the other reads, `oneWayMs` later, and both end together.
import { Duplex } from 'node:stream';

/** On its way at most, as on a line of some length: then the writer waits for the reader. */
const IN_FLIGHT_BYTES = 4 * 1024 * 1024;
const WATERMARK_BYTES = 256 * 1024;

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
  /** What the other side wrote and this side has no room for, each with what says so. */
  #taken: (() => void)[] = [];
  #inFlightBytes = 0;
  /** Our own write that waits until the other side has read enough. */
  #waiting: (() => void) | undefined;

  constructor(oneWayMs: number) {
    super({ readableHighWaterMark: WATERMARK_BYTES, writableHighWaterMark: WATERMARK_BYTES });
    this.#oneWayMs = oneWayMs;
  }

  override _read(): void {
    for (const taken of this.#taken.splice(0)) taken();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    const limitBytes = this.#oneWayMs === 0 ? 0 : IN_FLIGHT_BYTES;
    this.#inFlightBytes += chunk.length;
    const taken = () => {
      this.#inFlightBytes -= chunk.length;
      const waiting = this.#waiting;
      this.#waiting = undefined;
      waiting?.();
    };
    this.#later(() => this.other?.arrive(chunk, taken));
    if (this.#inFlightBytes <= limitBytes) done();
    else this.#waiting = done;
  }

  override _writev(chunks: readonly { readonly chunk: Buffer }[], done: () => void): void {
    this._write(Buffer.concat(chunks.map(({ chunk }) => chunk)), 'utf8', done);
  }

  override _final(done: () => void): void {
    this.#later(() => this.other?.finish());
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    const { other } = this;
    this._read();
    // One that ended in order may have left something that the other has still to read.
    const isOver = this.readableEnded && this.writableFinished;
    if (!isOver) this.#later(() => other?.destroy());
    done(error);
  }

  /** Takes what the other side wrote; `taken` is called once there is room for more. */
  arrive(chunk: Buffer, taken: () => void): void {
    if (this.destroyed || this.push(chunk)) taken();
    else this.#taken.push(taken);
  }

  /** The other side has written all. */
  finish(): void {
    if (!this.destroyed && !this.readableEnded) this.push(null);
  }

  /** Timers of one duration fire in the order in which they were set. */
  #later(action: () => void): void {
    if (this.#oneWayMs > 0) setTimeout(action, this.#oneWayMs).unref();
    else setImmediate(action);
  }
}
