// The way inside this process: what a socket would do.
import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makePair } from '../../../electron/demo/pair.ts';

const MIB = 1024 * 1024;

/** Reads to the end, and leaves the other direction alone. */
async function all(end: Duplex): Promise<Buffer> {
  const pieces: Buffer[] = [];
  end.on('data', (piece: Buffer) => pieces.push(piece));
  await once(end, 'end');
  return Buffer.concat(pieces);
}

describe.each([0, 2])('with %i ms each way', (oneWayMs) => {
  test('what is written arrives whole and in order, in both directions', async () => {
    const pieces = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(pieces, pieces, async (there, back) => {
        const [near, far] = makePair(oneWayMs);
        const [gone, come] = [all(far), all(near)];
        for (const piece of there) near.write(piece);
        for (const piece of back) far.write(piece);
        near.end();
        far.end();
        expect(await gone).toEqual(Buffer.concat(there));
        expect(await come).toEqual(Buffer.concat(back));
      }),
      { numRuns: 30 },
    );
  });

  test('one end that is destroyed takes the other along', async () => {
    const [near, far] = makePair(oneWayMs);
    far.on('data', () => undefined);
    near.destroy();
    await once(far, 'close');
    expect(far.destroyed).toBe(true);
  });

  test('a writer waits for a reader that does not read, and goes on with it', async () => {
    const [near, far] = makePair(oneWayMs);
    const sent = 12 * MIB;
    let accepted = 0;
    const write = async () => {
      for (let at = 0; at < sent; at += MIB) {
        if (!near.write(Buffer.alloc(MIB, at / MIB))) await once(near, 'drain');
        accepted += MIB;
      }
      near.end();
    };
    const written = write();
    for (let turn = 0; turn < 60; turn += 1) await new Promise((resolve) => setTimeout(resolve, 1));
    expect(accepted).toBeLessThan(sent);
    const received = await all(far);
    await written;
    expect(received.length).toBe(sent);
    expect(received.at(-1)).toBe(11);
  });
});
