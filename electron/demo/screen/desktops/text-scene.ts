// A machine without a desktop: it starts, asks for a login, and answers.
import type { Framebuffer } from '../drawing/framebuffer.ts';
import { LETTER_HEIGHT } from '../drawing/letters.ts';
import type { Rectangle } from '../drawing/rectangle.ts';
import type { BootLine } from './boot-lines.ts';
import { isAttention, type KeyPress } from './keyboard.ts';
import type { PointerState, Scene, SceneFacts, Surface } from './scene.ts';
import { Shell } from './shell.ts';
import { Terminal, type TerminalLook } from './terminal.ts';

const COLUMNS = 80;
const ROWS = 25;
const CELL_WIDTH = 9;
const BLINK_MS = 500;

export interface TextStyle {
  readonly look: Omit<TerminalLook, 'cellWidth' | 'bold'>;
  readonly boot: (name: string, seed: number) => readonly BootLine[];
  readonly system: string;
  /** Above the question for a login. */
  readonly issue: (name: string) => string;
  readonly prompt: (user: string, name: string) => string;
}

export class TextScene implements Scene {
  readonly width = COLUMNS * CELL_WIDTH;
  readonly height = ROWS * LETTER_HEIGHT;
  readonly hasArrow = false;
  readonly #facts: SceneFacts;
  readonly #style: TextStyle;
  readonly #look: TerminalLook;
  readonly #boot: readonly BootLine[];
  #terminal = new Terminal(COLUMNS, ROWS);
  #shell: Shell;
  #printed = 0;
  #uptimeMs = 0;
  #pointer: PointerState = { x: -1, y: -1, left: false, middle: false };

  constructor(facts: SceneFacts, style: TextStyle) {
    this.#facts = facts;
    this.#style = style;
    this.#look = { ...style.look, cellWidth: CELL_WIDTH, bold: true };
    this.#boot = style.boot(facts.name, facts.seed);
    this.#shell = this.#newShell();
  }

  get pointer(): PointerState {
    return this.#pointer;
  }

  advance(uptimeMs: number): void {
    if (uptimeMs < this.#uptimeMs) this.#startAnew();
    this.#uptimeMs = uptimeMs;
    this.#shell.uptimeMs = uptimeMs;
    for (let line = this.#boot[this.#printed]; line !== undefined; line = this.#boot[this.#printed]) {
      if (line.atMs > uptimeMs) return;
      this.#terminal.write(line.mark, 'good');
      this.#terminal.write(`${line.text}\n`, line.tone);
      this.#printed += 1;
      if (this.#isUp) this.#askLogin();
    }
  }

  stamp(): string {
    const place = this.#pointerCell();
    return [this.#terminal.revision, this.#cursorShown, place?.x, place?.y].join(' ');
  }

  draw(picture: Framebuffer): void {
    picture.fill(picture.bounds, this.#look.paper);
    this.#terminal.draw(picture, 0, 0, this.#look, this.#cursorShown);
    const place = this.#pointerCell();
    if (place !== undefined) picture.alter(place, (colour) => colour ^ 0xffffff);
  }

  surfaces(): readonly Surface[] {
    const area = { x: 0, y: 0, width: this.width, height: this.height };
    return [{ id: 'console', area, scrolled: this.#terminal.scrolled * LETTER_HEIGHT }];
  }

  press(press: KeyPress): void {
    if (isAttention(press)) {
      this.#terminal.write('\nThe system goes down for a restart now.\n', 'bright');
      this.#facts.reboot();
    } else if (this.#isUp) this.#shell.key(press);
  }

  point(pointer: PointerState): void {
    if (pointer.middle && !this.#pointer.middle && this.#isUp) this.#shell.paste();
    this.#pointer = pointer;
  }

  get #isUp(): boolean {
    return this.#printed >= this.#boot.length;
  }

  get #cursorShown(): boolean {
    return Math.floor(this.#uptimeMs / BLINK_MS) % 2 === 0;
  }

  /** The letter that the pointer is on, once it has been moved. */
  #pointerCell(): Rectangle | undefined {
    const { x, y } = this.#pointer;
    if (x < 0) return undefined;
    const [column, row] = [Math.floor(x / CELL_WIDTH), Math.floor(y / LETTER_HEIGHT)];
    return { x: column * CELL_WIDTH, y: row * LETTER_HEIGHT, width: CELL_WIDTH, height: LETTER_HEIGHT };
  }

  #askLogin(): void {
    this.#terminal.write(`\n${this.#style.issue(this.#facts.name)}\n\n`);
    this.#shell.begin();
  }

  #startAnew(): void {
    this.#terminal = new Terminal(COLUMNS, ROWS);
    this.#shell = this.#newShell();
    this.#printed = 0;
  }

  #newShell(): Shell {
    const { name, seed, clipboard, reboot } = this.#facts;
    const { system, prompt } = this.#style;
    const login = `${name} login:`;
    const ask = (user: string) => prompt(user, name);
    return new Shell(this.#terminal, { name, seed, system, prompt: ask, login, user: '', clipboard, reboot });
  }
}
