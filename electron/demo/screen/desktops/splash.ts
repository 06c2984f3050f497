// What a desktop's machine shows before the desktop: its name and a bar that fills.
import type { Framebuffer } from '../drawing/framebuffer.ts';
import { drawText, textWidth } from '../drawing/letters.ts';
import { drawCentred } from './button.ts';

const PAPER = 0x0d1117;
const INK = 0xe6ebf1;
const QUIET = 0x93a1b0;
const BAR = { width: 240, height: 6 } as const;
const NAME_STYLE = { colour: INK, scale: 2 } as const;

/** `part` is how far the bar is filled, from 0 to 1. */
export function drawSplash(
  picture: Framebuffer,
  name: string,
  words: string,
  { part, colour }: { readonly part: number; readonly colour: number },
): void {
  const middle = Math.floor(picture.height / 2);
  picture.fill(picture.bounds, PAPER);
  const nameX = Math.floor((picture.width - textWidth(name, NAME_STYLE)) / 2);
  drawText(picture, nameX, middle - 72, name, NAME_STYLE);
  const x = Math.floor((picture.width - BAR.width) / 2);
  picture.fill({ x, y: middle, ...BAR }, 0x2a3441);
  picture.fill({ x, y: middle, width: Math.round(BAR.width * part), height: BAR.height }, colour);
  drawCentred(picture, { x: 0, y: middle + 22, width: picture.width, height: 20 }, words, QUIET);
}
