// What a typed value looks for in a text: to be in it, to be all of it, or to fit it with `*` and `?`.
// No regular expression is made of what was typed: whatever it is, the time grows with its length and no faster.
import { fold } from './fold.ts';

export type TextTest = (text: string) => boolean;

/** Whether `piece`, in which `?` is any letter, stands in `text` at `at`. */
function standsAt(text: string, piece: string, at: number): boolean {
  if (at < 0 || at + piece.length > text.length) return false;
  for (let index = 0; index < piece.length; index += 1)
    if (piece[index] !== '?' && piece[index] !== text[at + index]) return false;
  return true;
}

function find(text: string, piece: string, from: number): number {
  if (!piece.includes('?')) return text.indexOf(piece, from);
  for (let at = from; at + piece.length <= text.length; at += 1) if (standsAt(text, piece, at)) return at;
  return -1;
}

/** Whether `*` and `?` make all of `text` of `pattern`: what is between stars is found from left to right. */
function fits(text: string, pieces: readonly string[]): boolean {
  const [first = '', ...others] = pieces;
  if (!standsAt(text, first, 0)) return false;
  if (others.length === 0) return text.length === first.length;
  const last = others.at(-1) ?? '';
  let at = first.length;
  for (const piece of others.slice(0, -1)) {
    const found = find(text, piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return text.length - last.length >= at && standsAt(text, last, text.length - last.length);
}

function hasWildcards(value: string): boolean {
  return value.includes('*') || value.includes('?');
}

/** The folded letters that a text must have in it, if nothing else is asked for by `value`. */
export function plainLetters(value: string, how: 'has' | 'is', quoted: boolean): string | undefined {
  const wanted = fold(value);
  return how === 'is' || (!quoted && hasWildcards(wanted)) ? undefined : wanted;
}

/** A test of folded texts. With wildcards the whole text has to fit; in quotes there are none. */
export function textTest(value: string, how: 'has' | 'is', quoted: boolean): TextTest {
  const wanted = fold(value);
  if (!quoted && hasWildcards(wanted)) {
    const pieces = wanted.split(/\*+/);
    return (text) => fits(text, pieces);
  }
  return how === 'is' ? (text) => text === wanted : (text) => text.includes(wanted);
}
