// Cuts what was typed into words, filters, signs and parentheses. Every character is looked at a bounded number of times.
import { type Field, fieldNamed } from './fields.ts';
import type { Comparison, Range } from './query.ts';

export type Operator = ':' | Comparison;

export type Token =
  | { readonly kind: 'open' | 'close' | 'or' | 'and' | 'not'; readonly at: Range }
  | {
      readonly kind: 'word';
      readonly text: string;
      readonly quoted: boolean;
      readonly closed: boolean;
      readonly at: Range;
    }
  | {
      readonly kind: 'filter';
      /** As it was typed. */
      readonly name: string;
      /** Undefined: there is no such field. */
      readonly field: Field | undefined;
      readonly operator: Operator;
      /** Undefined: nothing that could be one follows. */
      readonly value: string | undefined;
      readonly quoted: boolean;
      readonly closed: boolean;
      readonly at: Range;
      readonly valueAt: Range;
    };

const SIGNS: Readonly<Record<string, 'open' | 'close' | 'not'>> = {
  '(': 'open',
  '（': 'open',
  ')': 'close',
  '）': 'close',
  '-': 'not',
  '－': 'not',
};

const KEYWORDS: Readonly<Record<string, 'or' | 'and' | 'not'>> = {
  OR: 'or',
  '|': 'or',
  '||': 'or',
  或: 'or',
  AND: 'and',
  '&': 'and',
  '&&': 'and',
  且: 'and',
  NOT: 'not',
  非: 'not',
};

/** What the Chinese keyboard types for the signs of the language. */
const FULL_WIDTH: Readonly<Record<string, string>> = {
  '：': ':',
  '＝': '=',
  '＜': '<',
  '＞': '>',
  '！': '!',
};
const SINGLE: Readonly<Record<string, Comparison>> = { '≤': '<=', '≥': '>=', '≠': '!=', '=': '=' };

function isSpace(text: string, at: number): boolean {
  return /\s/.test(text.charAt(at));
}

function isQuote(text: string, at: number): boolean {
  return at < text.length && '"“”„＂'.includes(text.charAt(at));
}

function isParenthesis(text: string, at: number): boolean {
  return at < text.length && '()（）'.includes(text.charAt(at));
}

function signAt(text: string, at: number): string {
  const letter = text.charAt(at);
  return FULL_WIDTH[letter] ?? letter;
}

interface OperatorAt {
  readonly operator: Operator;
  readonly length: number;
}

function comparisonAt(text: string, at: number): OperatorAt | undefined {
  const sign = signAt(text, at);
  const equal = signAt(text, at + 1) === '=';
  if (sign === '<' || sign === '>')
    return equal ? { operator: `${sign}=`, length: 2 } : { operator: sign, length: 1 };
  if (sign === '!') return equal ? { operator: '!=', length: 2 } : undefined;
  if (sign === '=' && equal) return { operator: '=', length: 2 };
  const single = SINGLE[sign];
  return single === undefined ? undefined : { operator: single, length: 1 };
}

/** `mem:>4G` is `mem>4G`. */
function operatorAt(text: string, at: number): OperatorAt | undefined {
  if (signAt(text, at) !== ':') return comparisonAt(text, at);
  const after = comparisonAt(text, at + 1);
  return after === undefined ? { operator: ':', length: 1 } : { ...after, length: after.length + 1 };
}

function afterSpaces(text: string, from: number): number {
  let at = from;
  while (at < text.length && isSpace(text, at)) at += 1;
  return at;
}

/** Up to a space or a parenthesis. */
function endOfRun(text: string, from: number): number {
  let at = from;
  while (at < text.length && !isSpace(text, at) && !isParenthesis(text, at)) at += 1;
  return at;
}

/** Something that was meant as the name of a field: letters, and no part of a MAC or an IPv6 address. */
function looksLikeName(text: string): boolean {
  return /^\p{L}{2,32}$/u.test(text) && !/^[0-9a-f]+$/i.test(text);
}

interface NameAt extends OperatorAt {
  readonly name: string;
  readonly field: Field | undefined;
  /** After the operator. */
  readonly end: number;
}

/** The field and its sign when the run at `from` begins with them. */
function nameAt(text: string, from: number, end: number): NameAt | undefined {
  let at = from;
  let found: OperatorAt | undefined;
  while (at < end && found === undefined) {
    found = operatorAt(text, at);
    if (found === undefined) at += 1;
  }
  if (at === from) return undefined;
  const name = text.slice(from, at);
  const field = fieldNamed(name);
  if (found === undefined) {
    // `mem > 4G`: only what can be a field may have its sign apart.
    const sign = field === undefined ? undefined : afterSpaces(text, at);
    found = sign === undefined || sign === at ? undefined : operatorAt(text, sign);
    if (found === undefined || sign === undefined) return undefined;
    return { ...found, name, field, end: sign + found.length };
  }
  if (field === undefined && (found.operator === '=' || !looksLikeName(name))) return undefined;
  return { ...found, name, field, end: at + found.length };
}

interface Phrase {
  readonly text: string;
  readonly closed: boolean;
  readonly end: number;
}

/** What stands in quotes, from its first one; a backslash keeps a quote or a backslash from being a sign. */
function phraseAt(text: string, from: number): Phrase {
  let at = from + 1;
  let read = '';
  while (at < text.length && !isQuote(text, at)) {
    if (text.charAt(at) === '\\' && (isQuote(text, at + 1) || text.charAt(at + 1) === '\\')) at += 1;
    read += text.charAt(at);
    at += 1;
  }
  return { text: read, closed: at < text.length, end: Math.min(text.length, at + 1) };
}

/** Whether the run at `at` is a plain word: then it can be the value of a filter that has a space after its sign. */
function isPlainWord(text: string, at: number): boolean {
  const end = endOfRun(text, at);
  const run = text.slice(at, end);
  if (run === '' || SIGNS[run.charAt(0)] !== undefined || KEYWORDS[run] !== undefined) return false;
  return operatorAt(text, at) === undefined && nameAt(text, at, end) === undefined;
}

function filterAt(text: string, from: number, head: NameAt): Token {
  const { name, field, operator, end } = head;
  const start = afterSpaces(text, end);
  const filter = { kind: 'filter', name, field, operator } as const;
  if (isQuote(text, start)) {
    const phrase = phraseAt(text, start);
    const value = phrase.text === '' && phrase.closed ? undefined : phrase.text;
    return {
      ...filter,
      value,
      quoted: true,
      closed: phrase.closed,
      at: [from, phrase.end],
      valueAt: [start, phrase.end],
    };
  }
  const to = start === end || isPlainWord(text, start) ? endOfRun(text, start) : start;
  if (to === start)
    return { ...filter, value: undefined, quoted: false, closed: true, at: [from, end], valueAt: [end, end] };
  return {
    ...filter,
    value: text.slice(start, to),
    quoted: false,
    closed: true,
    at: [from, to],
    valueAt: [start, to],
  };
}

function tokenAt(text: string, from: number): Token {
  if (isQuote(text, from)) {
    const phrase = phraseAt(text, from);
    return { kind: 'word', text: phrase.text, quoted: true, closed: phrase.closed, at: [from, phrase.end] };
  }
  const sign = SIGNS[text.charAt(from)];
  if (sign !== undefined) return { kind: sign, at: [from, from + 1] };
  const end = endOfRun(text, from);
  const run = text.slice(from, end);
  const keyword = KEYWORDS[run];
  if (keyword !== undefined) return { kind: keyword, at: [from, end] };
  const head = nameAt(text, from, end);
  if (head !== undefined) return filterAt(text, from, head);
  return { kind: 'word', text: run, quoted: false, closed: true, at: [from, end] };
}

/** All tokens of `text` in order. */
export function scan(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = afterSpaces(text, 0);
  while (at < text.length) {
    const token = tokenAt(text, at);
    tokens.push(token);
    at = afterSpaces(text, token.at[1]);
  }
  return tokens;
}
