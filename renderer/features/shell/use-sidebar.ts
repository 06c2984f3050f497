// The sidebar's rows, which of them are open, and its keyboard (the tree pattern of WAI-ARIA).
import { type KeyboardEvent, useCallback, useDeferredValue, useMemo, useRef, useState } from 'react';
import { useBridges, useDomains, useHosts, useNetworks, usePools } from '../../live/hooks.ts';
import { type SidebarRow, sidebarRows } from './sidebar-rows.ts';

const KEY = 'guesthouse.sidebar';
const TYPE_AHEAD_MS = 800;

function readOpen(): ReadonlyMap<string, boolean> {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? '{}');
    const entries = typeof stored === 'object' && stored !== null ? Object.entries(stored) : [];
    return new Map(entries.filter((entry): entry is [string, boolean] => typeof entry[1] === 'boolean'));
  } catch {
    return new Map();
  }
}

function writeOpen(open: ReadonlyMap<string, boolean>): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(Object.fromEntries(open)));
  } catch {
    // Without storage the tree opens as it does at first, nothing else.
  }
}

export interface SidebarTree {
  readonly rows: readonly SidebarRow[];
  toggle(row: SidebarRow): void;
}

export function useSidebarTree(): SidebarTree {
  const [open, setOpen] = useState(readOpen);
  const hosts = useHosts();
  const domains = useDomains();
  const networks = useNetworks();
  const pools = usePools();
  const bridges = useBridges();
  // A storm of events may lag in the tree rather than hold up the page.
  const model = useDeferredValue(
    useMemo(() => ({ hosts, domains, networks, pools, bridges }), [hosts, domains, networks, pools, bridges]),
  );
  const rows = useMemo(() => sidebarRows(model, (id, byDefault) => open.get(id) ?? byDefault), [model, open]);
  const toggle = useCallback((row: SidebarRow) => {
    if (row.expanded === undefined) return;
    setOpen((before) => {
      const after = new Map(before).set(row.id, row.expanded !== true);
      writeOpen(after);
      return after;
    });
  }, []);
  return { rows, toggle };
}

export interface TreeKeys {
  readonly rows: readonly SidebarRow[];
  readonly active: number;
  labelOf(row: SidebarRow): string;
  move(index: number): void;
  toggle(row: SidebarRow): void;
  open(row: SidebarRow): void;
  context(index: number): void;
}

function parentOf(rows: readonly SidebarRow[], index: number): number {
  const level = rows[index]?.level ?? 1;
  for (let at = index - 1; at >= 0; at -= 1) if ((rows[at]?.level ?? 1) < level) return at;
  return index;
}

/** Left closes or goes to the parent; right opens or goes to the first child. */
function sideways(tree: TreeKeys, row: SidebarRow, key: string): void {
  if (key === 'ArrowRight') {
    if (row.expanded === false) tree.toggle(row);
    else if (row.expanded === true) tree.move(Math.min(tree.rows.length - 1, tree.active + 1));
  } else if (row.expanded === true) tree.toggle(row);
  else tree.move(parentOf(tree.rows, tree.active));
}

export function useTreeKeys(tree: TreeKeys): (event: KeyboardEvent) => void {
  const typed = useRef({ text: '', atMs: 0 });

  function find(event: KeyboardEvent): void {
    const fresh = event.timeStamp - typed.current.atMs > TYPE_AHEAD_MS;
    const text = ((fresh ? '' : typed.current.text) + event.key).toLocaleLowerCase();
    typed.current = { text, atMs: event.timeStamp };
    const count = tree.rows.length;
    const from = tree.active + (text.length === 1 ? 1 : 0);
    for (let step = 0; step < count; step += 1) {
      const index = (from + step) % count;
      const row = tree.rows[index];
      if (row !== undefined && tree.labelOf(row).toLocaleLowerCase().startsWith(text)) {
        tree.move(index);
        return;
      }
    }
  }

  return (event) => {
    const row = tree.rows[tree.active];
    if (row === undefined || event.altKey) return;
    const last = tree.rows.length - 1;
    if (event.key === 'ArrowDown') tree.move(Math.min(last, tree.active + 1));
    else if (event.key === 'ArrowUp') tree.move(Math.max(0, tree.active - 1));
    else if (event.key === 'Home') tree.move(0);
    else if (event.key === 'End') tree.move(last);
    else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') sideways(tree, row, event.key);
    else if (event.key === 'Enter' || event.key === ' ') tree.open(row);
    else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey))
      tree.context(tree.active);
    else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) find(event);
    else return;
    event.preventDefault();
  };
}
