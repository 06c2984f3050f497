// Makes a small picture of a large one while its rows come: each small pixel is the mean of those that it stands for. Nothing
// of the large picture is kept, so what a host claims about its size costs nothing.

/** A size that no screen has; larger claims are refused. */
const MOST_SIDE = 16_384;

/** What a host calls a picture is none. */
export class BadPicture extends Error {
  override readonly name = 'BadPicture';
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Three bytes a pixel: red, green, blue. */
export interface RgbPicture extends Size {
  readonly pixels: Uint8Array;
}

/** The largest size with the shape of `from` inside of `room`, and never larger than it. */
export function sizeWithin(from: Size, room: Size): Size {
  const share = Math.min(1, room.width / from.width, room.height / from.height);
  return {
    width: Math.max(1, Math.round(from.width * share)),
    height: Math.max(1, Math.round(from.height * share)),
  };
}

export class Shrinker {
  readonly #from: Size;
  readonly #to: Size;
  readonly #columnOf: Uint16Array;
  readonly #sums: Uint32Array;
  readonly #counts: Uint32Array;
  readonly #pixels: Uint8Array;
  #row = 0;

  /** Throws `BadPicture` for a size that cannot be. */
  constructor(from: Size, room: Size) {
    for (const side of [from.width, from.height]) {
      if (!Number.isInteger(side) || side < 1 || side > MOST_SIDE)
        throw new BadPicture(`a picture of ${from.width} × ${from.height}`);
    }
    this.#from = from;
    this.#to = sizeWithin(from, room);
    const { width, height } = this.#to;
    this.#columnOf = Uint16Array.from({ length: from.width }, (_, x) => Math.floor((x * width) / from.width));
    this.#sums = new Uint32Array(width * 3);
    this.#counts = new Uint32Array(width);
    this.#pixels = new Uint8Array(width * height * 3);
  }

  get done(): boolean {
    return this.#row === this.#from.height;
  }

  /** Takes the next row: three bytes a pixel from `at` on. What comes after the last is not asked for. */
  row(bytes: Uint8Array, at: number): void {
    const { width } = this.#from;
    for (let x = 0; x < width; x += 1) {
      const column = this.#columnOf[x] ?? 0;
      const from = at + x * 3;
      const to = column * 3;
      this.#sums[to] = (this.#sums[to] ?? 0) + (bytes[from] ?? 0);
      this.#sums[to + 1] = (this.#sums[to + 1] ?? 0) + (bytes[from + 1] ?? 0);
      this.#sums[to + 2] = (this.#sums[to + 2] ?? 0) + (bytes[from + 2] ?? 0);
      this.#counts[column] = (this.#counts[column] ?? 0) + 1;
    }
    const line = this.#lineOf(this.#row);
    this.#row += 1;
    if (this.done || this.#lineOf(this.#row) !== line) this.#finishLine(line);
  }

  /** Throws `BadPicture` when rows are missing. */
  result(): RgbPicture {
    if (!this.done) throw new BadPicture(`${this.#row} rows of ${this.#from.height}`);
    return { ...this.#to, pixels: this.#pixels };
  }

  #lineOf(row: number): number {
    return Math.floor((row * this.#to.height) / this.#from.height);
  }

  #finishLine(line: number): void {
    const start = line * this.#to.width * 3;
    for (let index = 0; index < this.#sums.length; index += 1) {
      const count = this.#counts[Math.floor(index / 3)] ?? 1;
      this.#pixels[start + index] = (this.#sums[index] ?? 0) / count;
    }
    this.#sums.fill(0);
    this.#counts.fill(0);
  }
}
