// What searches find among machines that stay as they are. A letter that is taken back finds again what was found before it was
// typed, and one that is added is only looked for in that.
import type { DomainSummary } from '../../../shared/model/domain.ts';
import { onceFor } from '../once-for.ts';
import { queryTest } from './evaluate.ts';
import { factsOf } from './facts.ts';
import { isNarrower } from './narrower.ts';
import type { Query } from './query.ts';
import type { Surroundings } from './surroundings.ts';

/** So many searches are remembered: each may have found all machines. */
const MOST_KNOWN = 32;

/** In the order of the machines. */
const factsOfAll = onceFor((domains: readonly DomainSummary[]) => domains.map(factsOf));

interface Found {
  readonly query: Query;
  readonly domains: readonly DomainSummary[];
}

export type Finder = (text: string, query: Query) => readonly DomainSummary[];

/** Finds by `query`, which is what `text` asks for. Make another when machines or surroundings change. */
export function createFinder(domains: readonly DomainSummary[], surroundings: Surroundings): Finder {
  const known = new Map<string, Found>();
  let last: Found | undefined;

  function search(query: Query): readonly DomainSummary[] {
    const test = queryTest(query, surroundings);
    if (last !== undefined && isNarrower(query, last.query))
      return last.domains.filter((domain) => test(domain, factsOf(domain)));
    const facts = factsOfAll(domains);
    return domains.filter((domain, at) => test(domain, facts[at] ?? factsOf(domain)));
  }

  return (text, query) => {
    const before = known.get(text);
    last = before ?? { query, domains: search(query) };
    if (before !== undefined) return before.domains;
    const [oldest] = known.keys();
    if (known.size >= MOST_KNOWN && oldest !== undefined) known.delete(oldest);
    known.set(text, last);
    return last.domains;
  };
}
