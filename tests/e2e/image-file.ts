// Reads the two formats in which QEMU writes screenshots: PPM before 7.1, PNG (8 bits of red, green, blue) since.
import { inflateSync } from 'node:zlib';

export interface Image {
  readonly width: number;
  readonly height: number;
  /** Three bytes a pixel, row by row. */
  readonly rgb: Uint8Array;
}

/** Throws for anything else. */
export function readImage(file: Buffer): Image {
  return file.toString('latin1', 1, 4) === 'PNG' ? readPng(file) : readPpm(file);
}

function readPpm(file: Buffer): Image {
  const head = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(file.toString('latin1', 0, 64));
  if (head === null) throw new Error('neither PNG nor PPM');
  return { width: Number(head[1]), height: Number(head[2]), rgb: file.subarray(head[0].length) };
}

const PNG_SIGNATURE_BYTES = 8;
const RGB_8_BIT = 0x0802;

function readPng(file: Buffer): Image {
  const width = file.readUInt32BE(16);
  const height = file.readUInt32BE(20);
  if (file.readUInt16BE(24) !== RGB_8_BIT) throw new Error('not a PNG of 8 bit RGB');
  const parts: Buffer[] = [];
  for (let at = PNG_SIGNATURE_BYTES; at < file.length; ) {
    const length = file.readUInt32BE(at);
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(file.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  return { width, height, rgb: unfiltered(inflateSync(Buffer.concat(parts)), width * 3, height) };
}

/** Undoes what each row says was taken from it: the pixel to the left, above, or both. */
function unfiltered(rows: Buffer, rowBytes: number, height: number): Uint8Array {
  const rgb = new Uint8Array(rowBytes * height);
  for (let y = 0; y < height; y++) {
    const filter = rows[y * (rowBytes + 1)];
    for (let x = 0; x < rowBytes; x++) {
      const at = y * rowBytes + x;
      const left = x < 3 ? 0 : (rgb[at - 3] ?? 0);
      const up = y === 0 ? 0 : (rgb[at - rowBytes] ?? 0);
      const corner = x < 3 || y === 0 ? 0 : (rgb[at - rowBytes - 3] ?? 0);
      rgb[at] = (rows[y * (rowBytes + 1) + 1 + x] ?? 0) + predicted(filter, left, up, corner);
    }
  }
  return rgb;
}

function predicted(filter: number | undefined, left: number, up: number, corner: number): number {
  switch (filter) {
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4:
      return nearest(left + up - corner, left, up, corner);
    default:
      return 0;
  }
}

function nearest(wanted: number, left: number, up: number, corner: number): number {
  const [a, b, c] = [Math.abs(wanted - left), Math.abs(wanted - up), Math.abs(wanted - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}
