// Text on a picture: letters of 8 by 16 pixels from the sheet.
import { FONT_SHEET } from './font-sheet.ts';
import type { Framebuffer } from './framebuffer.ts';

export const LETTER_WIDTH = 8;
export const LETTER_HEIGHT = 16;

const DOTS_ACROSS = 6;
/** The sheet leaves out the blank rows above and below every letter. */
const TOP = 2;
const LEFT = 1;
const FIRST = 0x20;

/** For each letter its rows of dots, the leftmost in the highest of 6 bits. */
const LETTERS: readonly (readonly number[])[] = FONT_SHEET.trim()
  .split('\n\n')
  .flatMap((block) => {
    const lines = block.split('\n').map((line) => line.split(' '));
    return (lines[0] ?? []).map((_, column) => lines.map((line) => dotsOf(line[column] ?? '')));
  });
const UNKNOWN = LETTERS.length - 1;

export interface TextStyle {
  readonly colour: number;
  /** Strokes of two dots. */
  readonly bold?: boolean;
  /** How many pixels a dot takes in each direction; 1 unless told. */
  readonly scale?: number;
  /** From one letter to the next; LETTER_WIDTH unless told. */
  readonly advance?: number;
}

/** Draws `text` with the corner of its first letter at `x`, `y`. */
export function drawText(picture: Framebuffer, x: number, y: number, text: string, style: TextStyle): void {
  const { scale = 1, advance = LETTER_WIDTH * scale } = style;
  let column = 0;
  for (const character of text) {
    drawLetter(picture, x + column * advance, y, character, style);
    column += 1;
  }
}

/** In pixels. */
export function textWidth(text: string, { scale = 1 }: { readonly scale?: number } = {}): number {
  return [...text].length * LETTER_WIDTH * scale;
}

/** At most `columns` letters of `text`; where something is left out, dots say so. Control characters become blanks. */
export function fitted(text: string, columns: number): string {
  const letters = [...text.slice(0, 4 * columns)].map((letter) => (letter < ' ' ? ' ' : letter));
  if (letters.length <= columns) return letters.join('');
  return columns < 4 ? letters.slice(0, columns).join('') : `${letters.slice(0, columns - 2).join('')}..`;
}

function drawLetter(picture: Framebuffer, x: number, y: number, character: string, style: TextStyle): void {
  const { colour, bold = false, scale = 1 } = style;
  if (character === ' ') return;
  for (const [row, dots] of lettersRows(character).entries()) {
    const inked = bold ? emboldened(dots) : dots << 1;
    for (let bit = 0; bit <= DOTS_ACROSS; bit += 1) {
      if ((inked & (1 << (DOTS_ACROSS - bit))) === 0) continue;
      const [left, top] = [x + (LEFT + bit) * scale, y + (TOP + row) * scale];
      if (scale === 1) picture.set(left, top, colour);
      else picture.fill({ x: left, y: top, width: scale, height: scale }, colour);
    }
  }
}

/** Every stroke one dot wider to the right, but where that would close the gap before the next one. */
function emboldened(dots: number): number {
  return (dots << 1) | (dots & ~(dots << 2));
}

function lettersRows(character: string): readonly number[] {
  const known = LETTERS[(character.codePointAt(0) ?? 0) - FIRST];
  return known ?? LETTERS[UNKNOWN] ?? [];
}

function dotsOf(row: string): number {
  return Number.parseInt(row.replaceAll('#', '1').replaceAll('.', '0'), 2);
}
