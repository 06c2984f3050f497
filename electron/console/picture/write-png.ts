// Writes a small picture as a PNG file (ISO/IEC 15948). Each row says how it differs from the one above, which packs screens well.
import { promisify } from 'node:util';
import { crc32, deflate } from 'node:zlib';
import type { RgbPicture } from './shrink.ts';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Bits of a sample; true colour; deflate; the usual filters; no interlacing. */
const KIND = [8, 2, 0, 0, 0];
const UP = 2;
const packed = promisify(deflate);

export async function writePng(picture: RgbPicture): Promise<Buffer> {
  const { width, height } = picture;
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set(KIND, 8);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', head),
    chunk('IDAT', await packed(filtered(picture))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function filtered({ width, height, pixels }: RgbPicture): Buffer {
  const length = width * 3;
  const bytes = Buffer.alloc(height * (length + 1));
  for (let y = 0; y < height; y += 1) {
    const to = y * (length + 1);
    bytes[to] = UP;
    for (let x = 0; x < length; x += 1) {
      const above = y === 0 ? 0 : (pixels[(y - 1) * length + x] ?? 0);
      bytes[to + 1 + x] = (pixels[y * length + x] ?? 0) - above;
    }
  }
  return bytes;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const whole = Buffer.alloc(8 + body.length);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), 4 + body.length);
  return whole;
}
