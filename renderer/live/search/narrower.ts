// Whether a search finds nothing that another did not: while a word is typed, each letter only leaves machines out.
import { SHORTEST_CODE } from './facts.ts';
import { fold } from './fold.ts';
import { hasWildcards } from './pattern.ts';
import { printQuery, type Query } from './query.ts';

function partsOf(query: Query): readonly Query[] {
  return query.kind === 'and' ? query.parts : [query];
}

/** The letters that a machine must have, if that is all that is asked for. */
function plainWord(query: Query): string | undefined {
  if (query.kind !== 'word' || query.quoted) return undefined;
  const text = fold(query.text);
  return hasWildcards(text) ? undefined : text;
}

/** Whether a machine that `part` finds is always found by `wanted`. */
function implies(part: Query, wanted: Query): boolean {
  const [letters, fewer] = [plainWord(part), plainWord(wanted)];
  if (letters === undefined || fewer === undefined) return printQuery(part) === printQuery(wanted);
  // The longer one may be looked for in codes, in which the shorter is not.
  return letters.includes(fewer) && letters.length >= SHORTEST_CODE === fewer.length >= SHORTEST_CODE;
}

/** Whether all that `after` finds among some machines is among what `before` found. False where that is not certain. */
export function isNarrower(after: Query, before: Query): boolean {
  const parts = partsOf(after);
  return partsOf(before).every((wanted) => parts.some((part) => implies(part, wanted)));
}
