// A picture as a PNG file (ISO/IEC 15948): eight bits for each colour, rows without a filter.
import { crc32, deflateSync } from 'node:zlib';
import type { Framebuffer } from './framebuffer.ts';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Bits of a colour; true colour; deflate; the usual filters; no interlacing. */
const KIND = Buffer.from([8, 2, 0, 0, 0]);

export function png(picture: Framebuffer): Buffer {
  const { width, height } = picture;
  const head = Buffer.alloc(8);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', Buffer.concat([head, KIND])),
    chunk('IDAT', deflateSync(rows(picture))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Each row begins with the number of its filter: none. */
function rows({ width, height, pixels }: Framebuffer): Buffer {
  const bytes = Buffer.alloc(height * (1 + width * 3));
  let at = 0;
  for (const [index, colour] of pixels.entries()) {
    if (index % width === 0) at += 1;
    at = bytes.writeUIntBE(colour, at, 3);
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
