// What will happen to each machine of a question, as the machines are now: they change and vanish while it is asked.
import { useMemo } from 'react';
import type { DomainSummary } from '../../../shared/model/domain.ts';
import type { SkipReason } from '../../../shared/model/task.ts';
import { actionOf } from '../../live/domain-actions.ts';
import { useDomainTable } from '../../live/hooks.ts';
import type { Question } from '../../live/operations-store.ts';
import { useHostOf } from './use-host-of.ts';

export interface Verdict {
  /** As it is now, or as it was when it is gone. */
  readonly domain: DomainSummary;
  /** The name of its host. */
  readonly host: string;
  /** Why it will be left out. */
  readonly obstacle?: SkipReason;
}

/** What is worth reading first: those that are left out, or those to which something is done that cannot be undone. */
export function useVerdicts({ action, domains }: Question): readonly Verdict[] {
  const table = useDomainTable();
  const hostOf = useHostOf();
  return useMemo(() => {
    const verdicts = domains.map((asked): Verdict => {
      const domain = table.get(asked.key);
      const host = hostOf(asked.connection);
      const known = { domain: domain ?? asked, host: host?.name ?? '' };
      if (domain === undefined) return { ...known, obstacle: 'gone' };
      const enabled = actionOf(action).isEnabled(domain, host);
      return enabled === true ? known : { ...known, obstacle: enabled };
    });
    const { danger } = actionOf(action);
    const rank = ({ obstacle }: Verdict) => ((obstacle === undefined) === danger ? 0 : 1);
    return verdicts.toSorted((a, b) => rank(a) - rank(b));
  }, [action, domains, table, hostOf]);
}
