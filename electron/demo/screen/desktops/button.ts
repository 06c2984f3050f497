// A button or a tab with its word in the middle.
import type { Framebuffer } from '../drawing/framebuffer.ts';
import { drawText, LETTER_HEIGHT, textWidth } from '../drawing/letters.ts';
import type { Rectangle } from '../drawing/rectangle.ts';

export interface ButtonColours {
  readonly paper: number;
  readonly edge: number;
  readonly ink: number;
}

export function drawButton(
  picture: Framebuffer,
  area: Rectangle,
  label: string,
  colours: ButtonColours,
): void {
  picture.fill(area, colours.paper);
  picture.outline(area, colours.edge);
  drawCentred(picture, area, label, colours.ink);
}

export function drawCentred(
  picture: Framebuffer,
  area: Rectangle,
  label: string,
  colour: number,
  bold = false,
): void {
  const x = area.x + Math.floor((area.width - textWidth(label)) / 2);
  const y = area.y + Math.floor((area.height - LETTER_HEIGHT) / 2);
  drawText(picture, x, y, label, { colour, bold });
}
