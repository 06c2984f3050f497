import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import {
  encodingsMessage,
  keyMessage,
  pointerMessage,
  RAW,
  RfbViewer,
  settled,
  TestMachine,
  wantMessage,
} from './rfb-viewer.ts';
import { ALL, frame, ownTime } from './watching.ts';

ownTime();

test('a desktop that nobody touches sends little: its clock and its chart', async () => {
  const machine = new TestMachine('linux-desktop');
  const viewer = new RfbViewer(machine);
  await viewer.open(ALL);
  viewer.want(false);
  await settled();
  expect(viewer.heard().length).toBeLessThan(40_000);
  await frame(viewer);
  let bytes = 0;
  for (let second = 0; second < 10; second += 1) {
    machine.nowMs += 1000;
    viewer.want();
    await frame(viewer);
    await settled();
    vi.advanceTimersByTime(100);
    await settled();
    bytes += viewer.heard().length;
    await viewer.see();
  }
  expect(viewer.updates).toBe(11);
  expect(bytes).toBeLessThan(10 * 4_000);
});

test('there is no update without news, and none faster than ten a second', async () => {
  const machine = new TestMachine('linux-text');
  const viewer = new RfbViewer(machine);
  await viewer.open(ALL);
  viewer.want(false);
  await viewer.see();
  viewer.want();
  for (let look = 0; look < 20; look += 1) await frame(viewer);
  expect(viewer.updates).toBe(1);
  viewer.type('a');
  await viewer.see();
  expect(viewer.updates).toBe(2);
  for (const letter of 'bcdefgh') {
    viewer.want();
    viewer.type(letter);
    await viewer.see();
  }
  expect(viewer.updates).toBe(2);
  await frame(viewer);
  expect(viewer.updates).toBe(3);
});

test('no timer runs while no update is wanted, and none is left when the viewer goes', async () => {
  const machine = new TestMachine('linux-text');
  const viewer = new RfbViewer(machine);
  await viewer.open(ALL);
  expect(vi.getTimerCount()).toBe(0);
  viewer.want(false);
  await viewer.see();
  expect(viewer.updates).toBe(1);
  expect(vi.getTimerCount()).toBe(0);
  vi.advanceTimersByTime(200);
  viewer.want();
  await settled();
  expect(vi.getTimerCount()).toBe(1);
  viewer.type('a');
  await viewer.see();
  expect(viewer.updates).toBe(2);
  expect(vi.getTimerCount()).toBe(0);
  viewer.want();
  await settled();
  expect(vi.getTimerCount()).toBe(1);
  viewer.near.destroy();
  await settled();
  expect(vi.getTimerCount()).toBe(0);
  expect(viewer.far.destroyed).toBe(true);
});

test.each(['end', 'destroy'] as const)(
  'a viewer that leaves by %s leaves nothing on the server',
  async (way) => {
    const viewer = new RfbViewer(new TestMachine('linux-desktop'));
    await viewer.open(ALL);
    viewer.want();
    await viewer.see();
    viewer.want();
    await settled();
    viewer.near[way]();
    await settled();
    expect(viewer.far.destroyed).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  },
);

test('when the screen is switched off nothing is said after the end, however long its viewer takes to leave', async () => {
  const machine = new TestMachine('linux-desktop');
  const viewer = new RfbViewer(machine);
  await viewer.open(ALL);
  viewer.want(false);
  await frame(viewer);
  viewer.want();
  await settled();
  const faults: Error[] = [];
  viewer.far.on('error', (error) => faults.push(error));
  viewer.near.removeAllListeners('end');
  viewer.far.end();
  machine.nowMs += 5_000;
  await frame(viewer);
  expect(faults).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
  viewer.near.end();
  await settled();
  expect(viewer.far.destroyed).toBe(true);
});

test('for a viewer that never reads nothing is made ready beyond what the streams hold, however often it asks', async () => {
  const machine = new TestMachine('linux-desktop');
  const viewer = new RfbViewer(machine, { listens: false });
  viewer.send('RFB 003.008\n', Uint8Array.of(1), Uint8Array.of(1), encodingsMessage([RAW]));
  for (let times = 0; times < 300; times += 1) {
    machine.nowMs += 100;
    viewer.send(
      wantMessage(false, [0, 0, 800, 600]),
      keyMessage(0x61, true),
      pointerMessage(times, times, 0),
    );
    await settled();
    vi.advanceTimersByTime(100);
  }
  // One lies with the viewer's end, one waits for it.
  const held = viewer.near.readableLength + viewer.far.writableLength;
  expect(held).toBeLessThan(2.1 * 800 * 600 * 4);
});

test('random bytes end the connection or are taken, and never more', async () => {
  const machine = new TestMachine('linux-text');
  await fc.assert(
    fc.asyncProperty(fc.boolean(), fc.uint8Array({ maxLength: 600 }), async (greeted, noise) => {
      const viewer = new RfbViewer(machine);
      if (greeted) viewer.send('RFB 003.008\n', Uint8Array.of(1), Uint8Array.of(1));
      viewer.send(noise);
      await settled();
      expect(viewer.far.readableLength).toBe(0);
      viewer.near.destroy();
      await settled();
      expect(vi.getTimerCount()).toBe(0);
    }),
    { numRuns: 300 },
  );
});
