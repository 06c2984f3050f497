// FramebufferUpdate (RFC 6143 §7.6.1) and the plain kinds of rectangles in it.
import type { Framebuffer } from '../drawing/framebuffer.ts';
import type { Rectangle } from '../drawing/rectangle.ts';
import type { PixelWriter } from './pixel-format.ts';

/** Numbers of the registry of encodings; the negative ones are no pictures but news. */
export const ENCODING = {
  raw: 0,
  copyRect: 1,
  zrle: 16,
  cursor: -239,
  extendedKeyEvent: -258,
} as const;

export interface WireRectangle {
  readonly area: Rectangle;
  readonly encoding: number;
  readonly body: Buffer;
}

export function updateMessage(rectangles: readonly WireRectangle[]): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(rectangles.length, 2);
  return Buffer.concat([
    head,
    ...rectangles.flatMap(({ area, encoding, body }) => [header(area, encoding), body]),
  ]);
}

export function rawBody(
  picture: Framebuffer,
  { x, y, width, height }: Rectangle,
  pixels: PixelWriter,
): Buffer {
  const body = Buffer.allocUnsafe(width * height * pixels.shifts.length);
  let at = 0;
  for (let row = y; row < y + height; row += 1) {
    for (let column = x; column < x + width; column += 1) {
      at = pixels.put(body, at, picture.at(column, row), pixels.shifts);
    }
  }
  return body;
}

/** What is at `fromX`, `fromY` of the viewer's own picture is to be copied to `area`. */
export function copyRectangle(area: Rectangle, fromX: number, fromY: number): WireRectangle {
  const body = Buffer.alloc(4);
  body.writeUInt16BE(fromX);
  body.writeUInt16BE(fromY, 2);
  return { area, encoding: ENCODING.copyRect, body };
}

export interface CursorShape {
  /** Its transparent pixels are `clear`. */
  readonly picture: Framebuffer;
  readonly clear: number;
  /** The pixel that points. */
  readonly hotX: number;
  readonly hotY: number;
}

/** The pointer, for viewers that draw it themselves (§7.8.1): pixels, then one bit for each that is not transparent. */
export function cursorRectangle(
  { picture, clear, hotX, hotY }: CursorShape,
  pixels: PixelWriter,
): WireRectangle {
  const { width, height } = picture;
  const rowBytes = Math.ceil(width / 8);
  const mask = Buffer.alloc(rowBytes * height);
  for (const [at, colour] of picture.pixels.entries()) {
    const [row, column] = [Math.floor(at / width), at % width];
    const byte = row * rowBytes + (column >> 3);
    if (colour !== clear) mask[byte] = (mask[byte] ?? 0) | (0x80 >> (column & 7));
  }
  return {
    area: { x: hotX, y: hotY, width, height },
    encoding: ENCODING.cursor,
    body: Buffer.concat([rawBody(picture, picture.bounds, pixels), mask]),
  };
}

function header({ x, y, width, height }: Rectangle, encoding: number): Buffer {
  const bytes = Buffer.alloc(12);
  for (const [at, value] of [x, y, width, height].entries()) bytes.writeUInt16BE(value, 2 * at);
  bytes.writeInt32BE(encoding, 8);
  return bytes;
}
