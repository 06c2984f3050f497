// The rows of a PNG picture (ISO/IEC 15948, clauses 9 and 11.2.2): filters undone, colours made red, green and blue.
import { BadPicture, type Size } from './shrink.ts';

/** Colour types by their numbers; `samples` a pixel, of one byte each. */
const KINDS: Readonly<Record<number, { readonly samples: number; readonly grey: boolean }>> = {
  0: { samples: 1, grey: true },
  2: { samples: 3, grey: false },
  3: { samples: 1, grey: false },
  4: { samples: 2, grey: true },
  6: { samples: 4, grey: false },
};
const PALETTE = 3;

export interface PngHead extends Size {
  readonly colourType: number;
}

/** Reads IHDR's 13 bytes; throws `BadPicture` for what no host gives: interlaced rows, or other than eight bits. */
export function readHead(data: Buffer): PngHead {
  if (data.length !== 13) throw new BadPicture('a PNG picture without a head');
  const [depth, colourType = -1, compression, filter, interlace] = data.subarray(8);
  if (depth !== 8 || compression !== 0 || filter !== 0 || interlace !== 0 || KINDS[colourType] === undefined)
    throw new BadPicture('a PNG picture of a rare kind');
  return { width: data.readUInt32BE(0), height: data.readUInt32BE(4), colourType };
}

function nearest(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [byLeft, byUp, byCorner] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (byLeft <= byUp && byLeft <= byCorner) return left;
  return byUp <= byCorner ? up : corner;
}

export class PngLines {
  /** Of one row, its filter's number included. */
  readonly length: number;
  readonly #samples: number;
  readonly #grey: boolean;
  readonly #palette: Buffer | undefined;
  readonly #rgb: Uint8Array;
  #above: Uint8Array;
  #current: Uint8Array;

  constructor({ width, colourType }: PngHead, palette: Buffer | undefined) {
    const { samples = 1, grey = true } = KINDS[colourType] ?? {};
    this.#samples = samples;
    this.#grey = grey;
    if (colourType === PALETTE && palette === undefined)
      throw new BadPicture('a PNG picture without its colours');
    this.#palette = colourType === PALETTE ? palette : undefined;
    this.length = width * samples + 1;
    this.#above = new Uint8Array(width * samples);
    this.#current = new Uint8Array(width * samples);
    this.#rgb = new Uint8Array(width * 3);
  }

  /** The colours of the next row, good until the one after it. Throws `BadPicture`. */
  next(bytes: Uint8Array, at: number): Uint8Array {
    this.#unfilter(bytes[at] ?? -1, bytes, at + 1);
    const rgb = this.#colours();
    [this.#above, this.#current] = [this.#current, this.#above];
    return rgb;
  }

  #unfilter(filter: number, bytes: Uint8Array, at: number): void {
    const row = this.#current;
    const above = this.#above;
    const step = this.#samples;
    for (let index = 0; index < row.length; index += 1) {
      const left = index < step ? 0 : (row[index - step] ?? 0);
      const up = above[index] ?? 0;
      const corner = index < step ? 0 : (above[index - step] ?? 0);
      row[index] = (bytes[at + index] ?? 0) + predicted(filter, left, up, corner);
    }
  }

  #colours(): Uint8Array {
    const row = this.#current;
    const rgb = this.#rgb;
    const step = this.#samples;
    if (step === 3) return row;
    for (let from = 0, to = 0; from < row.length; from += step, to += 3) {
      const first = row[from] ?? 0;
      for (let part = 0; part < 3; part += 1) {
        if (this.#palette !== undefined) rgb[to + part] = this.#palette[first * 3 + part] ?? 0;
        else rgb[to + part] = this.#grey ? first : (row[from + part] ?? 0);
      }
    }
    return rgb;
  }
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  switch (filter) {
    case 0:
      return 0;
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4:
      return nearest(left, up, corner);
    default:
      throw new BadPicture(`a PNG row with filter ${filter}`);
  }
}
