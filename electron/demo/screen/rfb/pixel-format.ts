// PIXEL_FORMAT (RFC 6143 §7.4): how the viewer wants a pixel, and colours turned into it.
import { ProtocolViolation } from '../../../libvirt/xdr/violation.ts';

export const FORMAT_BYTES = 16;

interface Channel {
  /** Its highest value, 2^n - 1. */
  readonly max: number;
  readonly shift: number;
}

export interface PixelFormat {
  readonly bitsPerPixel: 8 | 16 | 32;
  readonly depth: number;
  readonly bigEndian: boolean;
  readonly red: Channel;
  readonly green: Channel;
  readonly blue: Channel;
}

/** As the framebuffer has it. */
export const OWN_FORMAT: PixelFormat = {
  bitsPerPixel: 32,
  depth: 24,
  bigEndian: false,
  red: { max: 255, shift: 16 },
  green: { max: 255, shift: 8 },
  blue: { max: 255, shift: 0 },
};

/** Throws ProtocolViolation for a format in which no pixel can be written, and for colour maps. */
export function readFormat(bytes: Buffer): PixelFormat {
  const bitsPerPixel = bytes.readUInt8(0);
  if (bitsPerPixel !== 8 && bitsPerPixel !== 16 && bitsPerPixel !== 32)
    throw new ProtocolViolation(`pixels of ${bitsPerPixel} bits`);
  if (bytes.readUInt8(3) === 0) throw new ProtocolViolation('pixels of a colour map');
  const channel = (maxAt: number, shiftAt: number): Channel => {
    const [max, shift] = [bytes.readUInt16BE(maxAt), bytes.readUInt8(shiftAt)];
    if ((max & (max + 1)) !== 0 || max * 2 ** shift >= 2 ** bitsPerPixel)
      throw new ProtocolViolation(`a colour of at most ${max}, shifted by ${shift}`);
    return { max, shift };
  };
  return {
    bitsPerPixel,
    depth: bytes.readUInt8(1),
    bigEndian: bytes.readUInt8(2) !== 0,
    red: channel(4, 10),
    green: channel(6, 11),
    blue: channel(8, 12),
  };
}

export function formatBytes({ bitsPerPixel, depth, bigEndian, red, green, blue }: PixelFormat): Buffer {
  const bytes = Buffer.alloc(FORMAT_BYTES);
  bytes.set([bitsPerPixel, depth, bigEndian ? 1 : 0, 1]);
  bytes.writeUInt16BE(red.max, 4);
  bytes.writeUInt16BE(green.max, 6);
  bytes.writeUInt16BE(blue.max, 8);
  bytes.set([red.shift, green.shift, blue.shift], 10);
  return bytes;
}

/** Writes colours 0xRRGGBB as pixels of one format, each byte by its shift. */
export class PixelWriter {
  /** The shift of each byte of a pixel, in the order of the wire. */
  readonly shifts: readonly number[];
  /** The same for ZRLE's CPIXEL, which leaves out a byte without colour (§7.7.5). */
  readonly compactShifts: readonly number[];
  readonly #red: Float64Array;
  readonly #green: Float64Array;
  readonly #blue: Float64Array;

  constructor(format: PixelFormat) {
    const { bitsPerPixel, bigEndian } = format;
    const shifts = [0, 8, 16, 24].slice(0, bitsPerPixel / 8);
    this.shifts = bigEndian ? shifts.toReversed() : shifts;
    const unused = unusedShift(format);
    this.compactShifts = this.shifts.filter((shift) => shift !== unused);
    this.#red = scaled(format.red);
    this.#green = scaled(format.green);
    this.#blue = scaled(format.blue);
  }

  /** Writes one pixel at `at`, through `shifts` or `compactShifts`; returns where the next one goes. */
  put(bytes: Buffer, at: number, colour: number, shifts: readonly number[]): number {
    const value =
      (this.#red[(colour >>> 16) & 0xff] ?? 0) |
      (this.#green[(colour >>> 8) & 0xff] ?? 0) |
      (this.#blue[colour & 0xff] ?? 0);
    let next = at;
    for (const shift of shifts) bytes[next++] = value >>> shift;
    return next;
  }
}

/** The value of each of 256 shades, in its place within the pixel. */
function scaled({ max, shift }: Channel): Float64Array {
  return Float64Array.from({ length: 256 }, (_, shade) => Math.round((shade * max) / 255) * 2 ** shift);
}

function unusedShift({ bitsPerPixel, depth, red, green, blue }: PixelFormat): number | undefined {
  if (bitsPerPixel !== 32 || depth > 24) return undefined;
  const channels = [red, green, blue];
  if (channels.every(({ max, shift }) => max * 2 ** shift < 2 ** 24)) return 24;
  return channels.every(({ shift }) => shift >= 8) ? 0 : undefined;
}
