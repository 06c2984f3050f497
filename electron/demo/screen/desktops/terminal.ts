// A grid of letters with a cursor, as a text console or a terminal's window shows it.

import type { Framebuffer } from '../drawing/framebuffer.ts';
import { drawText, LETTER_HEIGHT } from '../drawing/letters.ts';

/** Which of its colours a letter has. */
export type Tone = 'plain' | 'bright' | 'good' | 'bad' | 'quiet';

export interface TerminalLook {
  readonly paper: number;
  readonly tones: Readonly<Record<Tone, number>>;
  readonly cellWidth: number;
  readonly bold: boolean;
}

interface Cell {
  readonly letter: string;
  readonly tone: Tone;
}

const TAB = 8;

export class Terminal {
  readonly columns: number;
  readonly rows: number;
  #lines: Cell[][] = [[]];
  /** How many lines have left at the top so far. */
  #scrolled = 0;
  #revision = 0;

  constructor(columns: number, rows: number) {
    this.columns = columns;
    this.rows = rows;
  }

  get scrolled(): number {
    return this.#scrolled;
  }

  /** Another one whenever something was written. */
  get revision(): number {
    return this.#revision;
  }

  /** Line feeds begin a line, tabs go on to the next stop, other control characters are left out. */
  write(text: string, tone: Tone = 'plain'): void {
    this.#revision += 1;
    for (const letter of text) {
      if (letter === '\n') this.#feed();
      else if (letter === '\t') this.#put(TAB - (this.#last.length % TAB), { letter: ' ', tone });
      else if (letter >= ' ') this.#put(1, { letter, tone });
    }
  }

  /** Takes the last letter of the last line back. */
  erase(): void {
    this.#revision += 1;
    if (this.#last.length === 0 && this.#lines.length > 1) this.#lines.pop();
    this.#last.pop();
  }

  clear(): void {
    this.#revision += 1;
    this.#lines = [[]];
  }

  /** What can be read, line by line. */
  text(): string {
    return this.#lines.map((line) => line.map(({ letter }) => letter).join('')).join('\n');
  }

  draw(picture: Framebuffer, x: number, y: number, look: TerminalLook, cursorShown: boolean): void {
    const { cellWidth, bold, tones } = look;
    for (const [row, line] of this.#lines.entries()) {
      for (const { text, tone, column } of runsOf(line)) {
        const style = { colour: tones[tone], bold, advance: cellWidth };
        drawText(picture, x + column * cellWidth, y + row * LETTER_HEIGHT, text, style);
      }
    }
    if (!cursorShown) return;
    const column = Math.min(this.#last.length, this.columns - 1);
    const top = y + this.#lines.length * LETTER_HEIGHT - 3;
    picture.fill({ x: x + column * cellWidth, y: top, width: cellWidth, height: 2 }, tones.plain);
  }

  get #last(): Cell[] {
    const last = this.#lines.at(-1);
    if (last !== undefined) return last;
    const first: Cell[] = [];
    this.#lines.push(first);
    return first;
  }

  #put(times: number, cell: Cell): void {
    for (let left = times; left > 0; left -= 1) {
      if (this.#last.length >= this.columns) this.#feed();
      this.#last.push(cell);
    }
  }

  #feed(): void {
    this.#lines.push([]);
    if (this.#lines.length <= this.rows) return;
    this.#lines.shift();
    this.#scrolled += 1;
  }
}

interface Run {
  readonly text: string;
  readonly tone: Tone;
  readonly column: number;
}

/** Neighbours of one tone, to be drawn together. */
function runsOf(line: readonly Cell[]): readonly Run[] {
  const runs: Run[] = [];
  for (const [column, { letter, tone }] of line.entries()) {
    const last = runs.at(-1);
    if (last?.tone === tone) runs[runs.length - 1] = { ...last, text: last.text + letter };
    else runs.push({ text: letter, tone, column });
  }
  return runs;
}
