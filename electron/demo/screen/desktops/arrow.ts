// The pointer above desktops: an arrow of our own, dark with a light edge so that it is seen on anything.
import { Framebuffer } from '../drawing/framebuffer.ts';
import type { CursorShape } from '../rfb/rectangles.ts';

const EDGE = 0xffffff;
const INSIDE = 0x10161d;
/** A colour that the arrow does not have. */
const CLEAR = 0xff00ff;
const DOTS = [
  'o...........',
  'oo..........',
  'oxo.........',
  'oxxo........',
  'oxxxo.......',
  'oxxxxo......',
  'oxxxxxo.....',
  'oxxxxxxo....',
  'oxxxxxxxo...',
  'oxxxxxxxxo..',
  'oxxxxxooooo.',
  'oxxoxxo.....',
  'oxo.oxxo....',
  'oo..oxxo....',
  'o....oxxo...',
  '.....oxxo...',
  '......oo....',
] as const;

export const ARROW: CursorShape = { picture: arrowPicture(), clear: CLEAR, hotX: 0, hotY: 0 };

export function drawArrow(picture: Framebuffer, x: number, y: number): void {
  const { width } = ARROW.picture;
  for (const [at, colour] of ARROW.picture.pixels.entries()) {
    if (colour !== CLEAR) picture.set(x + (at % width), y + Math.floor(at / width), colour);
  }
}

function arrowPicture(): Framebuffer {
  const picture = new Framebuffer(DOTS[0].length, DOTS.length);
  for (const [y, row] of DOTS.entries()) {
    for (const [x, dot] of [...row].entries()) {
      picture.set(x, y, dot === 'o' ? EDGE : dot === 'x' ? INSIDE : CLEAR);
    }
  }
  return picture;
}
