// ServerInit (RFC 6143 §7.3.2): the size of the screen, its pixels, and what it is called.
import { fitted } from '../drawing/letters.ts';
import { formatBytes, OWN_FORMAT } from './pixel-format.ts';

const NAME_LETTERS = 128;

export function serverInit(size: { readonly width: number; readonly height: number }, name: string): Buffer {
  const text = Buffer.from(fitted(name, NAME_LETTERS), 'utf8');
  const head = Buffer.alloc(4);
  head.writeUInt16BE(size.width);
  head.writeUInt16BE(size.height, 2);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  return Buffer.concat([head, formatBytes(OWN_FORMAT), length, text]);
}
