import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import type { DomainSummary } from '../../../shared/model/domain.ts';
import { useSelect } from '../../live/hooks.ts';

const NOTHING: readonly DomainSummary[] = [];

export interface GridSelection {
  readonly selected: ReadonlySet<string>;
  readonly setSelected: (keys: ReadonlySet<string>) => void;
  /** The selected machines as they are now. */
  readonly chosen: readonly DomainSummary[];
}

/** The selection of the list; it is what the Machine menu and its shortcuts act on while the page is shown. */
export function useGridSelection(domains: readonly DomainSummary[]): GridSelection {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  // The rows show at once that ten thousand are selected; what can be done with them follows.
  const settled = useDeferredValue(selected);
  const chosen = useMemo(
    () => (settled.size === 0 ? NOTHING : domains.filter(({ key }) => settled.has(key))),
    [domains, settled],
  );
  const publish = useSelect();
  useEffect(() => publish(chosen.map(({ key }) => key)), [publish, chosen]);
  useEffect(() => () => publish([]), [publish]);
  return { selected, setSelected, chosen };
}
