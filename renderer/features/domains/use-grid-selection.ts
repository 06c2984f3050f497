import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import type { DomainSummary } from '../../../shared/model/domain.ts';
import { useSelect } from '../../live/hooks.ts';

const NOTHING: readonly DomainSummary[] = [];
/** So many are chosen as quickly as they are selected: a key that is pressed at once acts on them. */
const AT_ONCE = 20_000;

export interface GridSelection {
  readonly selected: ReadonlySet<string>;
  readonly setSelected: (keys: ReadonlySet<string>) => void;
  /** The selected machines as they are now. */
  readonly chosen: readonly DomainSummary[];
}

/**
 * The selection of the list; it is what the Machine menu and its shortcuts act on while the page is shown.
 * What a search leaves out is not acted on, and is selected again when it is found again.
 */
export function useGridSelection(domains: readonly DomainSummary[]): GridSelection {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  // Of more the rows show it first; what can be done with them follows.
  const deferred = useDeferredValue(selected);
  const settled = selected.size <= AT_ONCE ? selected : deferred;
  const chosen = useMemo(() => {
    // Between the two nothing is chosen: a key that is quicker must not act on what was selected before.
    if (settled !== selected || settled.size === 0) return NOTHING;
    return domains.filter(({ key }) => settled.has(key));
  }, [domains, settled, selected]);
  const publish = useSelect();
  useEffect(() => publish(chosen.map(({ key }) => key)), [publish, chosen]);
  useEffect(() => () => publish([]), [publish]);
  return useMemo(() => ({ selected, setSelected, chosen }), [selected, chosen]);
}
