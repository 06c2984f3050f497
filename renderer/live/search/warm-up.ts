// Reads what is known of machines before anybody searches, in moments when nothing else is to be done.
import type { DomainSummary } from '../../../shared/model/domain.ts';
import { columnsOf } from './columns.ts';
import { factsOf } from './facts.ts';

const AT_ONCE = 100;

/** Begins; the returned function ends it. */
export function warmUp(domains: readonly DomainSummary[]): () => void {
  let next = 0;
  let handle = requestIdleCallback(go);
  function go(deadline: IdleDeadline): void {
    do {
      for (const domain of domains.slice(next, next + AT_ONCE)) {
        const facts = factsOf(domain);
        // Asked for, they are made.
        void [facts.text, facts.codes, facts.state];
      }
      next += AT_ONCE;
    } while (next < domains.length && deadline.timeRemaining() > 2);
    if (next < domains.length) handle = requestIdleCallback(go);
    else columnsOf(domains).joined('text');
  }
  return () => cancelIdleCallback(handle);
}
