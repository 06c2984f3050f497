// How well what was typed fits a text. The rules are few, so that the same letters find the same thing each time.

/** Less is better. */
export const FIT = {
  /** It is the text. */
  whole: 0,
  /** The text begins with it. */
  start: 1,
  /** One of its words begins with it. */
  wordStart: 2,
  /** It stands somewhere inside. */
  inside: 4,
  /** Its letters begin words or go on with them: `w01` and `web-01`, `fo` and “Force off”. */
  initials: 5,
  /** Its letters are there in this order. */
  scattered: 9,
} as const;

/** Fewer letters stand in any order in any text. */
const LEAST_SCATTERED = 3;

const ASCII = /^[ -~]*$/;

/** Small letters, without accents, and with a space between Chinese and Latin: `启动web-01` is two terms. */
export function plain(text: string): string {
  const small = text.toLowerCase();
  if (ASCII.test(small)) return small;
  return small
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/(\p{sc=Han})(?=[\p{L}\p{N}])(?!\p{sc=Han})/gu, '$1 ')
    .replace(/([^\p{sc=Han}\s])(?=\p{sc=Han})/gu, '$1 ');
}

/** More are not typed by anybody. */
const MOST_TERMS = 8;
const LONGEST_QUERY = 200;

export function termsOf(query: string): readonly string[] {
  return plain(query.slice(0, LONGEST_QUERY))
    .split(/\s+/)
    .filter((term) => term !== '')
    .slice(0, MOST_TERMS);
}

function isWordCharacter(code: number): boolean {
  // Digits, small Latin letters, and all beyond ASCII; capitals are gone by then.
  return (code >= 48 && code <= 57) || (code >= 97 && code <= 122) || code > 127;
}

function beginsWord(text: string, at: number): boolean {
  return at === 0 || !isWordCharacter(text.charCodeAt(at - 1));
}

/** Whether a word of `text` begins with `term`, when it stands at `first` and perhaps further on. */
function startsAWord(term: string, text: string, first: number): boolean {
  for (let at = first; at >= 0; at = text.indexOf(term, at + 1)) if (beginsWord(text, at)) return true;
  return false;
}

/** Whether each letter of `term` begins a word of `text` or follows the letter before it. */
function isInitials(term: string, text: string): boolean {
  // Behind which letters of the text the part of the term that was looked at can end: all ways at once, since a hostile
  // name has too many to try them one by one.
  let ends: ReadonlySet<number> = new Set();
  let earliest = 0;
  for (const letter of term) {
    const next = new Set<number>();
    for (let at = text.indexOf(letter, earliest); at >= 0; at = text.indexOf(letter, at + 1))
      if (ends.has(at) || beginsWord(text, at)) next.add(at + 1);
    if (next.size === 0) return false;
    ends = next;
    earliest = Math.min(...next);
  }
  return true;
}

function isScattered(term: string, text: string): boolean {
  let at = -1;
  for (const letter of term) {
    at = text.indexOf(letter, at + 1);
    if (at < 0) return false;
  }
  return true;
}

/** `term` and `text` are plain; undefined when it does not fit. */
export function fitOf(term: string, text: string): number | undefined {
  const first = text.indexOf(term);
  if (first === 0) return term.length === text.length ? FIT.whole : FIT.start;
  if (first > 0) return startsAWord(term, text, first) ? FIT.wordStart : FIT.inside;
  // All others need the letters in order: a look that costs little and ends most.
  if (term.length < 2 || !isScattered(term, text)) return undefined;
  if (isInitials(term, text)) return FIT.initials;
  return term.length >= LEAST_SCATTERED ? FIT.scattered : undefined;
}

/** The best fit of `term` among several texts; what stands in a later one is worth less. */
export function bestFit(term: string, texts: readonly string[]): number | undefined {
  let best: number | undefined;
  for (let index = 0; index < texts.length; index += 1) {
    const fit = fitOf(term, texts[index] ?? '');
    if (fit !== undefined && (best === undefined || fit + index < best)) best = fit + index;
  }
  return best;
}

/** All terms together; undefined when one fits none of the texts. */
export function fitOfAll(terms: readonly string[], texts: readonly string[]): number | undefined {
  let sum = 0;
  for (const term of terms) {
    const fit = bestFit(term, texts);
    if (fit === undefined) return undefined;
    sum += fit;
  }
  return sum;
}
