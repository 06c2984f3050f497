// The keyboard of a tree (the tree pattern of WAI-ARIA): moving, opening, finding by the first letters.
import { type KeyboardEvent, useRef } from 'react';

const TYPE_AHEAD_MS = 800;

/** One visible line of a tree. */
export interface TreeRow {
  readonly id: string;
  readonly level: number;
  /** Absent for one that holds nothing. */
  readonly expanded?: boolean;
}

export interface TreeKeys<Row extends TreeRow> {
  readonly rows: readonly Row[];
  readonly active: number;
  labelOf(row: Row): string;
  move(index: number): void;
  toggle(row: Row): void;
  open(row: Row): void;
  context(index: number): void;
}

function parentOf(rows: readonly TreeRow[], index: number): number {
  const level = rows[index]?.level ?? 1;
  for (let at = index - 1; at >= 0; at -= 1) if ((rows[at]?.level ?? 1) < level) return at;
  return index;
}

/** Left closes or goes to the parent; right opens or goes to the first child. */
function sideways<Row extends TreeRow>(tree: TreeKeys<Row>, row: Row, key: string): void {
  if (key === 'ArrowRight') {
    if (row.expanded === false) tree.toggle(row);
    else if (row.expanded === true) tree.move(Math.min(tree.rows.length - 1, tree.active + 1));
  } else if (row.expanded === true) tree.toggle(row);
  else tree.move(parentOf(tree.rows, tree.active));
}

export function useTreeKeys<Row extends TreeRow>(tree: TreeKeys<Row>): (event: KeyboardEvent) => void {
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
    if (row === undefined || event.altKey || event.defaultPrevented) return;
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
