import { useState } from 'react';
import { type SelectHow, type Selection, selectionAfter } from './grid-selection.ts';

/** Selects as in a file manager, or one at a time; `order` is what a range goes over. */
export function useGridSelect(
  selected: ReadonlySet<string> | undefined,
  onSelect: ((keys: ReadonlySet<string>) => void) | undefined,
  order: readonly string[],
  single = false,
): (key: string, how: SelectHow) => void {
  const [anchor, setAnchor] = useState<string>();
  return (key, how) => {
    if (selected === undefined || onSelect === undefined) return;
    const before: Selection = anchor === undefined ? { keys: selected } : { keys: selected, anchor };
    const after = selectionAfter(before, key, single ? 'only' : how, order);
    setAnchor(after.anchor);
    onSelect(after.keys);
  };
}
