// What searches find among machines that stay as they are. A letter that is taken back finds again what was found before it was typed.
import type { DomainSummary } from '../../../shared/model/domain.ts';
import { onceFor } from '../once-for.ts';
import { queryTest } from './evaluate.ts';
import { factsOf } from './facts.ts';
import type { Query } from './query.ts';
import type { Surroundings } from './surroundings.ts';

/** So many searches are remembered: each may have found all machines. */
const MOST_KNOWN = 32;

/** In the order of the machines. */
const factsOfAll = onceFor((domains: readonly DomainSummary[]) => domains.map(factsOf));

export type Finder = (text: string, query: Query) => readonly DomainSummary[];

/** Finds by `query`, which is what `text` asks for. Make another when machines or surroundings change. */
export function createFinder(domains: readonly DomainSummary[], surroundings: Surroundings): Finder {
  const known = new Map<string, readonly DomainSummary[]>();
  return (text, query) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const [test, facts] = [queryTest(query, surroundings), factsOfAll(domains)];
    const found = domains.filter((domain, at) => test(domain, facts[at] ?? factsOf(domain)));
    const [oldest] = known.keys();
    if (known.size >= MOST_KNOWN && oldest !== undefined) known.delete(oldest);
    known.set(text, found);
    return found;
  };
}
