// What is known of thousands of machines, each kind of it as one text: a word is found in that many times faster than in the texts
// of each machine.
import type { DomainSummary } from '../../../shared/model/domain.ts';
import { onceFor } from '../once-for.ts';
import { BETWEEN, factsOf, type MachineFacts, type OwnField } from './facts.ts';

/** What plain words are looked for in, or a field. */
export type Column = 'text' | 'codes' | OwnField;

function textOf(facts: MachineFacts, column: Column): string {
  return column === 'text' || column === 'codes' ? facts[column] : facts.values(column).join(BETWEEN);
}

/** Texts one after the other, and where each of them ends. */
interface Joined {
  readonly all: string;
  readonly ends: Uint32Array;
}

function join(texts: readonly string[]): Joined {
  const ends = new Uint32Array(texts.length);
  let end = -BETWEEN.length;
  for (const [at, { length }] of texts.entries()) {
    end += BETWEEN.length + length;
    ends[at] = end;
  }
  return { all: texts.join(BETWEEN), ends };
}

export class Columns {
  readonly facts: readonly MachineFacts[];
  readonly #joined = new Map<Column, Joined>();

  constructor(facts: readonly MachineFacts[]) {
    this.facts = facts;
  }

  /** 1 at the place of each machine that has `wanted` there, else 0. `wanted` has a letter, and nothing that stands between texts. */
  having(column: Column, wanted: string): Uint8Array {
    const { all, ends } = this.joined(column);
    const marks = new Uint8Array(ends.length);
    let at = 0;
    for (let found = all.indexOf(wanted); found >= 0; found = all.indexOf(wanted, ends[at])) {
      while ((ends[at] ?? found + 1) <= found) at += 1;
      marks[at] = 1;
    }
    return marks;
  }

  /** Made where it is asked for the first time. */
  joined(column: Column): Joined {
    const known = this.#joined.get(column);
    if (known !== undefined) return known;
    const made = join(this.facts.map((facts) => textOf(facts, column)));
    this.#joined.set(column, made);
    return made;
  }
}

/** In the order of the machines. */
export const columnsOf = onceFor((domains: readonly DomainSummary[]) => new Columns(domains.map(factsOf)));
