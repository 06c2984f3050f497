// Cuts a byte stream into frames, wherever the socket cuts it.
import { ProtocolViolation } from '../xdr/violation.ts';
import { LARGEST_FRAME_BYTES } from '../xdr/writer.ts';
import { type Frame, LENGTH_WORD_BYTES, SMALLEST_FRAME_BYTES } from './frame.ts';

export class FrameReader {
  // The beginning of a frame whose rest has not arrived. It grows with what arrived, by doubling,
  // and never to what the length word merely promises.
  #partial = Buffer.alloc(0);
  #partialLength = 0;

  /** Bytes of an unfinished frame. */
  get pendingBytes(): number {
    return this.#partialLength;
  }

  /** The frames that `chunk` completes; throws `ProtocolViolation` at an impossible length. */
  *push(chunk: Uint8Array): Generator<Frame, void> {
    let rest: Buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    while (this.#partialLength > 0 && rest.length > 0) {
      rest = this.#fillPartial(rest);
      const frame = this.#takePartial();
      if (frame !== undefined) yield frame;
    }
    while (rest.length >= LENGTH_WORD_BYTES) {
      const length = checkedLength(rest.readUInt32BE(0));
      if (rest.length < length) break;
      yield parseFrame(rest.subarray(0, length));
      rest = rest.subarray(length);
    }
    if (rest.length > 0) this.#keep(rest);
  }

  /** Moves as much of `chunk` into the partial frame as that frame still lacks. */
  #fillPartial(chunk: Buffer): Buffer {
    const wanted =
      this.#partialLength < LENGTH_WORD_BYTES
        ? LENGTH_WORD_BYTES
        : checkedLength(this.#partial.readUInt32BE(0));
    const taken = Math.min(wanted - this.#partialLength, chunk.length);
    this.#keep(chunk.subarray(0, taken));
    return chunk.subarray(taken);
  }

  #takePartial(): Frame | undefined {
    if (this.#partialLength < LENGTH_WORD_BYTES) return undefined;
    const length = checkedLength(this.#partial.readUInt32BE(0));
    if (this.#partialLength < length) return undefined;
    const frame = parseFrame(this.#partial.subarray(0, length));
    // The frame keeps this buffer; the next partial frame gets its own.
    this.#partial = Buffer.alloc(0);
    this.#partialLength = 0;
    return frame;
  }

  #keep(bytes: Buffer): void {
    const needed = this.#partialLength + bytes.length;
    if (needed > this.#partial.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.#partial.length * 2, 64));
      this.#partial.copy(larger, 0, 0, this.#partialLength);
      this.#partial = larger;
    }
    bytes.copy(this.#partial, this.#partialLength);
    this.#partialLength = needed;
  }
}

function checkedLength(length: number): number {
  if (length >= SMALLEST_FRAME_BYTES && length <= LARGEST_FRAME_BYTES) return length;
  throw new ProtocolViolation(`a message of ${length} bytes is not one of libvirt's`);
}

function parseFrame(bytes: Buffer): Frame {
  return {
    program: bytes.readUInt32BE(4),
    version: bytes.readUInt32BE(8),
    procedure: bytes.readInt32BE(12),
    type: bytes.readInt32BE(16),
    serial: bytes.readUInt32BE(20),
    status: bytes.readInt32BE(24),
    body: bytes.subarray(SMALLEST_FRAME_BYTES),
  };
}
