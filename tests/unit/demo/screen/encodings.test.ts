import fc from 'fast-check';
import { expect, test } from 'vitest';
import { damage } from '../../../../electron/demo/screen/drawing/damage.ts';
import { Framebuffer } from '../../../../electron/demo/screen/drawing/framebuffer.ts';
import type { Rectangle } from '../../../../electron/demo/screen/drawing/rectangle.ts';
import {
  formatBytes,
  OWN_FORMAT,
  PixelWriter,
  readFormat,
} from '../../../../electron/demo/screen/rfb/pixel-format.ts';
import { rawBody, updateMessage } from '../../../../electron/demo/screen/rfb/rectangles.ts';
import { ZrleEncoder } from '../../../../electron/demo/screen/rfb/zrle.ts';
import { ProtocolViolation } from '../../../../electron/libvirt/xdr/violation.ts';
import { bytes } from '../../../support/bytes.ts';
import { Cursor, Decoder, type Format, formatMessage, pixelOf, TRUE_COLOUR } from './decode.ts';

const FORMATS: Readonly<Record<string, Format>> = {
  'as it is': TRUE_COLOUR,
  '32 bits, big endian': { ...TRUE_COLOUR, bigEndian: true, compact: [1, 2, 3] },
  '32 bits, the highest byte first': { ...TRUE_COLOUR, shift: [24, 16, 8], compact: [1, 2, 3] },
  '32 bits, big endian, the highest byte first': {
    ...TRUE_COLOUR,
    bigEndian: true,
    shift: [8, 16, 24],
    compact: [0, 1, 2],
  },
  '30 bits': {
    ...TRUE_COLOUR,
    depth: 30,
    max: [1023, 1023, 1023],
    shift: [20, 10, 0],
    compact: [0, 1, 2, 3],
  },
  '24 bits, said to be 32': { ...TRUE_COLOUR, depth: 32, compact: [0, 1, 2, 3] },
  '24 bits in all four bytes': { ...TRUE_COLOUR, shift: [24, 12, 0], compact: [0, 1, 2, 3] },
  '16 bits': { ...TRUE_COLOUR, bytes: 2, depth: 16, max: [31, 63, 31], shift: [11, 5, 0], compact: [0, 1] },
  '15 bits, big endian': {
    bytes: 2,
    bigEndian: true,
    depth: 15,
    max: [31, 31, 31],
    shift: [0, 5, 10],
    compact: [0, 1],
  },
  '8 bits': { ...TRUE_COLOUR, bytes: 1, depth: 8, max: [7, 7, 3], shift: [0, 3, 6], compact: [0] },
  'three bits': { ...TRUE_COLOUR, bytes: 1, depth: 3, max: [1, 1, 1], shift: [2, 1, 0], compact: [0] },
};
const writerFor = (format: Format) => new PixelWriter(readFormat(formatMessage(format).subarray(4)));

// Worked out by hand: 0xff8000 is all red and half green, which is 514 of 1023, 32 of 63, 16 of 31, 4 of 7 and 1 of 1.
test.each([
  ['as it is', '0080ff00', '0080ff'],
  ['32 bits, big endian', '00ff8000', 'ff8000'],
  ['32 bits, the highest byte first', '000080ff', '0080ff'],
  ['30 bits', '0008f83f', '0008f83f'],
  ['16 bits', '00fc', '00fc'],
  ['15 bits, big endian', '021f', '021f'],
  ['8 bits', '27', '27'],
  ['three bits', '06', '06'],
])('orange in pixels %s', (name, pixel, compact) => {
  const writer = writerFor(FORMATS[name]!);
  const put = (shifts: readonly number[]) => {
    const out = Buffer.alloc(shifts.length);
    expect(writer.put(out, 0, 0xff8000, shifts)).toBe(out.length);
    return out.toString('hex');
  };
  expect(put(writer.shifts)).toBe(pixel);
  expect(put(writer.compactShifts)).toBe(compact);
});

test('a format is written as it is read', () => {
  expect(readFormat(formatBytes(OWN_FORMAT))).toEqual(OWN_FORMAT);
});

test.each([
  ['pixels of 24 bits', '18 18 00 01 00ff 00ff 00ff 10 08 00 000000'],
  ['pixels of no bits', '00 18 00 01 00ff 00ff 00ff 10 08 00 000000'],
  ['a colour map', '08 08 00 00 0007 0007 0003 00 03 06 000000'],
  ['a highest value that is no row of ones', '20 18 00 01 00fe 00ff 00ff 10 08 00 000000'],
  ['a colour shifted out of its pixel', '10 10 00 01 001f 003f 001f 0c 05 00 000000'],
  ['a colour shifted far away', '20 18 00 01 00ff 00ff 00ff ff 08 00 000000'],
])('%s is refused', (_, wire) => {
  expect(() => readFormat(bytes(wire))).toThrow(ProtocolViolation);
});

/** A picture of few or many colours, in runs and alone, so that every kind of tile is met. */
const pictures = fc
  .record({
    width: fc.integer({ min: 1, max: 150 }),
    height: fc.integer({ min: 1, max: 140 }),
    colours: fc.constantFrom(1, 2, 3, 4, 5, 16, 17, 200, 4000),
    run: fc.constantFrom(1, 2, 7, 300, 5000),
    seed: fc.integer(),
  })
  .map(({ width, height, colours, run, seed }) => {
    const picture = new Framebuffer(width, height);
    let state = seed | 1;
    const next = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0);
    const palette = Array.from({ length: colours }, () => next() & 0xffffff);
    for (let at = 0; at < picture.pixels.length; ) {
      const length = 1 + (next() % run);
      const colour = palette[(next() >>> 8) % colours]!;
      picture.pixels.fill(colour, at, at + length);
      at += length;
    }
    return picture;
  });

const areaOf = ({ width, height }: Framebuffer, cut: readonly number[]): Rectangle => {
  const [left = 0, top = 0, across = 1, down = 1] = cut;
  const [x, y] = [Math.floor(left * width), Math.floor(top * height)];
  return { x, y, width: 1 + Math.floor(across * (width - x)), height: 1 + Math.floor(down * (height - y)) };
};
const cuts = fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 4, maxLength: 4 });

test.each(Object.entries(FORMATS))('pictures in pixels %s arrive, raw and in ZRLE', (_, format) => {
  fc.assert(
    fc.property(pictures, cuts, (picture, cut) => {
      const area = fitted(areaOf(picture, cut), picture);
      const writer = writerFor(format);
      const zrle = new ZrleEncoder();
      const decoder = new Decoder(picture.width, picture.height);
      decoder.format = format;
      const rectangles = [
        { area, encoding: 16, body: zrle.encode(picture, area, writer) },
        { area: picture.bounds, encoding: 0, body: rawBody(picture, picture.bounds, writer) },
        { area: picture.bounds, encoding: 16, body: zrle.encode(picture, picture.bounds, writer) },
      ];
      for (const rectangle of rectangles) {
        decoder.pixels.fill(0xffffffff);
        const message = new Cursor(updateMessage([rectangle]));
        decoder.update(message);
        expect(message.at).toBe(message.bytes.length);
        expectPicture(decoder, picture, rectangle.area);
      }
    }),
    { numRuns: 40 },
  );
});

function expectPicture(decoder: Decoder, picture: Framebuffer, area: Rectangle): void {
  const wrong = picture.pixels.findIndex((colour, at) => {
    const [x, y] = [at % picture.width, Math.floor(at / picture.width)];
    const inside = x >= area.x && x < area.x + area.width && y >= area.y && y < area.y + area.height;
    return decoder.pixels[at] !== (inside ? pixelOf(decoder.format, colour) : 0xffffffff);
  });
  expect(wrong).toBe(-1);
}

const fitted = (area: Rectangle, { width, height }: Framebuffer): Rectangle => ({
  ...area,
  width: Math.min(area.width, width - area.x),
  height: Math.min(area.height, height - area.y),
});

test('what differs between two pictures is found, within the area and in few rectangles', () => {
  fc.assert(
    fc.property(pictures, cuts, fc.array(cuts, { maxLength: 12 }), (before, cut, changes) => {
      const after = new Framebuffer(before.width, before.height);
      after.take(before, before.bounds);
      for (const change of changes)
        after.fill(
          areaOf(
            before,
            change.map((part) => part ** 3),
          ),
          0x123456,
        );
      const area = fitted(areaOf(before, cut), before);
      const parts = damage(before, after, area);
      expect(parts.length).toBeLessThanOrEqual(48);
      const mended = new Framebuffer(before.width, before.height);
      mended.take(before, before.bounds);
      for (const part of parts) {
        expect(part).toEqual(fitted(part, before));
        mended.take(after, part);
      }
      const expected = new Framebuffer(before.width, before.height);
      expected.take(before, before.bounds);
      expected.take(after, area);
      expect(damage(mended, expected, area)).toEqual([]);
    }),
  );
});

test('a part of a picture is moved as it was, also onto itself', () => {
  const steps = fc.integer({ min: -9, max: 9 });
  fc.assert(
    fc.property(steps, steps, (right, down) => {
      const picture = new Framebuffer(40, 30);
      for (const at of picture.pixels.keys()) picture.pixels[at] = at;
      const before = picture.pixels.slice();
      const from = { x: 10, y: 10, width: 20, height: 10 };
      picture.move(from, from.x + right, from.y + down);
      const expected = before.slice();
      for (let y = from.y; y < from.y + from.height; y += 1) {
        for (let x = from.x; x < from.x + from.width; x += 1) {
          expected[(y + down) * 40 + x + right] = before[y * 40 + x]!;
        }
      }
      expect(picture.pixels).toEqual(expected);
    }),
  );
});

test('pictures that are the same differ nowhere', () => {
  const picture = new Framebuffer(100, 50);
  expect(damage(picture, picture, picture.bounds)).toEqual([]);
});

test('scattered changes do not become hundreds of rectangles', () => {
  const [before, after] = [new Framebuffer(640, 480), new Framebuffer(640, 480)];
  for (let y = 0; y < 480; y += 16) for (let x = (y % 32) * 2; x < 640; x += 64) after.set(x, y, 1);
  const parts = damage(before, after, after.bounds);
  expect(parts.length).toBeGreaterThan(0);
  expect(parts.length).toBeLessThanOrEqual(48);
});
