// The sidebar's rows, and which of them are open.
import { useCallback, useDeferredValue, useMemo, useState } from 'react';
import { useBridges, useDomains, useHosts, useNetworks, usePools } from '../../live/hooks.ts';
import { useShownDomains } from '../../live/stopped.tsx';
import { keep, readKept } from '../../ui/kept.ts';
import { createSidebarRows, type SidebarRow } from './sidebar-rows.ts';

const KEY = 'guesthouse.sidebar';

function readOpen(): ReadonlyMap<string, boolean> {
  const kept = readKept(KEY);
  const entries = typeof kept === 'object' && kept !== null ? Object.entries(kept) : [];
  return new Map(entries.filter((entry): entry is [string, boolean] => typeof entry[1] === 'boolean'));
}

export interface SidebarTree {
  readonly rows: readonly SidebarRow[];
  toggle(row: SidebarRow): void;
}

export function useSidebarTree(): SidebarTree {
  const [open, setOpen] = useState(readOpen);
  const hosts = useHosts();
  const { shown: domains } = useShownDomains(useDomains());
  const networks = useNetworks();
  const pools = usePools();
  const bridges = useBridges();
  // A storm of events may lag in the tree rather than hold up the page.
  const model = useDeferredValue(
    useMemo(() => ({ hosts, domains, networks, pools, bridges }), [hosts, domains, networks, pools, bridges]),
  );
  const [rowsOf] = useState(createSidebarRows);
  const rows = useMemo(
    () => rowsOf(model, (id, byDefault) => open.get(id) ?? byDefault),
    [model, open, rowsOf],
  );
  const toggle = useCallback((row: SidebarRow) => {
    if (row.expanded === undefined) return;
    setOpen((before) => {
      const after = new Map(before).set(row.id, row.expanded !== true);
      keep(KEY, Object.fromEntries(after));
      return after;
    });
  }, []);
  return { rows, toggle };
}
