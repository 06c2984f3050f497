// A PPM picture (netpbm's binary kind, P6), which QEMU writes before 7.1: a head of numbers, then three bytes a pixel.
import { Rows } from './rows.ts';
import { BadPicture, type RgbPicture, Shrinker, type Size } from './shrink.ts';

/** Numbers and comments; a head that is longer leads nowhere. */
const MOST_HEAD_BYTES = 1024;
const HEAD = /^P6(?:\s|#[^\n]*\n)+(\d{1,6})(?:\s|#[^\n]*\n)+(\d{1,6})(?:\s|#[^\n]*\n)+(\d{1,6})\s/;

export class PpmReader {
  readonly #room: Size;
  #head = Buffer.alloc(0);
  #body: { readonly shrinker: Shrinker; readonly rows: Rows } | undefined;

  constructor(room: Size) {
    this.#room = room;
  }

  /** Throws `BadPicture`. */
  push(bytes: Uint8Array): void {
    if (this.#body !== undefined) {
      this.#body.rows.push(bytes);
      return;
    }
    this.#head = Buffer.concat([this.#head, bytes.subarray(0, MOST_HEAD_BYTES - this.#head.length)]);
    const match = HEAD.exec(this.#head.toString('latin1'));
    if (match === null) {
      if (this.#head.length >= MOST_HEAD_BYTES) throw new BadPicture('a PPM picture without a head');
      return;
    }
    const before = this.#head.length - Math.min(bytes.length, this.#head.length);
    const [head, width, height, most] = match;
    if (Number(most) !== 255) throw new BadPicture(`a PPM picture of ${most} shades`);
    const shrinker = new Shrinker({ width: Number(width), height: Number(height) }, this.#room);
    const rows = new Rows(Number(width) * 3, (row, at) => {
      shrinker.row(row, at);
      return !shrinker.done;
    });
    this.#body = { shrinker, rows };
    rows.push(bytes.subarray(Math.max(0, head.length - before)));
  }

  /** Throws `BadPicture` when something is missing. */
  async end(): Promise<RgbPicture> {
    if (this.#body === undefined) throw new BadPicture('a PPM picture that ends in its head');
    return this.#body.shrinker.result();
  }

  dispose(): void {}
}
