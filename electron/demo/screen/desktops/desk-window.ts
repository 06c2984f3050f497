// A window on a desktop: frame, title bar, its two buttons, and what it holds.
import type { Framebuffer } from '../drawing/framebuffer.ts';
import { drawText, fitted, LETTER_HEIGHT, LETTER_WIDTH } from '../drawing/letters.ts';
import { contains, inset, type Rectangle } from '../drawing/rectangle.ts';
import type { DesktopStyle } from './desktop-style.ts';
import type { KeyPress } from './keyboard.ts';

/** What a window holds; it keeps its size. */
export interface WindowContent {
  readonly width: number;
  readonly height: number;
  /** How far what it shows has moved up so far, in pixels. */
  readonly scrolled: number;
  stamp(): string;
  draw(picture: Framebuffer, area: Rectangle): void;
  press(press: KeyPress): void;
  /** In its own coordinates. */
  click(x: number, y: number): void;
  /** The middle button, anywhere within. */
  paste(): void;
  /** Its window was closed. */
  reset(): void;
}

export type WindowPart = 'title' | 'hide' | 'close' | 'content' | 'edge';

const EDGE = 1;
const TITLE_HEIGHT = 26;
const BUTTON = 18;

export class DeskWindow {
  readonly title: string;
  readonly content: WindowContent;
  shown = true;
  #x: number;
  #y: number;

  constructor(title: string, content: WindowContent, x: number, y: number) {
    this.title = title;
    this.content = content;
    this.#x = x;
    this.#y = y;
  }

  get area(): Rectangle {
    const { width, height } = this.content;
    return { x: this.#x, y: this.#y, width: width + 2 * EDGE, height: height + TITLE_HEIGHT + 2 * EDGE };
  }

  get contentArea(): Rectangle {
    const { width, height } = this.content;
    return { x: this.#x + EDGE, y: this.#y + EDGE + TITLE_HEIGHT, width, height };
  }

  /** Moves it as near to `x`, `y` as `room` lets it. */
  moveTo(x: number, y: number, room: Rectangle): void {
    const { width, height } = this.area;
    this.#x = Math.min(Math.max(x, room.x), room.x + room.width - width);
    this.#y = Math.min(Math.max(y, room.y), room.y + room.height - height);
  }

  /** What of it is there; undefined beside it. */
  partAt(x: number, y: number): WindowPart | undefined {
    if (!contains(this.area, x, y)) return undefined;
    if (contains(this.#button(0), x, y)) return 'close';
    if (contains(this.#button(1), x, y)) return 'hide';
    if (contains(this.#titleBar, x, y)) return 'title';
    return contains(this.contentArea, x, y) ? 'content' : 'edge';
  }

  draw(picture: Framebuffer, style: DesktopStyle, active: boolean): void {
    const { window } = style;
    const { x, y, width } = this.#titleBar;
    const ink = active ? window.titleInk : window.titleInkAway;
    picture.outline(this.area, window.edge);
    picture.fill(this.#titleBar, active ? window.title : window.titleAway);
    picture.fill({ x, y: y + TITLE_HEIGHT - 1, width, height: 1 }, active ? style.accent : window.edge);
    const columns = Math.floor((width - 2 * BUTTON - 32) / LETTER_WIDTH);
    const top = y + (TITLE_HEIGHT - LETTER_HEIGHT) / 2;
    drawText(picture, x + 8, top, fitted(this.title, columns), { colour: ink, bold: active });
    drawCross(picture, inset(this.#button(0), 5), ink);
    drawLine(picture, inset(this.#button(1), 5), ink);
    this.content.draw(picture, this.contentArea);
  }

  get #titleBar(): Rectangle {
    return { x: this.#x + EDGE, y: this.#y + EDGE, width: this.content.width, height: TITLE_HEIGHT };
  }

  /** Counted from the right. */
  #button(place: number): Rectangle {
    const { x, y, width } = this.#titleBar;
    return { x: x + width - (place + 1) * (BUTTON + 4), y: y + 4, width: BUTTON, height: BUTTON };
  }
}

function drawCross(picture: Framebuffer, { x, y, width, height }: Rectangle, colour: number): void {
  for (let step = 0; step < height; step += 1) {
    for (const thick of [0, 1]) {
      picture.set(Math.min(x + step + thick, x + width - 1), y + step, colour);
      picture.set(Math.max(x + width - 1 - step - thick, x), y + step, colour);
    }
  }
}

function drawLine(picture: Framebuffer, { x, y, width, height }: Rectangle, colour: number): void {
  picture.fill({ x, y: y + height - 2, width, height: 2 }, colour);
}
