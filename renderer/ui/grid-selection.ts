// How clicks and keys change a selection, as in a file manager: pure, so that the grid only draws.

export interface Selection {
  readonly keys: ReadonlySet<string>;
  /** Where a range began. */
  readonly anchor?: string;
}

export type SelectHow = 'only' | 'toggle' | 'range';

/** `order` holds all keys as they stand on screen. */
export function selectionAfter(
  before: Selection,
  key: string,
  how: SelectHow,
  order: readonly string[],
): Selection {
  if (how === 'toggle') {
    const keys = new Set(before.keys);
    if (!keys.delete(key)) keys.add(key);
    return { keys, anchor: key };
  }
  if (how === 'range' && before.anchor !== undefined) {
    const ends = [order.indexOf(before.anchor), order.indexOf(key)].sort((a, b) => a - b);
    const [first = -1, last = -1] = ends;
    if (first >= 0) return { keys: new Set(order.slice(first, last + 1)), anchor: before.anchor };
  }
  return { keys: new Set([key]), anchor: key };
}

export function howOf(event: {
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}): SelectHow {
  if (event.shiftKey) return 'range';
  return event.ctrlKey || event.metaKey ? 'toggle' : 'only';
}
