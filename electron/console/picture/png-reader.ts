// A PNG picture (ISO/IEC 15948), which QEMU writes from 7.1 on. Its pixels are inflated away from the event loop, and no
// further than its head says that there are any.
import { createInflate, type Inflate } from 'node:zlib';
import { type PngHead, PngLines, readHead } from './png-lines.ts';
import { Rows } from './rows.ts';
import { BadPicture, type RgbPicture, Shrinker, type Size } from './shrink.ts';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Packed pixels, which may wait here to be inflated. */
const MOST_PACKED_BYTES = 33_554_432;
/** Of a chunk that is read whole: the head and the palette, which is the longer. */
const MOST_SMALL_BYTES = 768;

/** Where in the file the next byte is. */
type Part =
  | { readonly in: 'signature' | 'chunk head' | 'checksum' }
  | { readonly in: 'small' | 'pixels' | 'skipped'; readonly type: string; left: number };

interface Pixels {
  readonly inflate: Inflate;
  readonly finished: Promise<RgbPicture>;
}

export class PngReader {
  readonly #room: Size;
  #part: Part = { in: 'signature' };
  #begun = Buffer.alloc(0);
  #head: PngHead | undefined;
  #palette: Buffer | undefined;
  #pixels: Pixels | undefined;
  #packedBytes = 0;

  constructor(room: Size) {
    this.#room = room;
  }

  /** Throws `BadPicture`. */
  push(bytes: Uint8Array): void {
    let rest: Buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    while (rest.length > 0) {
      const part = this.#part;
      rest =
        part.in === 'pixels' || part.in === 'skipped' ? this.#passOn(rest, part) : this.#gather(rest, part);
    }
  }

  /** Throws `BadPicture` when something is missing. */
  async end(): Promise<RgbPicture> {
    if (this.#pixels === undefined) throw new BadPicture('a PNG picture without pixels');
    const { inflate, finished } = this.#pixels;
    inflate.end();
    return await finished;
  }

  dispose(): void {
    this.#pixels?.inflate.destroy();
  }

  /** Waits until a part that is read whole is there. */
  #gather(rest: Buffer, part: Part): Buffer {
    const length = 'left' in part ? part.left : part.in === 'checksum' ? 4 : 8;
    const piece = rest.subarray(0, length - this.#begun.length);
    this.#begun = Buffer.concat([this.#begun, piece]);
    if (this.#begun.length === length) {
      const whole = this.#begun;
      this.#begun = Buffer.alloc(0);
      this.#take(whole, part);
    }
    return rest.subarray(piece.length);
  }

  #passOn(rest: Buffer, part: Extract<Part, { left: number }>): Buffer {
    const piece = rest.subarray(0, part.left);
    if (part.in === 'pixels') {
      this.#packedBytes += piece.length;
      if (this.#packedBytes > MOST_PACKED_BYTES) throw new BadPicture('a PNG picture without an end');
      this.#begin().inflate.write(piece);
    }
    part.left -= piece.length;
    if (part.left === 0) this.#part = { in: 'checksum' };
    return rest.subarray(piece.length);
  }

  #take(whole: Buffer, part: Part): void {
    if (part.in === 'signature') {
      if (!whole.equals(SIGNATURE)) throw new BadPicture('no PNG picture');
      this.#part = { in: 'chunk head' };
    } else if (part.in === 'checksum') this.#part = { in: 'chunk head' };
    else if (part.in === 'chunk head') this.#part = partOf(whole);
    else {
      if (part.in === 'small' && part.type === 'IHDR') this.#head = readHead(whole);
      if (part.in === 'small' && part.type === 'PLTE') this.#palette = whole;
      this.#part = { in: 'checksum' };
    }
  }

  #begin(): Pixels {
    if (this.#pixels !== undefined) return this.#pixels;
    if (this.#head === undefined) throw new BadPicture('a PNG picture without a head');
    const shrinker = new Shrinker(this.#head, this.#room);
    const lines = new PngLines(this.#head, this.#palette);
    const inflate = createInflate();
    const rows = new Rows(lines.length, (row, at) => {
      shrinker.row(lines.next(row, at), 0);
      return !shrinker.done;
    });
    const finished = new Promise<RgbPicture>((resolve, reject) => {
      const refuse = (error: unknown) => {
        reject(error instanceof BadPicture ? error : new BadPicture(String(error)));
        inflate.destroy();
      };
      inflate.on('data', (bytes: Uint8Array) => {
        try {
          rows.push(bytes);
          // Whatever would still come is none of the picture.
          if (!shrinker.done) return;
          resolve(shrinker.result());
          inflate.destroy();
        } catch (error) {
          refuse(error);
        }
      });
      inflate.on('error', refuse);
      inflate.on('end', () => refuse(new BadPicture('a PNG picture with too few pixels')));
      inflate.on('close', () => refuse(new BadPicture('given up')));
    });
    // Whoever gives the picture up before its end asks for nothing.
    finished.catch(() => undefined);
    this.#pixels = { inflate, finished };
    return this.#pixels;
  }
}

function partOf(head: Buffer): Part {
  const left = head.readUInt32BE(0);
  const type = head.toString('latin1', 4);
  if (type === 'IDAT') return left === 0 ? { in: 'checksum' } : { in: 'pixels', type, left };
  if (type !== 'IHDR' && type !== 'PLTE')
    return left === 0 ? { in: 'checksum' } : { in: 'skipped', type, left };
  if (left === 0 || left > MOST_SMALL_BYTES)
    throw new BadPicture(`a PNG picture with ${left} bytes of ${type}`);
  return { in: 'small', type, left };
}
