// Tests that watch a screen in a time of their own: frames go by when the test says so.
import { afterEach, beforeEach, expect, vi } from 'vitest';
import { Framebuffer } from '../../../../electron/demo/screen/drawing/framebuffer.ts';
import { screenOf } from '../../../../electron/demo/screen/shared-screen.ts';
import { type Decoder, pixelOf } from './decode.ts';
import {
  COPY_RECT,
  CURSOR,
  EXTENDED_KEYS,
  RAW,
  type RfbViewer,
  settled,
  type TestMachine,
  ZRLE,
} from './rfb-viewer.ts';

export const ALL = [ZRLE, COPY_RECT, RAW, CURSOR, EXTENDED_KEYS];

/** Called once in a file of tests. */
export function ownTime(): void {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });
}

/** A while goes by for the server, and what it sends meanwhile is looked at. */
export async function frame(...viewers: readonly RfbViewer[]): Promise<void> {
  await settled();
  vi.advanceTimersByTime(100);
  for (const viewer of viewers) await viewer.see();
}

/** Asks until there is nothing new, as viewers do. */
export async function catchUp(...viewers: readonly RfbViewer[]): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    for (const viewer of viewers) viewer.want();
    await frame(...viewers);
  }
}

/** The picture as the machine has it now. */
function shown(machine: TestMachine): Framebuffer {
  const screen = screenOf(machine);
  screen.advance();
  const picture = new Framebuffer(screen.scene.width, screen.scene.height);
  screen.scene.draw(picture);
  return picture;
}

/** Said without half a million numbers when it is not so. */
export const same = (one: Uint32Array, other: Uint32Array) => one.every((pixel, at) => pixel === other[at]);

export function expectSame(decoder: Decoder, machine: TestMachine): void {
  const picture = shown(machine);
  expect(
    picture.pixels.findIndex((colour, at) => decoder.pixels[at] !== pixelOf(decoder.format, colour)),
  ).toBe(-1);
}
