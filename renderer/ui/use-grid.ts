// What the grid knows: its rows in order, which one is active, what is selected, and what a click or key does.
import { useMemo, useRef, useState } from 'react';
import type { DataGridProps, GridColumn, Sorting } from './data-grid-types.ts';
import { useRowHeight } from './density.ts';
import { type GridLines, headAbove, linesOf } from './grid-lines.ts';
import { compareBy, createSorter } from './grid-order.ts';
import type { GridRowEvents } from './grid-row.tsx';
import { howOf, type SelectHow } from './grid-selection.ts';
import { type Active, elementOf, isInsideControl, useActive, type Viewport } from './use-active.ts';
import { useGridKeys } from './use-grid-keys.ts';
import { useGridSelect } from './use-grid-select.ts';
import { evenLines, type RowWindow, useRowWindow } from './use-row-window.ts';
import { useSearchStart } from './use-search-start.ts';

const HEADER_HEIGHT = 26;
const UNSORTED: readonly Sorting[] = [];

/** The rows as `sorting` wants them. */
export function useSorted<Row>({
  rows,
  columns,
  sorting = UNSORTED,
}: {
  readonly rows: readonly Row[];
  readonly columns: readonly Pick<GridColumn<Row>, 'id' | 'compare'>[];
  readonly sorting: readonly Sorting[] | undefined;
}): readonly Row[] {
  const [sort] = useState(() => createSorter<Row>());
  const compare = useMemo(() => compareBy(columns, sorting), [columns, sorting]);
  return useMemo(() => sort(rows, compare), [sort, rows, compare]);
}

function useLines<Row>(props: DataGridProps<Row>): GridLines<Row> {
  const { rows, columns, ordered = false, keyOf, grouping } = props;
  const sorted = useSorted({ rows, columns, sorting: ordered ? UNSORTED : props.sorting });
  const groups = grouping?.groups;
  const folded = grouping?.folded;
  return useMemo(
    () =>
      linesOf(sorted, keyOf, groups === undefined || folded === undefined ? undefined : { groups, folded }),
    [sorted, keyOf, groups, folded],
  );
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
    onDrag: (key, event) => latest.current.onDrag(key, event),
  }));
  return steady;
}

export interface Grid<Row> {
  readonly viewport: Viewport;
  readonly lines: GridLines<Row>;
  readonly active: number;
  readonly rowHeight: number;
  readonly window: RowWindow;
  readonly events: GridRowEvents;
  readonly onKeyDown: ReturnType<typeof useGridKeys>;
  readonly focusEvents: Active['focusEvents'];
}

export function useGrid<Row>(props: DataGridProps<Row>): Grid<Row> {
  const { selected, onSelect, onOpen, onContext, onDragRow, grouping, keyOf, textOf = keyOf } = props;
  const usualHeight = useRowHeight();
  const { rowHeight = usualHeight } = props;
  const viewport = useRef<HTMLDivElement>(null);
  const lines = useLines(props);
  const active = useActive(viewport, lines.keys);
  const select = useGridSelect(selected, onSelect, lines.open, props.single);
  const layout = useMemo(() => evenLines(rowHeight), [rowHeight]);
  const rowWindow = useRowWindow(viewport, layout, HEADER_HEIGHT);
  useSearchStart(props.search, rowWindow, active.key, active.index);

  function go(line: number): void {
    active.activate(lines.keys[line]);
    rowWindow.show(line);
  }

  function fold(line: number, folded: boolean): boolean {
    const at = lines.groupAt(line);
    if (at !== undefined) {
      if (at.folded !== folded) grouping?.onFold(at.group.id, folded);
      return true;
    }
    // From a row, left leads to the head of its group.
    const head = folded ? headAbove(lines, line) : undefined;
    if (head === undefined) return false;
    go(head);
    return true;
  }

  function open(line: number): void {
    const row = lines.rowAt(line);
    const at = lines.groupAt(line);
    if (row !== undefined) onOpen?.(row);
    else if (at !== undefined) fold(line, !at.folded);
  }

  function selectLine(line: number, how: SelectHow): void {
    const key = lines.keys[line];
    const group = lines.groupAt(line)?.group;
    if (key === undefined) return;
    if (group === undefined) select(key, how);
    else if (how === 'toggle' && selected !== undefined) {
      const keys = group.rows.map(keyOf);
      const all = keys.every((one) => selected.has(one));
      onSelect?.(withKeys(selected, keys, !all));
    }
  }

  function context(line: number, at?: { readonly x: number; readonly y: number }): void {
    const row = lines.rowAt(line);
    const key = lines.keys[line];
    if (row === undefined || key === undefined || onContext === undefined) return;
    if (selected?.has(key) === false) select(key, 'only');
    const box = elementOf(viewport, key)?.getBoundingClientRect();
    onContext(row, at ?? { x: (box?.left ?? 0) + 40, y: box?.bottom ?? 0 });
  }

  const onKeyDown = useGridKeys({
    count: lines.keys.length,
    active: active.index,
    page: Math.max(1, Math.floor((viewport.current?.clientHeight ?? 0) / rowHeight) - 2),
    selectable: selected !== undefined,
    textAt: (line) => {
      const row = lines.rowAt(line);
      return row === undefined ? '' : textOf(row);
    },
    move: go,
    select: selectLine,
    selectAll: () => props.single !== true && onSelect?.(new Set(lines.all)),
    clear: () => onSelect?.(new Set()),
    open,
    context,
    fold,
  });

  const events = useSteady({
    onClick: (key, event) => {
      if (isInsideControl(event.target)) return active.setKey(key);
      active.activate(key);
      select(key, howOf(event));
    },
    onOpen: (key) => open(lines.keys.indexOf(key)),
    onContext: (key, event) => {
      event.preventDefault();
      active.activate(key);
      context(lines.keys.indexOf(key), { x: event.clientX, y: event.clientY });
    },
    onToggle: (key) => {
      active.activate(key);
      select(key, 'toggle');
    },
    onFocus: active.setKey,
    onDrag: (key, event) => {
      const row = lines.rowAt(lines.keys.indexOf(key));
      if (row !== undefined) onDragRow?.(row, event);
    },
  });

  const { index, focusEvents } = active;
  return { viewport, lines, active: index, rowHeight, window: rowWindow, events, onKeyDown, focusEvents };
}

/** The selection with these keys added, or taken out. */
export function withKeys(
  before: ReadonlySet<string>,
  keys: readonly string[],
  selected: boolean,
): ReadonlySet<string> {
  const after = new Set(before);
  for (const key of keys) {
    if (selected) after.add(key);
    else after.delete(key);
  }
  return after;
}
