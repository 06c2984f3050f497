// From what was typed to a tree. It never fails: what makes no sense is a problem with its place, and is left out.
import { readRange } from './address.ts';
import { isNumberField, MEASURES, type NumberField, nearestName, type TextField } from './fields.ts';
import { marksNamed } from './marks.ts';
import { readQuantity } from './quantity.ts';
import { joined, negated, type Problem, type Query } from './query.ts';
import { scan, type Token } from './scanner.ts';

/** Nobody types more; a search that is pasted or comes in a link may not hold up the page. */
const LONGEST = 2000;
const MOST_TERMS = 64;
const DEEPEST = 32;

export interface Parsed {
  /** Undefined: nothing was asked, so every machine fits. */
  readonly query: Query | undefined;
  readonly problems: readonly Problem[];
}

/** Whether a state can be called so; the interface's words for states are known elsewhere. */
export type IsState = (text: string) => boolean;

type Filter = Extract<Token, { readonly kind: 'filter' }>;
type ValueFilter = Filter & { readonly value: string };

function isEquality(operator: Filter['operator']): boolean {
  return operator === ':' || operator === '=' || operator === '!=';
}

class Parser {
  readonly problems: Problem[] = [];
  readonly #tokens: readonly Token[];
  readonly #isState: IsState;
  #next = 0;
  #terms = 0;
  /** Parentheses that were too deep: what closes them is passed over. */
  #ignored = 0;

  constructor(tokens: readonly Token[], isState: IsState) {
    this.#tokens = tokens;
    this.#isState = isState;
  }

  parse(): Query | undefined {
    return this.#or(0);
  }

  #or(depth: number): Query | undefined {
    let start = this.#next;
    const parts = [this.#and(depth)];
    let empty = this.#next === start;
    for (let token = this.#peek(); token?.kind === 'or'; token = this.#peek()) {
      this.#next += 1;
      start = this.#next;
      parts.push(this.#and(depth));
      const nothing = this.#next === start;
      if (empty || nothing) this.#say('orAlone', token);
      empty = nothing;
    }
    return joined('or', parts);
  }

  #and(depth: number): Query | undefined {
    const parts: (Query | undefined)[] = [];
    for (let token = this.#peek(); token !== undefined && token.kind !== 'or'; token = this.#peek()) {
      if (token.kind === 'close') {
        if (depth > 0 && this.#ignored === 0) break;
        this.#next += 1;
        if (this.#ignored > 0) this.#ignored -= 1;
        else this.#say('unopened', token);
      } else if (token.kind === 'and') this.#next += 1;
      else parts.push(this.#unary(depth, token));
    }
    return joined('and', parts);
  }

  #unary(depth: number, first: Token): Query | undefined {
    let times = 0;
    let token: Token | undefined = first;
    let last = first;
    while (token?.kind === 'not') {
      times += 1;
      last = token;
      this.#next += 1;
      token = this.#peek();
    }
    if (token === undefined || token.kind === 'close' || token.kind === 'or' || token.kind === 'and') {
      this.#say('notAlone', last);
      return undefined;
    }
    this.#next += 1;
    const part = token.kind === 'open' ? this.#parentheses(depth, token) : this.#term(token);
    return times % 2 === 1 ? negated(part) : part;
  }

  #parentheses(depth: number, open: Token): Query | undefined {
    if (depth >= DEEPEST) {
      if (!this.problems.some(({ code }) => code === 'tooDeep')) this.#say('tooDeep', open);
      this.#ignored += 1;
      return undefined;
    }
    const first = this.#next;
    const inside = this.#or(depth + 1);
    const close = this.#peek();
    if (close?.kind !== 'close') this.#say('unclosed', open);
    else {
      if (this.#next === first) this.problems.push({ code: 'emptyParens', at: [open.at[0], close.at[1]] });
      this.#next += 1;
    }
    return inside;
  }

  #term(token: Token): Query | undefined {
    this.#terms += 1;
    if (this.#terms > MOST_TERMS) {
      if (this.#terms === MOST_TERMS + 1) this.#say('tooMany', token);
      return undefined;
    }
    if (token.kind === 'filter') return this.#filter(token);
    if (token.kind !== 'word') return undefined;
    if (!token.closed) this.#say('unclosedQuote', token);
    const { text, quoted, at } = token;
    return text.trim() === '' ? undefined : { kind: 'word', text, quoted, at };
  }

  #filter(filter: Filter): Query | undefined {
    const { field, value, name, at } = filter;
    if (field === undefined) {
      const near = nearestName(name);
      this.problems.push({ code: 'unknownField', at, text: name, ...(near === undefined ? {} : { near }) });
      return undefined;
    }
    if (!filter.closed) this.#say('unclosedQuote', filter);
    if (value === undefined || value.trim() === '') {
      this.problems.push({ code: 'missingValue', at, field, text: name });
      return undefined;
    }
    const whole: ValueFilter = { ...filter, value };
    if (isNumberField(field)) return this.#number(whole, field);
    return field === 'is' ? this.#mark(whole) : this.#text(whole, field);
  }

  #number({ operator, value, at }: ValueFilter, field: NumberField): Query | undefined {
    const number = readQuantity(value, MEASURES[field]);
    if (number === undefined) {
      this.problems.push({ code: 'badNumber', at, field, text: value });
      return undefined;
    }
    const comparison = operator === ':' ? '=' : operator;
    return { kind: 'number', field, comparison, value: number, text: value.replaceAll(/\s/g, ''), at };
  }

  #mark({ operator, value, at, name }: ValueFilter): Query | undefined {
    if (!isEquality(operator)) return this.#notComparable({ at, name }, 'is');
    const marks = marksNamed(value);
    if (marks.length === 0) {
      this.problems.push({ code: 'unknownMark', at, field: 'is', text: value });
      return undefined;
    }
    const term: Query = { kind: 'mark', marks, text: value.trim(), at };
    return operator === '!=' ? negated(term) : term;
  }

  #text({ operator, value, quoted, at, name }: ValueFilter, field: TextField): Query | undefined {
    if (!isEquality(operator)) return this.#notComparable({ at, name }, field);
    if (field === 'ip' && value.includes('/') && readRange(value.trim()) === undefined) {
      this.problems.push({ code: 'badAddress', at, field, text: value });
      return undefined;
    }
    if (field === 'state' && !this.#isState(value)) {
      this.problems.push({ code: 'unknownState', at, field, text: value });
      return undefined;
    }
    const term: Query = {
      kind: 'text',
      field,
      how: operator === ':' ? 'has' : 'is',
      text: value,
      quoted,
      at,
    };
    return operator === '!=' ? negated(term) : term;
  }

  #notComparable({ at, name }: Pick<Filter, 'at' | 'name'>, field: TextField | 'is'): undefined {
    this.problems.push({ code: 'notComparable', at, field, text: name });
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#next];
  }

  #say(code: Problem['code'], token: Token): void {
    this.problems.push({ code, at: token.at });
  }
}

/** Understands as much of `text` as there is sense in it. */
export function parse(text: string, isState: IsState = () => true): Parsed {
  const parser = new Parser(scan(text.slice(0, LONGEST)), isState);
  const query = parser.parse();
  const tooLong: readonly Problem[] =
    text.length > LONGEST ? [{ code: 'tooLong', at: [LONGEST, text.length] }] : [];
  return { query, problems: [...parser.problems, ...tooLong].sort((a, b) => a.at[0] - b.at[0]) };
}
