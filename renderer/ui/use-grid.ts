// What the grid knows: its rows in order, which one is active, what is selected, and what a click or key does.
import { defaultRangeExtractor, useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import type { DataGridProps } from './data-grid-types.ts';
import type { GridRowEvents } from './grid-row.tsx';
import { howOf, type SelectHow, type Selection, selectionAfter } from './grid-selection.ts';
import { useGridKeys } from './use-grid-keys.ts';

const ROW_HEIGHT = 24;
const HEADER_HEIGHT = 26;

interface Ordered<Row> {
  readonly rows: readonly Row[];
  /** The keys of `rows`. */
  readonly order: readonly string[];
}

function useOrdered<Row>({ rows, columns, sorting, keyOf }: DataGridProps<Row>): Ordered<Row> {
  const compare = columns.find((column) => column.id === sorting?.column)?.compare;
  const descending = sorting?.descending === true;
  return useMemo(() => {
    const sorted =
      compare === undefined ? rows : [...rows].sort((a, b) => (descending ? compare(b, a) : compare(a, b)));
    return { rows: sorted, order: sorted.map(keyOf) };
  }, [rows, compare, descending, keyOf]);
}

/** An object that never changes and always calls the newest functions, so that rows stay memoised. */
function useSteady(events: GridRowEvents): GridRowEvents {
  const latest = useRef(events);
  latest.current = events;
  const [steady] = useState<GridRowEvents>(() => ({
    onClick: (key, event) => latest.current.onClick(key, event),
    onOpen: (key) => latest.current.onOpen(key),
    onContext: (key, event) => latest.current.onContext(key, event),
    onToggle: (key) => latest.current.onToggle(key),
    onFocus: (key) => latest.current.onFocus(key),
  }));
  return steady;
}

/** A click on a button or a box in a cell is that control's, not the row's. */
function isInsideControl(target: EventTarget): boolean {
  return target instanceof Element && target.closest('button, a, input') !== null;
}

type Viewport = RefObject<HTMLDivElement | null>;

function rowElement(viewport: Viewport, key: string): HTMLElement | undefined {
  const all = viewport.current?.querySelectorAll<HTMLElement>('[data-key]') ?? [];
  return [...all].find((element) => element.dataset.key === key);
}

/** The row that arrow keys start from. `activate` also gives it the focus, once it is drawn. */
function useActive(viewport: Viewport, order: readonly string[]) {
  const [key, setKey] = useState<string>();
  const wantsFocus = useRef(false);
  useEffect(() => {
    if (!wantsFocus.current || key === undefined) return;
    wantsFocus.current = false;
    rowElement(viewport, key)?.focus({ preventScroll: true });
  });
  return {
    index: Math.max(0, key === undefined ? 0 : order.indexOf(key)),
    setKey,
    activate: (next: string | undefined) => {
      wantsFocus.current = true;
      setKey(next);
    },
  };
}

function useSelect<Row>({ selected, onSelect }: DataGridProps<Row>, order: readonly string[]) {
  const [anchor, setAnchor] = useState<string>();
  return (key: string | undefined, how: SelectHow): void => {
    if (key === undefined || selected === undefined || onSelect === undefined) return;
    const before: Selection = anchor === undefined ? { keys: selected } : { keys: selected, anchor };
    const after = selectionAfter(before, key, how, order);
    setAnchor(after.anchor);
    onSelect(after.keys);
  };
}

function useRowWindow(viewport: Viewport, count: number, active: number, rowHeight: number) {
  return useVirtualizer({
    count,
    getScrollElement: () => viewport.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollPaddingStart: HEADER_HEIGHT,
    // The row that holds the focus stays in the document, or the keyboard would be lost while scrolling.
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range);
      return shown.includes(active) || count === 0 ? shown : [...shown, active].sort((a, b) => a - b);
    },
  });
}

export interface Grid<Row> extends Ordered<Row> {
  readonly viewport: Viewport;
  readonly active: number;
  readonly rowHeight: number;
  readonly virtual: Virtualizer<HTMLDivElement, Element>;
  readonly events: GridRowEvents;
  readonly onKeyDown: ReturnType<typeof useGridKeys>;
}

export function useGrid<Row>(props: DataGridProps<Row>): Grid<Row> {
  const { selected, onSelect, onOpen, onContext, keyOf, textOf = keyOf, rowHeight = ROW_HEIGHT } = props;
  const viewport = useRef<HTMLDivElement>(null);
  const { rows, order } = useOrdered(props);
  const active = useActive(viewport, order);
  const select = useSelect(props, order);
  const virtual = useRowWindow(viewport, rows.length, active.index, rowHeight);

  function open(index: number): void {
    const row = rows[index];
    if (row !== undefined) onOpen?.(row);
  }

  function context(index: number, at?: { readonly x: number; readonly y: number }): void {
    const row = rows[index];
    const key = order[index];
    if (row === undefined || key === undefined || onContext === undefined) return;
    if (selected?.has(key) === false) select(key, 'only');
    const box = rowElement(viewport, key)?.getBoundingClientRect();
    onContext(row, at ?? { x: (box?.left ?? 0) + 40, y: box?.bottom ?? 0 });
  }

  const onKeyDown = useGridKeys({
    count: rows.length,
    active: active.index,
    page: Math.max(1, Math.floor((viewport.current?.clientHeight ?? 0) / rowHeight) - 2),
    selectable: selected !== undefined,
    textAt: (index) => {
      const row = rows[index];
      return row === undefined ? '' : textOf(row);
    },
    move: (index) => {
      active.activate(order[index]);
      virtual.scrollToIndex(index);
    },
    select: (index, how) => select(order[index], how),
    selectAll: () => onSelect?.(new Set(order)),
    clear: () => onSelect?.(new Set()),
    open,
    context,
  });

  const events = useSteady({
    onClick: (key, event) => {
      if (isInsideControl(event.target)) return active.setKey(key);
      active.activate(key);
      select(key, howOf(event));
    },
    onOpen: (key) => open(order.indexOf(key)),
    onContext: (key, event) => {
      event.preventDefault();
      active.activate(key);
      context(order.indexOf(key), { x: event.clientX, y: event.clientY });
    },
    onToggle: (key) => {
      active.activate(key);
      select(key, 'toggle');
    },
    onFocus: active.setKey,
  });

  return { rows, order, viewport, active: active.index, rowHeight, virtual, events, onKeyDown };
}
