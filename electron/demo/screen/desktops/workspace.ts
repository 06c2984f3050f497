// The windows of a desktop: which lies above which, which one has the keys, and what a pointer does to them.
import type { Framebuffer } from '../drawing/framebuffer.ts';
import type { Rectangle } from '../drawing/rectangle.ts';
import type { DeskWindow } from './desk-window.ts';
import type { DesktopStyle } from './desktop-style.ts';
import type { KeyPress } from './keyboard.ts';
import type { Task } from './panel.ts';
import type { Surface } from './scene.ts';

interface Drag {
  readonly window: DeskWindow;
  /** Where in the window it is held. */
  readonly x: number;
  readonly y: number;
}

export class Workspace {
  readonly #windows: readonly DeskWindow[];
  readonly #room: Rectangle;
  /** From the back to the front. */
  #stack: readonly DeskWindow[];
  #drag: Drag | undefined;

  /** The last one lies in front; windows are moved only within `room`. */
  constructor(windows: readonly DeskWindow[], room: Rectangle) {
    this.#windows = windows;
    this.#stack = windows;
    this.#room = room;
  }

  get dragging(): boolean {
    return this.#drag !== undefined;
  }

  /** The window that gets the keys. */
  get active(): DeskWindow | undefined {
    return this.#stack.findLast(({ shown }) => shown);
  }

  tasks(): readonly Task[] {
    const { active } = this;
    return this.#windows.map((window) => {
      return { title: window.title, shown: window.shown, active: window === active };
    });
  }

  surfaces(): readonly Surface[] {
    return this.#windows
      .filter(({ shown }) => shown)
      .flatMap(({ title, area, contentArea, content }) => [
        { id: title, area, scrolled: 0 },
        { id: `in ${title}`, area: contentArea, scrolled: content.scrolled },
      ]);
  }

  draw(picture: Framebuffer, style: DesktopStyle): void {
    const { active } = this;
    for (const window of this.#stack) {
      if (window.shown) window.draw(picture, style, window === active);
    }
  }

  press(press: KeyPress): void {
    this.active?.content.press(press);
  }

  /** The left button went down at a place. */
  click(x: number, y: number): void {
    const window = this.#windowAt(x, y);
    if (window === undefined) return;
    this.#raise(window);
    const part = window.partAt(x, y);
    if (part === 'title') this.#drag = { window, x: x - window.area.x, y: y - window.area.y };
    else if (part === 'hide') window.shown = false;
    else if (part === 'close') close(window);
    else if (part === 'content') window.content.click(x - window.contentArea.x, y - window.contentArea.y);
  }

  moveDragged(x: number, y: number): void {
    if (this.#drag === undefined) return;
    this.#drag.window.moveTo(x - this.#drag.x, y - this.#drag.y, this.#room);
  }

  drop(): void {
    this.#drag = undefined;
  }

  /** The middle button went down at a place. */
  paste(x: number, y: number): void {
    const window = this.#windowAt(x, y);
    if (window?.partAt(x, y) === 'content') window.content.paste();
  }

  /** Brings a window to the front, or hides it when it is there. */
  toggle(place: number): void {
    const window = this.#windows[place];
    if (window === undefined) return;
    if (window === this.active) window.shown = false;
    else this.show(place);
  }

  show(place: number): void {
    const window = this.#windows[place];
    if (window === undefined) return;
    window.shown = true;
    this.#raise(window);
  }

  #windowAt(x: number, y: number): DeskWindow | undefined {
    return this.#stack.findLast((window) => window.shown && window.partAt(x, y) !== undefined);
  }

  #raise(window: DeskWindow): void {
    this.#stack = [...this.#stack.filter((other) => other !== window), window];
  }
}

/** Unlike one that is hidden, it begins anew when it is opened again. */
function close(window: DeskWindow): void {
  window.shown = false;
  window.content.reset();
}
