// A search as a tree, and how a tree is written down.
import { type Field, fieldNamed, type NumberField, type TextField } from './fields.ts';
import type { Mark } from './marks.ts';

/** From the first character to the one after the last. */
export type Range = readonly [from: number, to: number];

export type Comparison = '<' | '<=' | '>' | '>=' | '=' | '!=';

export type Term =
  /** Must stand somewhere in what is known of the machine. */
  | { readonly kind: 'word'; readonly text: string; readonly quoted: boolean; readonly at: Range }
  | {
      readonly kind: 'text';
      readonly field: TextField;
      readonly how: 'has' | 'is';
      readonly text: string;
      readonly quoted: boolean;
      readonly at: Range;
    }
  | {
      readonly kind: 'number';
      readonly field: NumberField;
      readonly comparison: Comparison;
      /** In the model's unit. */
      readonly value: number;
      /** As it was typed. */
      readonly text: string;
      readonly at: Range;
    }
  /** One of these; several while the word is not typed to its end. */
  | { readonly kind: 'mark'; readonly marks: readonly Mark[]; readonly text: string; readonly at: Range };

export type Query =
  | Term
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Query[] }
  | { readonly kind: 'not'; readonly part: Query };

/** What was not understood; the rest of the search holds all the same. */
export interface Problem {
  readonly code:
    | 'unclosed'
    | 'unopened'
    | 'emptyParens'
    | 'unclosedQuote'
    | 'missingValue'
    | 'unknownField'
    | 'badNumber'
    | 'badAddress'
    | 'notComparable'
    | 'unknownState'
    | 'unknownMark'
    | 'orAlone'
    | 'notAlone'
    | 'tooLong'
    | 'tooMany'
    | 'tooDeep';
  readonly at: Range;
  readonly field?: Field;
  /** The words in question, as they were typed. */
  readonly text?: string;
  /** What was probably meant. */
  readonly near?: string;
}

/** All of `parts` or any of them; undefined without any. */
export function joined(kind: 'and' | 'or', parts: readonly (Query | undefined)[]): Query | undefined {
  const flat = parts.flatMap((part) => {
    if (part === undefined) return [];
    return part.kind === kind && 'parts' in part ? part.parts : [part];
  });
  return flat.length > 1 ? { kind, parts: flat } : flat[0];
}

export function negated(part: Query | undefined): Query | undefined {
  if (part === undefined) return undefined;
  return part.kind === 'not' ? part.part : { kind: 'not', part };
}

/** In quotes; those inside it, of any kind, are kept from ending it. */
export function quote(text: string): string {
  return `"${text.replaceAll(/["“”„＂\\]/g, '\\$&')}"`;
}

function beginsLikeOperator(text: string): boolean {
  return /^[:<>=!≤≥≠：＜＞＝！]/.test(text);
}

function printTerm(term: Term): string {
  switch (term.kind) {
    case 'word':
      // A sign could follow the name of a field.
      return term.quoted || beginsLikeOperator(term.text) || fieldNamed(term.text) !== undefined
        ? quote(term.text)
        : term.text;
    case 'text': {
      const sign = term.how === 'has' ? ':' : '=';
      const quoted = term.quoted || beginsLikeOperator(term.text);
      return `${term.field}${sign}${quoted ? quote(term.text) : term.text}`;
    }
    case 'number':
      return `${term.field}${term.comparison}${term.text}`;
    case 'mark':
      return `is:${term.text}`;
  }
}

/** The search in the words that it is parsed from. */
export function printQuery(query: Query | undefined): string {
  if (query === undefined) return '';
  switch (query.kind) {
    case 'and':
      return query.parts
        .map((part) => (part.kind === 'or' ? `(${printQuery(part)})` : printQuery(part)))
        .join(' ');
    case 'or':
      return query.parts.map(printQuery).join(' OR ');
    case 'not':
      return 'parts' in query.part ? `-(${printQuery(query.part)})` : `-${printQuery(query.part)}`;
    default:
      return printTerm(query);
  }
}

/** Every term of a search. */
export function termsOf(query: Query | undefined): readonly Term[] {
  if (query === undefined) return [];
  if ('parts' in query) return query.parts.flatMap(termsOf);
  return query.kind === 'not' ? termsOf(query.part) : [query];
}
