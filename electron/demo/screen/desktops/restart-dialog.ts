// The question after Ctrl+Alt+Del, above everything else: two buttons, the first does it.
import type { Framebuffer } from '../drawing/framebuffer.ts';
import { contains, type Rectangle } from '../drawing/rectangle.ts';
import { drawButton, drawCentred } from './button.ts';
import type { DesktopStyle } from './desktop-style.ts';

const DIALOG = { width: 320, height: 132 } as const;
const CHOICE_WIDTH = 128;

export class RestartDialog {
  readonly #area: Rectangle;
  readonly #style: DesktopStyle;
  readonly #question: string;

  constructor(question: string, width: number, height: number, style: DesktopStyle) {
    const [x, y] = [Math.floor((width - DIALOG.width) / 2), Math.floor((height - DIALOG.height) / 2) - 20];
    this.#area = { x, y, ...DIALOG };
    this.#question = question;
    this.#style = style;
  }

  hit(x: number, y: number): 'restart' | 'cancel' | undefined {
    if (contains(this.#choice(0), x, y)) return 'restart';
    return contains(this.#choice(1), x, y) ? 'cancel' : undefined;
  }

  draw(picture: Framebuffer): void {
    const { window, accent, accentInk } = this.#style;
    // What lies behind is dimmed to half.
    picture.alter(picture.bounds, (colour) => (colour >>> 1) & 0x7f7f7f);
    picture.fill(this.#area, window.paper);
    picture.outline(this.#area, accent);
    const { x, y, width } = this.#area;
    drawCentred(picture, { x, y: y + 18, width, height: 24 }, this.#question, window.ink, true);
    drawCentred(picture, { x, y: y + 44, width, height: 20 }, 'What runs in it ends.', window.quietInk);
    drawButton(picture, this.#choice(0), 'Restart', { paper: accent, edge: accent, ink: accentInk });
    drawButton(picture, this.#choice(1), 'Keep running', {
      paper: window.paper,
      edge: window.quietInk,
      ink: window.ink,
    });
  }

  #choice(place: number): Rectangle {
    const { x, y, width, height } = this.#area;
    const left = x + Math.floor(width / 2) - CHOICE_WIDTH - 6 + place * (CHOICE_WIDTH + 12);
    return { x: left, y: y + height - 48, width: CHOICE_WIDTH, height: 30 };
  }
}
