// The list that the menu's button opens, above the panel.
import type { Framebuffer } from '../drawing/framebuffer.ts';
import { drawText } from '../drawing/letters.ts';
import { contains, type Rectangle } from '../drawing/rectangle.ts';
import type { DesktopStyle } from './desktop-style.ts';
import { PANEL_HEIGHT } from './panel.ts';

const LEFT = 6;
const ITEM_HEIGHT = 28;
const ITEM_WIDTH = 200;

export class Menu {
  readonly items: readonly string[];
  readonly #area: Rectangle;
  readonly #style: DesktopStyle;

  constructor(items: readonly string[], screenHeight: number, style: DesktopStyle) {
    this.items = items;
    this.#style = style;
    const height = items.length * ITEM_HEIGHT + 2;
    this.#area = { x: LEFT, y: screenHeight - PANEL_HEIGHT - height - 4, width: ITEM_WIDTH, height };
  }

  /** The place of the item that is there. */
  hit(x: number, y: number): number | undefined {
    if (!contains(this.#area, x, y)) return undefined;
    return Math.min(Math.floor((y - this.#area.y - 1) / ITEM_HEIGHT), this.items.length - 1);
  }

  draw(picture: Framebuffer, pointed: number | undefined): void {
    const { window, accent, accentInk } = this.#style;
    picture.fill(this.#area, window.paper);
    for (const [place, item] of this.items.entries()) {
      const top = this.#area.y + 1 + place * ITEM_HEIGHT;
      const lit = place === pointed;
      if (lit) picture.fill({ ...this.#area, y: top, height: ITEM_HEIGHT }, accent);
      drawText(picture, this.#area.x + 12, top + 6, item, { colour: lit ? accentInk : window.ink });
    }
    picture.outline(this.#area, window.edge);
  }
}
