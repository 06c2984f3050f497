// A terminal with a shell, as a window holds it.
import type { Framebuffer } from '../drawing/framebuffer.ts';
import { LETTER_HEIGHT } from '../drawing/letters.ts';
import type { Rectangle } from '../drawing/rectangle.ts';
import type { WindowContent } from './desk-window.ts';
import type { KeyPress } from './keyboard.ts';
import { Shell, type ShellFacts } from './shell.ts';
import { Terminal, type TerminalLook } from './terminal.ts';

const COLUMNS = 56;
const ROWS = 17;
const MARGIN = 6;

export class TerminalContent implements WindowContent {
  readonly width: number;
  readonly height = ROWS * LETTER_HEIGHT + 2 * MARGIN;
  readonly #look: TerminalLook;
  readonly #terminal = new Terminal(COLUMNS, ROWS);
  readonly #shell: Shell;

  constructor(facts: ShellFacts, look: TerminalLook) {
    this.width = COLUMNS * look.cellWidth + 2 * MARGIN;
    this.#look = look;
    this.#shell = new Shell(this.#terminal, facts);
    this.reset();
  }

  get scrolled(): number {
    return this.#terminal.scrolled * LETTER_HEIGHT;
  }

  advance(uptimeMs: number): void {
    this.#shell.uptimeMs = uptimeMs;
  }

  stamp(): string {
    return String(this.#terminal.revision);
  }

  draw(picture: Framebuffer, area: Rectangle): void {
    picture.fill(area, this.#look.paper);
    this.#terminal.draw(picture, area.x + MARGIN, area.y + MARGIN, this.#look, true);
  }

  press(press: KeyPress): void {
    this.#shell.key(press);
  }

  click(): void {
    // Its window has come to the front; a terminal has nothing to click on.
  }

  paste(): void {
    this.#shell.paste();
  }

  reset(): void {
    this.#terminal.clear();
    this.#terminal.write('Type "help" to see what this shell knows.\n\n', 'quiet');
    this.#shell.begin();
  }
}
