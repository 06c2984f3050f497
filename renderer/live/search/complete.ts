// What may be meant by what stands before the caret: names of fields, and values that machines have.
import { FIELDS, type Field, namesOf } from './fields.ts';
import { fold } from './fold.ts';
import { quote, type Range } from './query.ts';
import { scan, type Token } from './scanner.ts';
import type { Value, ValuesOf } from './values.ts';

export interface Suggestion {
  readonly kind: 'field' | 'value';
  readonly field: Field;
  /** As it is put into the search. */
  readonly insert: string;
  /** What it takes the place of. */
  readonly at: Range;
  /** How many machines have the value. */
  readonly count?: number;
}

const MOST = 12;
/** A plain word is looked for among the values of these, a few of each. */
const GUESSED: readonly Field[] = ['tag', 'group', 'host', 'state', 'net', 'pool', 'os'];
const MOST_GUESSES = 2;

function needsQuotes(text: string): boolean {
  return /[\s()（）"“”„＂*?\\]/.test(text) || /^[<>=!≤≥≠＜＞＝！]/.test(text);
}

function quoted(text: string): string {
  return needsQuotes(text) ? quote(text) : text;
}

/** A search for the machines that have this very value. */
export function exactly(field: Field, value: string): string {
  return `${field}=${quoted(value)}`;
}

/** `=` where another value has this one in it: then `:` would find both. */
function written(field: Field, text: string, all: readonly Value[]): string {
  const wanted = fold(text);
  const ambiguous = field !== 'is' && all.some((one) => one.text !== text && fold(one.text).includes(wanted));
  return `${field}${ambiguous ? '=' : ':'}${quoted(text)} `;
}

/** Those in which `typed` is found; what begins with it comes first. */
function fitting(values: readonly Value[], typed: string): readonly Value[] {
  const wanted = fold(typed);
  const found = values.filter(({ text }) => fold(text).includes(wanted));
  const begins = found.filter(({ text }) => fold(text).startsWith(wanted));
  return [...begins, ...found.filter((value) => !begins.includes(value))];
}

function valuesFor(
  field: Field,
  typed: string,
  at: Range,
  valuesOf: ValuesOf,
  most: number,
): readonly Suggestion[] {
  const all = valuesOf(field);
  return fitting(all, typed)
    .slice(0, most)
    .map(({ text, count }) => ({ kind: 'value', field, insert: written(field, text, all), at, count }));
}

function fieldsFor(typed: string, at: Range): readonly Suggestion[] {
  const wanted = fold(typed);
  return FIELDS.flatMap((field) => {
    const name = namesOf(field).find((one) => one.startsWith(wanted));
    return name === undefined ? [] : [{ kind: 'field' as const, field, insert: `${name}:`, at }];
  });
}

function forWord(typed: string, at: Range, valuesOf: ValuesOf): readonly Suggestion[] {
  const guesses =
    typed.length < 2 ? [] : GUESSED.flatMap((field) => valuesFor(field, typed, at, valuesOf, MOST_GUESSES));
  return [...fieldsFor(typed, at), ...guesses].slice(0, MOST);
}

function forToken(token: Token, caret: number, valuesOf: ValuesOf): readonly Suggestion[] {
  if (token.kind === 'word') return token.quoted ? [] : forWord(token.text, token.at, valuesOf);
  if (token.kind !== 'filter' || token.field === undefined || caret < token.valueAt[0]) return [];
  if (token.operator !== ':' && token.operator !== '=' && token.operator !== '!=') return [];
  const typed = token.value ?? '';
  const values = valuesFor(token.field, typed, token.at, valuesOf, MOST);
  // What stands there already is no suggestion.
  return values.filter(({ insert }) => insert !== `${token.name}${token.operator}${typed} `);
}

/** Every field where nothing is begun. */
export function suggest(text: string, caret: number, valuesOf: ValuesOf): readonly Suggestion[] {
  const token = scan(text).find(({ at: [from, to] }) => from < caret && caret <= to);
  return token === undefined ? fieldsFor('', [caret, caret]) : forToken(token, caret, valuesOf);
}
