// Reads XDR from one received body. Nothing here trusts a length: every step is checked against what is left.
import { ProtocolViolation } from './violation.ts';

/** Bytes that `length` occupies on the wire, where everything is padded to 4. */
export function padded(length: number): number {
  return (length + 3) & ~3;
}

export class Reader {
  readonly #buffer: Buffer;
  #offset = 0;

  constructor(bytes: Uint8Array) {
    this.#buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get remaining(): number {
    return this.#buffer.length - this.#offset;
  }

  int32(): number {
    return this.#buffer.readInt32BE(this.#take(4));
  }

  uint32(): number {
    return this.#buffer.readUInt32BE(this.#take(4));
  }

  int64(): bigint {
    return this.#buffer.readBigInt64BE(this.#take(8));
  }

  uint64(): bigint {
    return this.#buffer.readBigUInt64BE(this.#take(8));
  }

  double(): number {
    return this.#buffer.readDoubleBE(this.#take(8));
  }

  /** A copy, so that a small value never keeps a large frame alive. */
  bytes(length: number): Uint8Array {
    const start = this.#take(padded(length));
    return new Uint8Array(this.#buffer.subarray(start, start + length));
  }

  /** Hosts send what they like: invalid UTF-8 becomes U+FFFD. */
  text(length: number): string {
    const start = this.#take(padded(length));
    return this.#buffer.toString('utf8', start, start + length);
  }

  hex(length: number): string {
    const start = this.#take(padded(length));
    return this.#buffer.toString('hex', start, start + length);
  }

  /** An element count or length, refused before anything is allocated for it. */
  count(max: number, minimumSize: number): number {
    const count = this.uint32();
    if (count > max) throw new ProtocolViolation(`a length of ${count} where at most ${max} is allowed`);
    if (count * minimumSize > this.remaining) {
      throw new ProtocolViolation(`a length of ${count} with only ${this.remaining} bytes left`);
    }
    return count;
  }

  #take(size: number): number {
    const start = this.#offset;
    if (size > this.#buffer.length - start) {
      throw new ProtocolViolation(`the message ends ${size - this.remaining} bytes too early`);
    }
    this.#offset = start + size;
    return start;
  }
}
