// A picture of a screen as libvirt sends it, made small while it comes. Its first bytes tell its kind: what the host calls it
// need not be true.
import { PngReader } from './png-reader.ts';
import { PpmReader } from './ppm.ts';
import { BadPicture, type RgbPicture, type Size } from './shrink.ts';

/** A screen of 8,192 × 8,192 as PPM. More than this is no picture of a screen. */
const MOST_BYTES = 201_400_000;

export class PictureReader {
  readonly #room: Size;
  #reader: PpmReader | PngReader | undefined;
  #bytes = 0;

  /** The picture will not be larger than `room`. */
  constructor(room: Size) {
    this.#room = room;
  }

  /** Throws `BadPicture`, after which nothing more may be pushed. */
  push(bytes: Uint8Array): void {
    this.#bytes += bytes.length;
    if (this.#bytes > MOST_BYTES) throw new BadPicture('a picture without an end');
    if (bytes.length === 0) return;
    this.#reader ??= bytes[0] === 0x50 ? new PpmReader(this.#room) : new PngReader(this.#room);
    this.#reader.push(bytes);
  }

  /** To be called when all bytes are in. Throws `BadPicture`. */
  async end(): Promise<RgbPicture> {
    if (this.#reader === undefined) throw new BadPicture('an empty picture');
    return await this.#reader.end();
  }

  /** Gives it up. */
  dispose(): void {
    this.#reader?.dispose();
  }
}
