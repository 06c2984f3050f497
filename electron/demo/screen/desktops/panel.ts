// The bar along the bottom of a desktop: the menu's button, one button for each window, the clock.
import type { Framebuffer } from '../drawing/framebuffer.ts';
import { drawText, LETTER_HEIGHT, textWidth } from '../drawing/letters.ts';
import { contains, type Rectangle } from '../drawing/rectangle.ts';
import { drawButton } from './button.ts';
import type { DesktopStyle } from './desktop-style.ts';
import { wallTime } from './wall-time.ts';

export const PANEL_HEIGHT = 34;
const MENU_WIDTH = 74;
const TASK_WIDTH = 152;
const GAP = 6;

export interface Task {
  readonly title: string;
  readonly shown: boolean;
  readonly active: boolean;
}

export class Panel {
  readonly #area: Rectangle;
  readonly #style: DesktopStyle;

  constructor(width: number, height: number, style: DesktopStyle) {
    this.#area = { x: 0, y: height - PANEL_HEIGHT, width, height: PANEL_HEIGHT };
    this.#style = style;
  }

  /** `menu`, the place of a window, or undefined beside them. */
  hit(x: number, y: number, taskCount: number): 'menu' | number | undefined {
    if (contains(this.#menuButton, x, y)) return 'menu';
    const place = Array.from({ length: taskCount }, (_, at) => at).find((at) =>
      contains(this.#task(at), x, y),
    );
    return place;
  }

  contains(x: number, y: number): boolean {
    return contains(this.#area, x, y);
  }

  draw(picture: Framebuffer, tasks: readonly Task[], menuOpen: boolean, uptimeMs: number): void {
    const { panel, accent, accentInk } = this.#style;
    picture.fill(this.#area, panel.paper);
    picture.fill({ ...this.#area, height: 1 }, panel.edge);
    const menu = menuOpen ? panel.lit : accent;
    const ink = menuOpen ? panel.ink : accentInk;
    drawButton(picture, this.#menuButton, this.#style.menuLabel, { paper: menu, edge: menu, ink });
    for (const [place, task] of tasks.entries()) this.#drawTask(picture, this.#task(place), task);
    this.#drawClock(picture, uptimeMs);
  }

  #drawTask(picture: Framebuffer, area: Rectangle, { title, shown, active }: Task): void {
    const { panel, accent } = this.#style;
    const paper = active ? panel.lit : panel.paper;
    drawButton(picture, area, title, { paper, edge: panel.edge, ink: panel.ink });
    // A mark under what is open, long under what has the keys.
    const width = active ? area.width - 2 : 24;
    const x = area.x + Math.floor((area.width - width) / 2);
    if (shown) picture.fill({ x, y: area.y + area.height - 3, width, height: 2 }, accent);
  }

  #drawClock(picture: Framebuffer, uptimeMs: number): void {
    const { day, clock } = wallTime(uptimeMs);
    const text = `${day}  ${clock}`;
    const x = this.#area.width - textWidth(text) - 12;
    const y = this.#area.y + (PANEL_HEIGHT - LETTER_HEIGHT) / 2;
    drawText(picture, x, y, text, { colour: this.#style.panel.ink });
  }

  get #menuButton(): Rectangle {
    return { x: GAP, y: this.#area.y + 5, width: MENU_WIDTH, height: PANEL_HEIGHT - 10 };
  }

  #task(place: number): Rectangle {
    const x = 2 * GAP + MENU_WIDTH + place * (TASK_WIDTH + GAP);
    return { x, y: this.#area.y + 5, width: TASK_WIDTH, height: PANEL_HEIGHT - 10 };
  }
}
