// The groups of all hosts, and which of them are open in this window.
import { useCallback, useDeferredValue, useMemo, useState } from 'react';
import { useDomains, useSettings } from '../../live/hooks.ts';
import { type GroupNode, groupTree } from '../../live/labels.ts';
import { useShownDomains } from '../../live/stopped.tsx';
import { keep, readKeptWords } from '../../ui/kept.ts';
import { type GroupRow, groupRows } from './group-rows.ts';

const KEY = 'guesthouse.groups';

/** All groups, whatever is hidden. */
export function useGroupNodes(): readonly GroupNode[] {
  const domains = useDomains();
  const { groups } = useSettings();
  return useMemo(() => groupTree(domains, groups), [domains, groups]);
}

export interface GroupRows {
  readonly rows: readonly GroupRow[];
  toggle(row: GroupRow): void;
}

export function useGroupRows(): GroupRows {
  // A storm of events may lag in the sidebar rather than hold up the page.
  const { shown, all } = useDeferredValue(useShownDomains(useDomains()));
  const { groups } = useSettings();
  const [open, setOpen] = useState(() => readKeptWords(KEY));
  const nodes = useMemo(() => {
    // A group whose machines are all hidden is still a group.
    const named = new Map(all.flatMap(({ group }) => (group === undefined ? [] : [[group.path, group]])));
    return groupTree(shown, [...groups, ...named.values()]);
  }, [shown, all, groups]);
  const rows = useMemo(() => groupRows(nodes, (id) => open.has(id)), [nodes, open]);
  const toggle = useCallback((row: GroupRow) => {
    if (row.expanded === undefined) return;
    setOpen((before) => {
      const after = new Set(before);
      if (!after.delete(row.id)) after.add(row.id);
      keep(KEY, [...after]);
      return after;
    });
  }, []);
  return { rows, toggle };
}
