// A viewer's half of RFC 6143, written apart from the server: what it decodes says whether the server may send it.
import { constants, inflateSync } from 'node:zlib';

export interface Format {
  readonly bytes: 1 | 2 | 4;
  readonly bigEndian: boolean;
  /** Bytes of ZRLE's CPIXEL, and where they stand among those of a pixel. */
  readonly compact: readonly number[];
  readonly depth: number;
  readonly max: readonly [number, number, number];
  readonly shift: readonly [number, number, number];
}

export const TRUE_COLOUR: Format = {
  bytes: 4,
  bigEndian: false,
  compact: [0, 1, 2],
  depth: 24,
  max: [255, 255, 255],
  shift: [16, 8, 0],
};

export function formatMessage({ bytes, bigEndian, depth, max, shift }: Format): Buffer {
  const message = Buffer.alloc(20);
  message.set([8 * bytes, depth, bigEndian ? 1 : 0, 1], 4);
  for (const [at, value] of max.entries()) message.writeUInt16BE(value, 8 + 2 * at);
  message.set(shift, 14);
  return message;
}

/** The number that a colour 0xRRGGBB becomes. */
export function pixelOf({ max, shift }: Format, colour: number): number {
  const shades = [(colour >>> 16) & 0xff, (colour >>> 8) & 0xff, colour & 0xff];
  return shades.reduce((sum, shade, at) => sum + Math.round((shade * max[at]!) / 255) * 2 ** shift[at]!, 0);
}

export class Cut extends Error {}

/** Reads on through what has been received, and throws Cut where more is needed. */
export class Cursor {
  at = 0;
  readonly bytes: Buffer;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  take(length: number): Buffer {
    if (this.at + length > this.bytes.length) throw new Cut();
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  uint(length: number): number {
    return length === 0 ? 0 : this.take(length).readUIntBE(0, length);
  }
}

/** A viewer's picture: numbers as they came, in its format. */
export class Decoder {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint32Array;
  format = TRUE_COLOUR;
  /** The encodings of all rectangles so far. */
  readonly seen: number[] = [];
  cursor: { readonly width: number; readonly height: number; readonly opaque: number } | undefined;
  #compressed = Buffer.alloc(0);
  #inflated = 0;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.pixels = new Uint32Array(width * height);
  }

  /** One FramebufferUpdate; nothing is changed when it is cut. */
  update(bytes: Cursor): void {
    const [type, , count] = [bytes.uint(1), bytes.take(1), bytes.uint(2)];
    if (type !== 0) throw new Error(`message ${type}`);
    const work: (() => void)[] = [];
    for (let left = count; left > 0; left -= 1) work.push(this.#rectangle(bytes));
    for (const step of work) step();
  }

  #rectangle(bytes: Cursor): () => void {
    const [x, y, width, height] = [bytes.uint(2), bytes.uint(2), bytes.uint(2), bytes.uint(2)];
    const encoding = bytes.take(4).readInt32BE();
    if (encoding >= 0 && (x + width > this.width || y + height > this.height)) throw new Error('outside');
    const body = this.#body(bytes, encoding, width, height);
    return () => {
      this.seen.push(encoding);
      if (encoding === 0) this.#raw(new Cursor(body), x, y, width, height);
      else if (encoding === 1) this.#copy(body, x, y, width, height);
      else if (encoding === 16) this.#zrle(body, x, y, width, height);
      else if (encoding === -239) this.#cursor(body, width, height);
    };
  }

  #body(bytes: Cursor, encoding: number, width: number, height: number): Buffer {
    if (encoding === 0) return bytes.take(width * height * this.format.bytes);
    if (encoding === 1) return bytes.take(4);
    if (encoding === 16) return bytes.take(bytes.uint(4));
    if (encoding === -239)
      return bytes.take(width * height * this.format.bytes + Math.ceil(width / 8) * height);
    if (encoding === -258) return bytes.take(0);
    throw new Error(`encoding ${encoding}`);
  }

  #raw(bytes: Cursor, x: number, y: number, width: number, height: number): void {
    for (let at = 0; at < width * height; at += 1) this.#set(x, y, width, at, this.#pixel(bytes));
  }

  #copy(body: Buffer, x: number, y: number, width: number, height: number): void {
    const [fromX, fromY] = [body.readUInt16BE(0), body.readUInt16BE(2)];
    if (fromX + width > this.width || fromY + height > this.height) throw new Error('copied from outside');
    const before = this.pixels.slice();
    for (let at = 0; at < width * height; at += 1) {
      const from = (fromY + Math.floor(at / width)) * this.width + fromX + (at % width);
      this.#set(x, y, width, at, before[from]!);
    }
  }

  #cursor(body: Buffer, width: number, height: number): void {
    const mask = body.subarray(width * height * this.format.bytes);
    let opaque = 0;
    for (const byte of mask) for (let bit = 0; bit < 8; bit += 1) opaque += (byte >> bit) & 1;
    this.cursor = { width, height, opaque };
  }

  #zrle(body: Buffer, x: number, y: number, width: number, height: number): void {
    // The whole stream again each time: only so is it seen to be one.
    this.#compressed = Buffer.concat([this.#compressed, body]);
    const all = inflateSync(this.#compressed, { finishFlush: constants.Z_SYNC_FLUSH });
    const tiles = new Cursor(all.subarray(this.#inflated));
    for (let top = 0; top < height; top += 64) {
      for (let left = 0; left < width; left += 64) {
        this.#tile(tiles, x + left, y + top, Math.min(64, width - left), Math.min(64, height - top));
      }
    }
    this.#inflated += tiles.at;
    if (this.#inflated !== all.length) throw new Error('more than the tiles');
  }

  #tile(bytes: Cursor, x: number, y: number, width: number, height: number): void {
    const kind = bytes.uint(1);
    const count = width * height;
    const put = (at: number, value: number) => this.#set(x, y, width, at, value);
    if (kind === 0) for (let at = 0; at < count; at += 1) put(at, this.#compactPixel(bytes));
    else if (kind === 1) {
      const value = this.#compactPixel(bytes);
      for (let at = 0; at < count; at += 1) put(at, value);
    } else if (kind <= 16) this.#packed(bytes, kind, width, height, put);
    else if (kind === 128) this.#runs(bytes, count, put);
    else throw new Error(`a tile of kind ${kind}`);
  }

  #packed(
    bytes: Cursor,
    size: number,
    width: number,
    height: number,
    put: (at: number, value: number) => void,
  ) {
    const palette = Array.from({ length: size }, () => this.#compactPixel(bytes));
    const bits = size === 2 ? 1 : size <= 4 ? 2 : 4;
    for (let row = 0; row < height; row += 1) {
      const line = bytes.take(Math.ceil((width * bits) / 8));
      for (let column = 0; column < width; column += 1) {
        const index = (line[(column * bits) >> 3]! >> (8 - bits - ((column * bits) & 7))) & ((1 << bits) - 1);
        put(row * width + column, palette[index]!);
      }
    }
  }

  #runs(bytes: Cursor, count: number, put: (at: number, value: number) => void): void {
    let at = 0;
    while (at < count) {
      const value = this.#compactPixel(bytes);
      let length = 1;
      for (let more = 255; more === 255; ) {
        more = bytes.uint(1);
        length += more;
      }
      if (at + length > count) throw new Error('a run beyond its tile');
      for (const end = at + length; at < end; at += 1) put(at, value);
    }
  }

  #pixel(bytes: Cursor): number {
    const pixel = bytes.take(this.format.bytes);
    const wire = this.format.bigEndian ? pixel : Buffer.from(pixel).reverse();
    return wire.readUIntBE(0, wire.length);
  }

  #compactPixel(bytes: Cursor): number {
    const pixel = Buffer.alloc(this.format.bytes);
    for (const place of this.format.compact) pixel[place] = bytes.uint(1);
    return this.#pixel(new Cursor(pixel));
  }

  #set(x: number, y: number, width: number, at: number, value: number): void {
    this.pixels[(y + Math.floor(at / width)) * this.width + x + (at % width)] = value;
  }
}
