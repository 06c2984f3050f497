import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { TRUE_COLOUR } from './decode.ts';
import {
  COPY_RECT,
  CURSOR,
  EXTENDED_KEYS,
  encodingsMessage,
  KEYS,
  keyMessage,
  pointerMessage,
  RAW,
  RfbViewer,
  settled,
  TestMachine,
  wantMessage,
  ZRLE,
} from './rfb-viewer.ts';
import { ALL, catchUp, expectSame, frame, ownTime, same } from './watching.ts';

ownTime();

test.each(['linux-desktop', 'windows-desktop', 'linux-text', 'bsd-text'] as const)(
  'a viewer of a %s has its picture, and keeps it while keys and pointer change it',
  async (look) => {
    const machine = new TestMachine(look);
    const viewer = new RfbViewer(machine);
    const decoder = await viewer.open(ALL);
    viewer.want(false);
    await frame(viewer);
    expect([decoder.width, decoder.height]).toEqual(look.endsWith('text') ? [720, 400] : [800, 600]);
    expectSame(decoder, machine);
    const steps = [
      () => viewer.type('ada\nsecret\nhelp\n'),
      () => viewer.type('free\nuname\nhelp\nhelp\nfree\nfree\nhelp\n'),
      () => viewer.point(300, 205, 1),
      () => viewer.point(340, 180, 1),
      () => viewer.point(120, 90, 1),
      () => {
        viewer.point(150, 130, 1);
        viewer.point(150, 130, 0);
      },
      () => viewer.click(30, 580),
      () => viewer.press(KEYS.ctrl, KEYS.alt, KEYS.delete),
    ];
    for (const step of steps) {
      const before = decoder.pixels.slice();
      viewer.want();
      step();
      machine.nowMs += 700;
      await catchUp(viewer);
      expectSame(decoder, machine);
      expect(same(decoder.pixels, before)).toBe(false);
    }
    expect(decoder.seen).toContain(COPY_RECT);
    expect(decoder.seen.filter((encoding) => encoding === EXTENDED_KEYS)).toHaveLength(1);
  },
);

test.each([
  [
    '16 bits',
    { ...TRUE_COLOUR, bytes: 2, depth: 16, max: [31, 63, 31], shift: [11, 5, 0], compact: [0, 1] },
    [ZRLE],
  ],
  ['8 bits', { ...TRUE_COLOUR, bytes: 1, depth: 8, max: [7, 7, 3], shift: [5, 2, 0], compact: [0] }, [RAW]],
  ['big endian pixels', { ...TRUE_COLOUR, bigEndian: true, compact: [1, 2, 3] }, [ZRLE, CURSOR]],
] as const)('a viewer that wants %s gets them', async (_, format, encodings) => {
  const machine = new TestMachine('linux-text');
  const viewer = new RfbViewer(machine);
  const decoder = await viewer.open(encodings, format);
  viewer.want(false);
  await frame(viewer);
  expectSame(decoder, machine);
});

test('one who asks for a part gets no more than that', async () => {
  const machine = new TestMachine('linux-desktop');
  const viewer = new RfbViewer(machine);
  const decoder = await viewer.open([RAW]);
  decoder.pixels.fill(0xff000000);
  viewer.want(false, [790, 590, 100, 100]);
  await frame(viewer);
  expect(decoder.pixels.filter((pixel) => pixel !== 0xff000000)).toHaveLength(10 * 10);
  viewer.want(true, [0, 0, 16, 16]);
  await frame(viewer);
  expect(decoder.pixels.filter((pixel) => pixel !== 0xff000000)).toHaveLength(10 * 10 + 16 * 16);
});

test('a request beyond the screen is not answered, and harms nothing', async () => {
  const machine = new TestMachine('linux-text');
  const viewer = new RfbViewer(machine);
  const decoder = await viewer.open([ZRLE]);
  viewer.want(false, [5000, 5000, 60000, 60000]);
  viewer.want(false, [0, 0, 0, 0]);
  await frame(viewer);
  expect(viewer.updates).toBe(0);
  viewer.want(false);
  await frame(viewer);
  expectSame(decoder, machine);
});

test('a viewer that draws the pointer itself is given its shape once; for others it is drawn', async () => {
  const machine = new TestMachine('linux-desktop');
  const [able, plain] = [new RfbViewer(machine), new RfbViewer(machine)];
  const [clean, drawn] = [await able.open([ZRLE, CURSOR]), await plain.open([ZRLE])];
  for (const viewer of [able, plain]) viewer.want(false);
  await frame(able, plain);
  expect(clean.cursor).toMatchObject({ width: 12, height: 17 });
  expect(clean.cursor?.opaque).toBeGreaterThan(80);
  expect(drawn.cursor).toBeUndefined();
  able.point(700, 420);
  await catchUp(able, plain);
  expectSame(clean, machine);
  const arrow = drawn.pixels.filter((pixel, at) => pixel !== clean.pixels[at]);
  expect(arrow).toHaveLength(clean.cursor!.opaque);
  expect(drawn.pixels[420 * 800 + 700]).toBe(0xffffff);
});

test('all viewers of a machine see what one of them types, and one who comes back finds it', async () => {
  const machine = new TestMachine('linux-text');
  const [first, second] = [new RfbViewer(machine), new RfbViewer(machine)];
  const [one, two] = [await first.open(ALL), await second.open(ALL)];
  first.want(false);
  second.want(false);
  await frame(first, second);
  const before = two.pixels.slice();
  first.type('ada');
  await catchUp(first, second);
  expect(same(two.pixels, before)).toBe(false);
  expect(same(two.pixels, one.pixels)).toBe(true);
  first.near.destroy();
  second.near.destroy();
  const third = new RfbViewer(machine);
  const again = await third.open(ALL);
  third.want(false);
  await frame(third);
  expect(same(again.pixels, one.pixels)).toBe(true);
});

test('a wish for the whole picture is not lost in one for news', async () => {
  const machine = new TestMachine('linux-text');
  const viewer = new RfbViewer(machine);
  const decoder = await viewer.open(ALL);
  viewer.want(false);
  await viewer.see();
  // Too soon after that one: both wishes wait.
  decoder.pixels.fill(0);
  viewer.want(false);
  viewer.want(true);
  await frame(viewer);
  await frame(viewer);
  expectSame(decoder, machine);
});

test('a viewer that learns something while nothing moves is told what belongs to it', async () => {
  const viewer = new RfbViewer(new TestMachine('linux-text'));
  const decoder = await viewer.open([ZRLE]);
  viewer.want(false);
  await frame(viewer);
  await catchUp(viewer);
  viewer.send(encodingsMessage([ZRLE, EXTENDED_KEYS]));
  await catchUp(viewer);
  expect(decoder.seen).toEqual([ZRLE, EXTENDED_KEYS]);
});

test('text that scrolls is copied by the viewer, below a pointer that stays where it is', async () => {
  const machine = new TestMachine('linux-desktop');
  const [copying, plain] = [new RfbViewer(machine), new RfbViewer(machine)];
  const [copied, sent] = [await copying.open([ZRLE, COPY_RECT]), await plain.open([ZRLE])];
  const bytes = [0, 0];
  const look = async () => {
    for (let round = 0; round < 3; round += 1) {
      copying.want();
      plain.want();
      await settled();
      vi.advanceTimersByTime(100);
      await settled();
      for (const [at, viewer] of [copying, plain].entries()) {
        bytes[at]! += viewer.heard().length;
        await viewer.see();
      }
    }
  };
  copying.point(420, 400);
  copying.type('help\nhelp\nhelp\nfree\n');
  await look();
  bytes.fill(0);
  for (let line = 0; line < 10; line += 1) {
    copying.type(line % 3 === 0 ? 'uname\n' : '\n');
    await look();
    expect(same(copied.pixels, sent.pixels)).toBe(true);
  }
  expect(copied.seen).toContain(COPY_RECT);
  expect(sent.seen).not.toContain(COPY_RECT);
  expect(bytes[0]).toBeLessThan(bytes[1]!);
});

test('one that is paused keeps its picture and hears nothing, until it goes on', async () => {
  const machine = new TestMachine('linux-desktop');
  const viewer = new RfbViewer(machine);
  const decoder = await viewer.open(ALL);
  viewer.want(false);
  await frame(viewer);
  machine.isPaused = true;
  const before = decoder.pixels.slice();
  viewer.want();
  viewer.type('hello');
  machine.nowMs += 60_000;
  for (let look = 0; look < 5; look += 1) await frame(viewer);
  expect(viewer.updates).toBe(1);
  machine.isPaused = false;
  for (let look = 0; look < 2; look += 1) await frame(viewer);
  expect(viewer.updates).toBe(2);
  expect(same(decoder.pixels, before)).toBe(false);
});

const uint16 = fc.integer({ min: 0, max: 0xffff });
const keysyms = fc.oneof(
  fc.integer({ min: 0x20, max: 0x7e }),
  fc.constantFrom(...Object.values(KEYS), 0xff08, 0xff1b),
  fc.integer({ min: 0, max: 0xffffffff }),
);
/** Messages that are well formed, whatever they ask for. */
const wishes = fc.oneof(
  fc.tuple(keysyms, fc.boolean()).map(([keysym, down]) => keyMessage(keysym, down)),
  fc
    .tuple(
      fc.integer({ min: 0, max: 900 }),
      fc.integer({ min: 0, max: 700 }),
      fc.constantFrom(0, 0, 1, 1, 2, 255),
    )
    .map(([x, y, buttons]) => pointerMessage(x, y, buttons)),
  fc
    .tuple(fc.boolean(), fc.array(uint16, { minLength: 4, maxLength: 4 }))
    .map(([incremental, area]) => wantMessage(incremental, area)),
);

test('after any input the picture that was sent is the picture of the machine', async () => {
  const looks = fc.constantFrom('linux-desktop', 'windows-desktop', 'linux-text', 'bsd-text' as const);
  await fc.assert(
    fc.asyncProperty(
      looks,
      fc.array(fc.tuple(wishes, fc.integer({ min: 0, max: 900 })), { maxLength: 40 }),
      async (look, script) => {
        const machine = new TestMachine(look);
        const viewer = new RfbViewer(machine);
        const decoder = await viewer.open(ALL);
        viewer.want(false);
        for (const [message, passed] of script) {
          viewer.send(message);
          machine.nowMs += passed;
          if (passed % 3 === 0) {
            viewer.want();
            await frame(viewer);
          }
        }
        await catchUp(viewer);
        expectSame(decoder, machine);
        viewer.near.destroy();
        await settled();
        expect(vi.getTimerCount()).toBe(0);
      },
    ),
    { numRuns: 25 },
  );
}, 60_000);
