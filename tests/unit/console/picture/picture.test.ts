// Pictures of screens as hosts send them, and as hosts could send them to do harm.
import { deflateSync, inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { PictureReader } from '../../../../electron/console/picture/picture-reader.ts';
import { BadPicture, type RgbPicture } from '../../../../electron/console/picture/shrink.ts';
import { writePng } from '../../../../electron/console/picture/write-png.ts';

const ROOM = { width: 4, height: 4 };

async function read(pieces: readonly Uint8Array[], room = ROOM): Promise<RgbPicture> {
  const reader = new PictureReader(room);
  for (const piece of pieces) reader.push(piece);
  return await reader.end();
}

function ppm(head: string, pixels: readonly number[]): Buffer {
  return Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(pixels)]);
}

const RED = [255, 0, 0];
const BLACK = [0, 0, 0];
const two = ppm('P6\n# made by hand\n2 1\n255\n', [...RED, ...BLACK]);

function chunk(type: string, data: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  return Buffer.concat([length, Buffer.from(type, 'latin1'), data, Buffer.alloc(4)]);
}

/** A PNG file of rows that begin with their filters. */
function png(
  kind: number,
  width: number,
  rows: readonly (readonly number[])[],
  more: Buffer = Buffer.alloc(0),
) {
  const head = Buffer.from([0, 0, 0, width, 0, 0, 0, rows.length, 8, kind, 0, 0, 0]);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const pixels = chunk('IDAT', deflateSync(Buffer.from(rows.flat())));
  return Buffer.concat([signature, chunk('IHDR', head), more, pixels, chunk('IEND', Buffer.alloc(0))]);
}

describe('a PPM picture', () => {
  test('reads the same wherever it is cut', async () => {
    for (let cut = 1; cut < two.length; cut += 1) {
      const picture = await read([two.subarray(0, cut), two.subarray(cut)]);
      expect(picture).toEqual({ width: 2, height: 1, pixels: new Uint8Array([...RED, ...BLACK]) });
    }
    expect((await read([...two].map((byte) => new Uint8Array([byte])))).width).toBe(2);
  });

  test('is made small by the mean of its pixels, and keeps its shape', async () => {
    const pixels = [...RED, ...BLACK, ...RED, ...BLACK, ...RED, ...BLACK, ...RED, ...BLACK];
    const picture = await read([ppm('P6 8 1 255\n', pixels)]);
    expect([picture.width, picture.height]).toEqual([4, 1]);
    expect([...picture.pixels.subarray(0, 3)]).toEqual([127, 0, 0]);
  });

  test('that is cut short is refused, at every byte', async () => {
    for (let length = 0; length < two.length; length += 1)
      await expect(read([two.subarray(0, length)])).rejects.toThrow(BadPicture);
  });

  test('with more than it said is read as far as it said', async () => {
    expect((await read([two, Buffer.alloc(100_000)])).pixels).toHaveLength(6);
  });

  test.each([
    'P6 0 1 255\n',
    'P6 999999 1 255\n',
    'P6 16384 999999 255\n',
    'P6 4294967295 4294967295 255\n',
    'P6 -1 1 255\n',
    'P6 2 1 65535\n',
    'P5 2 1 255\n',
    'P3 2 1 255\n',
    `P6${' '.repeat(5000)}2 1 255\n`,
    `P6 ${'#'.repeat(5000)}\n2 1 255\n`,
    'PNG is what I am',
  ])('that begins with %j is refused', async (head) => {
    await expect(read([ppm(head, [...RED, ...BLACK])])).rejects.toThrow(BadPicture);
  });
});

describe('a PNG picture', () => {
  test('of each kind of colours is read', async () => {
    const black = { width: 2, height: 1, pixels: new Uint8Array([...RED, ...BLACK]) };
    expect(await read([png(2, 2, [[0, ...RED, ...BLACK]])])).toEqual(black);
    expect(await read([png(6, 2, [[0, ...RED, 255, ...BLACK, 255]])])).toEqual(black);
    const palette = chunk('PLTE', new Uint8Array([...BLACK, ...RED]));
    expect(await read([png(3, 2, [[0, 1, 0]], palette)])).toEqual(black);
    expect((await read([png(0, 1, [[0, 9]])])).pixels).toEqual(new Uint8Array([9, 9, 9]));
    expect((await read([png(4, 1, [[0, 9, 255]])])).pixels).toEqual(new Uint8Array([9, 9, 9]));
  });

  test('with each filter is read, wherever it is cut', async () => {
    const file = png(0, 2, [
      [0, 10, 20],
      [1, 10, 20],
      [2, 10, 20],
      [3, 10, 20],
      [4, 10, 20],
    ]);
    const room = { width: 9, height: 9 };
    const expected = [10, 20, 10, 30, 20, 50, 20, 55, 30, 75].flatMap((grey) => [grey, grey, grey]);
    for (let cut = 1; cut < file.length; cut += 1)
      expect([...(await read([file.subarray(0, cut), file.subarray(cut)], room)).pixels]).toEqual(expected);
  });

  test('that ends too early is refused', async () => {
    const file = png(2, 2, [[0, ...RED, ...BLACK]]);
    for (let length = 0; length < file.length - 24; length += 1)
      await expect(read([file.subarray(0, length)])).rejects.toThrow(BadPicture);
  });

  test('that claims to be huge, or unpacks to far more than it said, costs only its rows', async () => {
    const huge = png(2, 1, [[0, ...RED]]);
    huge.writeUInt32BE(0xff_ff_ff_ff, 16);
    await expect(read([huge])).rejects.toThrow(BadPicture);
    const bomb = Array.from({ length: 1 }, () => [0, ...RED, ...Array(5_000_000).fill(0)]);
    expect((await read([png(2, 1, bomb)])).pixels).toEqual(new Uint8Array(RED));
  });

  test('of a rare kind, with wrong filters, without colours or with broken pixels is refused', async () => {
    const deep = png(2, 1, [[0, ...RED]]);
    deep[24] = 16;
    const interlaced = png(2, 1, [[0, ...RED]]);
    interlaced[28] = 1;
    const broken = png(2, 2, [[0, ...RED, ...BLACK]]);
    broken.fill(0xaa, 41, 50);
    const long = png(2, 1, [[0, ...RED]]);
    long.writeUInt32BE(0x7f_ff_ff_ff, 8);
    for (const file of [deep, interlaced, broken, long, png(2, 1, [[7, ...RED]]), png(3, 1, [[0, 1]])])
      await expect(read([file])).rejects.toThrow(BadPicture);
  });
});

test('what is no picture, or nothing at all, is refused', async () => {
  await expect(read([])).rejects.toThrow(BadPicture);
  await expect(read([Buffer.from('<html>')])).rejects.toThrow(BadPicture);
});

test('a picture without an end is given up', () => {
  const reader = new PictureReader(ROOM);
  reader.push(ppm('P6 16384 16384 255\n', []));
  const piece = new Uint8Array(8_000_000);
  expect(() => {
    for (let count = 0; count < 1000; count += 1) reader.push(piece);
  }).toThrow(BadPicture);
});

test('what is written is a PNG file that reads back the same', async () => {
  const picture = { width: 3, height: 2, pixels: new Uint8Array(18).map((_, index) => index * 14) };
  const file = await writePng(picture);
  expect(await read([file])).toEqual(picture);
  const length = file.readUInt32BE(33);
  expect(inflateSync(file.subarray(41, 41 + length))).toHaveLength(2 * (1 + 9));
});
