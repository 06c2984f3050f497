// ZRLE (RFC 6143 §7.7.6): tiles of 64 by 64, each written in the shortest of four ways, then compressed together.
import { constants, deflateRawSync } from 'node:zlib';
import type { Framebuffer } from '../drawing/framebuffer.ts';
import type { Rectangle } from '../drawing/rectangle.ts';
import type { PixelWriter } from './pixel-format.ts';

const TILE = 64;
const PALETTE_MAX = 16;
const RUN_BYTE_MAX = 255;
const ZLIB_HEADER = Buffer.of(0x78, 0x9c);

const RAW = 0;
const SOLID = 1;
const PLAIN_RLE = 128;

/** One for each viewer: all its rectangles are one zlib stream. */
export class ZrleEncoder {
  #begun = false;

  encode(picture: Framebuffer, area: Rectangle, pixels: PixelWriter): Buffer {
    const tiles = tilesOf(area);
    // No tile is longer than raw.
    const body = Buffer.allocUnsafe(area.width * area.height * pixels.compactShifts.length + tiles.length);
    let at = 0;
    for (const tile of tiles) at = new TileWriter(colours(picture, tile), tile.width, pixels).write(body, at);
    // Each piece ends on a whole byte and refers to nothing before it, so that pieces compressed apart make one stream,
    // and nothing has to be kept open between two updates.
    const piece = deflateRawSync(body.subarray(0, at), { finishFlush: constants.Z_SYNC_FLUSH });
    const stream = this.#begun ? piece : Buffer.concat([ZLIB_HEADER, piece]);
    this.#begun = true;
    const length = Buffer.alloc(4);
    length.writeUInt32BE(stream.length);
    return Buffer.concat([length, stream]);
  }
}

function tilesOf({ x, y, width, height }: Rectangle): readonly Rectangle[] {
  const tiles: Rectangle[] = [];
  for (let top = y; top < y + height; top += TILE) {
    for (let left = x; left < x + width; left += TILE) {
      const [right, bottom] = [Math.min(left + TILE, x + width), Math.min(top + TILE, y + height)];
      tiles.push({ x: left, y: top, width: right - left, height: bottom - top });
    }
  }
  return tiles;
}

function colours(picture: Framebuffer, { x, y, width, height }: Rectangle): Uint32Array {
  const all = new Uint32Array(width * height);
  for (let row = 0; row < height; row += 1) {
    const start = (y + row) * picture.width + x;
    all.set(picture.pixels.subarray(start, start + width), row * width);
  }
  return all;
}

class TileWriter {
  readonly #colours: Uint32Array;
  readonly #width: number;
  readonly #pixels: PixelWriter;

  constructor(all: Uint32Array, width: number, pixels: PixelWriter) {
    this.#colours = all;
    this.#width = width;
    this.#pixels = pixels;
  }

  /** Returns where the next tile goes. */
  write(body: Buffer, at: number): number {
    const pixelBytes = this.#pixels.compactShifts.length;
    const palette = this.#palette();
    const [first = 0] = this.#colours;
    if (palette.size === 1) return this.#put(body, this.#byte(body, at, SOLID), first);
    const raw = this.#colours.length * pixelBytes;
    const runs = this.#runsBytes(pixelBytes);
    const bits = indexBits(palette.size);
    const packed = palette.size * pixelBytes + Math.ceil((this.#width * bits) / 8) * this.#rows;
    if (palette.size <= PALETTE_MAX && packed < Math.min(raw, runs)) {
      return this.#packed(body, at, palette, bits);
    }
    return runs < raw ? this.#runs(body, at) : this.#raw(body, at);
  }

  get #rows(): number {
    return this.#colours.length / this.#width;
  }

  /** The number of each colour; given up when there are more than a palette takes. */
  #palette(): ReadonlyMap<number, number> {
    const palette = new Map<number, number>();
    for (const colour of this.#colours) {
      if (!palette.has(colour)) palette.set(colour, palette.size);
      if (palette.size > PALETTE_MAX) break;
    }
    return palette;
  }

  #raw(body: Buffer, at: number): number {
    let next = this.#byte(body, at, RAW);
    for (const colour of this.#colours) next = this.#put(body, next, colour);
    return next;
  }

  #packed(body: Buffer, at: number, palette: ReadonlyMap<number, number>, bits: number): number {
    let next = this.#byte(body, at, palette.size);
    for (const colour of palette.keys()) next = this.#put(body, next, colour);
    for (let start = 0; start < this.#colours.length; start += this.#width) {
      let gathered = 0;
      let free = 8;
      for (const colour of this.#colours.subarray(start, start + this.#width)) {
        free -= bits;
        gathered |= (palette.get(colour) ?? 0) << free;
        if (free > 0) continue;
        next = this.#byte(body, next, gathered);
        [gathered, free] = [0, 8];
      }
      // Every row begins with a byte of its own.
      if (free < 8) next = this.#byte(body, next, gathered);
    }
    return next;
  }

  #runs(body: Buffer, at: number): number {
    let next = this.#byte(body, at, PLAIN_RLE);
    this.#eachRun((colour, length) => {
      next = this.#put(body, next, colour);
      let left = length - 1;
      for (; left >= RUN_BYTE_MAX; left -= RUN_BYTE_MAX) next = this.#byte(body, next, RUN_BYTE_MAX);
      next = this.#byte(body, next, left);
    });
    return next;
  }

  #runsBytes(pixelBytes: number): number {
    let total = 0;
    this.#eachRun((_, length) => {
      total += pixelBytes + 1 + Math.floor((length - 1) / RUN_BYTE_MAX);
    });
    return total;
  }

  #eachRun(visit: (colour: number, length: number) => void): void {
    let start = 0;
    for (let at = 1; at <= this.#colours.length; at += 1) {
      const colour = this.#colours[start] ?? 0;
      if (this.#colours[at] === colour) continue;
      visit(colour, at - start);
      start = at;
    }
  }

  #put(body: Buffer, at: number, colour: number): number {
    return this.#pixels.put(body, at, colour, this.#pixels.compactShifts);
  }

  #byte(body: Buffer, at: number, value: number): number {
    body[at] = value;
    return at + 1;
  }
}

/** How many bits a number into the palette takes (table of §7.7.6). */
function indexBits(colourCount: number): number {
  return colourCount <= 2 ? 1 : colourCount <= 4 ? 2 : 4;
}
