// What can be done with several machines at once: an action is offered when at least one of them can do it.
import type { DomainSummary } from '../../../shared/model/domain.ts';
import type { HostSummary } from '../../../shared/model/host.ts';
import type { ConnectionId } from '../../../shared/model/keys.ts';
import { type Action, shownActions } from '../../live/domain-actions.ts';
import type { Obstacle } from '../../live/domain-rules.ts';

export interface Offer {
  readonly action: Action;
  /** Those that can do it now. */
  readonly able: readonly DomainSummary[];
  /** Why none of them can; the key of a sentence under `obstacle`. */
  readonly obstacle?: Obstacle | 'noSelection' | 'mixed';
}

export type HostOf = (connection: ConnectionId) => HostSummary | undefined;

export function offerOf(action: Action, domains: readonly DomainSummary[], hostOf: HostOf): Offer {
  if (domains.length === 0) return { action, able: [], obstacle: 'noSelection' };
  const verdicts = domains.map((domain) => action.isEnabled(domain, hostOf(domain.connection)));
  const able = domains.filter((_, index) => verdicts[index] === true);
  if (able.length > 0) return { action, able };
  const [first] = verdicts;
  const same = first !== undefined && first !== true && verdicts.every((verdict) => verdict === first);
  return { action, able, obstacle: same ? first : 'mixed' };
}

export function offersFor(domains: readonly DomainSummary[], hostOf: HostOf): readonly Offer[] {
  return shownActions(domains).map((action) => offerOf(action, domains, hostOf));
}
