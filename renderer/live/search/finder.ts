// What searches find among machines that stay as they are. A letter that is taken back finds again what was found before it was
// typed.
import type { DomainSummary } from '../../../shared/model/domain.ts';
import { columnsOf } from './columns.ts';
import { queryTest } from './evaluate.ts';
import { factsOf } from './facts.ts';
import type { Query } from './query.ts';
import type { Surroundings } from './surroundings.ts';

/** So many searches are remembered: each may have found all machines. */
const MOST_KNOWN = 32;

export type Finder = (text: string, query: Query) => readonly DomainSummary[];

/** Finds by `query`, which is what `text` asks for. Make another when machines or surroundings change. */
export function createFinder(domains: readonly DomainSummary[], surroundings: Surroundings): Finder {
  const known = new Map<string, readonly DomainSummary[]>();

  function search(query: Query): readonly DomainSummary[] {
    const columns = columnsOf(domains);
    const test = queryTest(query, surroundings, columns);
    return domains.filter((domain, at) => test(domain, columns.facts[at] ?? factsOf(domain), at));
  }

  return (text, query) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const found = search(query);
    const [oldest] = known.keys();
    if (known.size >= MOST_KNOWN && oldest !== undefined) known.delete(oldest);
    known.set(text, found);
    return found;
  };
}
