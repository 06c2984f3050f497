// Writes XDR into a buffer that grows up to the largest message libvirt accepts.
import { padded } from './reader.ts';
import { InvalidArgument } from './violation.ts';

const INITIAL_BYTES = 256;
/** VIR_NET_MESSAGE_MAX and the length word itself. */
export const LARGEST_FRAME_BYTES = 33_554_436;

export class Writer {
  #buffer = Buffer.allocUnsafe(INITIAL_BYTES);
  #length = 0;

  int32(value: number): void {
    const start = this.#grow(4);
    this.#buffer.writeInt32BE(value, start);
  }

  uint32(value: number): void {
    const start = this.#grow(4);
    this.#buffer.writeUInt32BE(value, start);
  }

  int64(value: bigint): void {
    const start = this.#grow(8);
    this.#buffer.writeBigInt64BE(value, start);
  }

  uint64(value: bigint): void {
    const start = this.#grow(8);
    this.#buffer.writeBigUInt64BE(value, start);
  }

  double(value: number): void {
    const start = this.#grow(8);
    this.#buffer.writeDoubleBE(value, start);
  }

  /** The bytes and zeroes up to the next multiple of 4. */
  bytes(value: Uint8Array): void {
    const size = padded(value.length);
    const start = this.#grow(size);
    this.#buffer.set(value, start);
    this.#buffer.fill(0, start + value.length, start + size);
  }

  text(value: string, byteLength: number): void {
    const size = padded(byteLength);
    const start = this.#grow(size);
    this.#buffer.write(value, start, byteLength, 'utf8');
    this.#buffer.fill(0, start + byteLength, start + size);
  }

  /** Bytes as they are, without padding: stream payload. */
  raw(value: Uint8Array): void {
    const start = this.#grow(value.length);
    this.#buffer.set(value, start);
  }

  /** Overwrites the word at `offset`, for lengths known only at the end. */
  patchUint32(offset: number, value: number): void {
    this.#buffer.writeUInt32BE(value, offset);
  }

  get length(): number {
    return this.#length;
  }

  finish(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }

  #grow(size: number): number {
    const start = this.#length;
    const needed = start + size;
    if (needed > LARGEST_FRAME_BYTES)
      throw new InvalidArgument('', `the message is longer than ${LARGEST_FRAME_BYTES} bytes`);
    if (needed > this.#buffer.length) {
      const larger = Buffer.allocUnsafe(
        Math.min(LARGEST_FRAME_BYTES, Math.max(needed, this.#buffer.length * 2)),
      );
      this.#buffer.copy(larger, 0, 0, start);
      this.#buffer = larger;
    }
    this.#length = needed;
    return start;
  }
}
