// The groups of all hosts, and which of them are open in this window.
import { useCallback, useDeferredValue, useMemo, useState } from 'react';
import type { DomainSummary } from '../../../shared/model/domain.ts';
import type { Group } from '../../../shared/model/labels.ts';
import { useDomains, useSettings } from '../../live/hooks.ts';
import { type GroupNode, groupTree } from '../../live/labels.ts';
import { useShownDomains } from '../../live/stopped.tsx';
import { keep, readKeptWords } from '../../ui/kept.ts';
import { createGroupRows, type GroupRow } from './group-rows.ts';

const KEY = 'guesthouse.groups';

/** All groups, whatever is hidden. */
export function useGroupNodes(): readonly GroupNode[] {
  const domains = useDomains();
  const { groups } = useSettings();
  return useMemo(() => groupTree(domains, groups), [domains, groups]);
}

/** A group whose machines are all hidden is still a group. */
function namedBy(all: readonly DomainSummary[], shown: readonly DomainSummary[]): Iterable<Group> {
  const named = new Map<string, Group>();
  if (all !== shown) for (const { group } of all) if (group !== undefined) named.set(group.path, group);
  return named.values();
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
  const nodes = useMemo(() => groupTree(shown, [...groups, ...namedBy(all, shown)]), [shown, all, groups]);
  const [rowsOf] = useState(createGroupRows);
  const rows = useMemo(() => rowsOf(nodes, (id) => open.has(id)), [nodes, open, rowsOf]);
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
