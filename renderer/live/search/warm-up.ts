// Reads what is known of machines before anybody searches it, in moments when nothing else is to be done.
import type { DomainSummary } from '../../../shared/model/domain.ts';
import { type Column, columnsOf } from './columns.ts';
import { factsOf, isOwnField, type MachineFacts } from './facts.ts';
import type { Problem } from './query.ts';

const AT_ONCE = 100;

/** Has `read` called for each machine, then makes the texts of `columns`; the returned function ends it. */
function atLeisure(
  domains: readonly DomainSummary[],
  read: (facts: MachineFacts) => void,
  columns: readonly Column[],
): () => void {
  let next = 0;
  let handle = requestIdleCallback(go);
  function go(deadline: IdleDeadline): void {
    do {
      for (const domain of domains.slice(next, next + AT_ONCE)) read(factsOf(domain));
      next += AT_ONCE;
    } while (next < domains.length && deadline.timeRemaining() > 2);
    if (next < domains.length) handle = requestIdleCallback(go);
    else for (const column of columns) columnsOf(domains).joined(column);
  }
  return () => cancelIdleCallback(handle);
}

/** What words are looked for in; the returned function ends it. */
export function warmUp(domains: readonly DomainSummary[]): () => void {
  // Asked for, they are made.
  return atLeisure(domains, (facts) => void [facts.text, facts.codes, facts.state], ['text', 'codes']);
}

/** Who has typed `tag:` types a tag next. The returned function ends it. */
export function warmUpFields(
  domains: readonly DomainSummary[],
  problems: readonly Problem[],
): (() => void) | undefined {
  const fields = problems.flatMap(({ code, field }) =>
    code === 'missingValue' && field !== undefined && isOwnField(field) ? [field] : [],
  );
  if (fields.length === 0) return undefined;
  return atLeisure(domains, (facts) => fields.forEach((field) => void facts.values(field)), fields);
}
