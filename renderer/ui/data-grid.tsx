// A grid of rows that stays quick with ten thousand: only what is in view is in the document.
// The row, not the cell, holds the focus; the whole grid is one stop of the Tab key.
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type MouseEvent, useEffect, useMemo, useRef, useState } from 'react';
import classes from './data-grid.module.css';
import type { DataGridProps, GridColumn } from './data-grid-types.ts';
import { GridHeader } from './grid-header.tsx';
import { GridRow, type GridRowEvents } from './grid-row.tsx';
import { howOf, type SelectHow, type Selection, selectionAfter } from './grid-selection.ts';
import { useGridKeys } from './use-grid-keys.ts';

const ROW_HEIGHT = 24;
const HEADER_HEIGHT = 26;

function template<Row>(columns: readonly GridColumn<Row>[], selectable: boolean): string {
  const tracks = columns.map(({ width, grow }) =>
    grow === undefined ? `${width}px` : `minmax(${width}px, ${grow}fr)`,
  );
  return [...(selectable ? ['28px'] : []), ...tracks].join(' ');
}

function useSorted<Row>({ rows, columns, sorting }: DataGridProps<Row>): readonly Row[] {
  const compare = columns.find((column) => column.id === sorting?.column)?.compare;
  const descending = sorting?.descending === true;
  return useMemo(() => {
    if (compare === undefined) return rows;
    return [...rows].sort((a, b) => (descending ? compare(b, a) : compare(a, b)));
  }, [rows, compare, descending]);
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

export function DataGrid<Row>(props: DataGridProps<Row>) {
  const { label, columns, keyOf, selected, onSelect, onOpen, onContext } = props;
  const textOf = props.textOf ?? keyOf;
  const rowHeight = props.rowHeight ?? ROW_HEIGHT;
  const rows = useSorted(props);
  const order = useMemo(() => rows.map(keyOf), [rows, keyOf]);
  const viewport = useRef<HTMLDivElement>(null);
  const [activeKey, setActiveKey] = useState<string>();
  const [anchor, setAnchor] = useState<string>();
  const wantsFocus = useRef(false);
  const active = Math.max(0, activeKey === undefined ? 0 : order.indexOf(activeKey));
  const selectable = selected !== undefined;

  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => viewport.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollPaddingStart: HEADER_HEIGHT,
    // The row that holds the focus stays in the document, or the keyboard would be lost while scrolling.
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range);
      return shown.includes(active) || rows.length === 0 ? shown : [...shown, active].sort((a, b) => a - b);
    },
  });

  function rowElement(key: string): HTMLElement | undefined {
    const all = viewport.current?.querySelectorAll<HTMLElement>('[data-key]') ?? [];
    return [...all].find((element) => element.dataset.key === key);
  }

  useEffect(() => {
    if (!wantsFocus.current || activeKey === undefined) return;
    wantsFocus.current = false;
    rowElement(activeKey)?.focus({ preventScroll: true });
  });

  function select(key: string, how: SelectHow): void {
    if (selected === undefined || onSelect === undefined) return;
    const before: Selection = anchor === undefined ? { keys: selected } : { keys: selected, anchor };
    const after = selectionAfter(before, key, how, order);
    setAnchor(after.anchor);
    onSelect(after.keys);
  }

  function context(index: number, at?: { readonly x: number; readonly y: number }): void {
    const row = rows[index];
    const key = order[index];
    if (row === undefined || key === undefined || onContext === undefined) return;
    if (selected?.has(key) === false) select(key, 'only');
    const box = rowElement(key)?.getBoundingClientRect();
    onContext(row, at ?? { x: (box?.left ?? 0) + 40, y: box?.bottom ?? 0 });
  }

  function open(key: string): void {
    const row = rows[order.indexOf(key)];
    if (row !== undefined) onOpen?.(row);
  }

  const onKeyDown = useGridKeys({
    count: rows.length,
    active,
    page: Math.max(1, Math.floor((viewport.current?.clientHeight ?? 0) / rowHeight) - 2),
    selectable,
    textAt: (index) => {
      const row = rows[index];
      return row === undefined ? '' : textOf(row);
    },
    move: (index) => {
      wantsFocus.current = true;
      setActiveKey(order[index]);
      virtual.scrollToIndex(index);
    },
    select: (index, how) => {
      const key = order[index];
      if (key !== undefined) select(key, how);
    },
    selectAll: () => onSelect?.(new Set(order)),
    clear: () => onSelect?.(new Set()),
    open: (index) => {
      const key = order[index];
      if (key !== undefined) open(key);
    },
    context: (index) => context(index),
  });

  const events = useSteady({
    onClick: (key, event) => {
      wantsFocus.current = !isInsideControl(event);
      setActiveKey(key);
      if (!isInsideControl(event)) select(key, howOf(event));
    },
    onOpen: open,
    onContext: (key, event) => {
      event.preventDefault();
      wantsFocus.current = true;
      setActiveKey(key);
      context(order.indexOf(key), { x: event.clientX, y: event.clientY });
    },
    onToggle: (key) => {
      wantsFocus.current = true;
      setActiveKey(key);
      select(key, 'toggle');
    },
    onFocus: setActiveKey,
  });

  const tracks = template(columns, selectable);
  const shownCount = selected === undefined ? 0 : order.filter((key) => selected.has(key)).length;
  const all = shownCount === 0 ? 'none' : shownCount === order.length ? 'all' : 'some';

  return (
    <div
      ref={viewport}
      role="grid"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length + (selectable ? 1 : 0)}
      aria-multiselectable={selectable || undefined}
      className={classes.grid}
      style={{ ['--grid-columns' as string]: tracks }}
      onKeyDown={onKeyDown}
    >
      <GridHeader
        columns={columns}
        sorting={props.sorting}
        onSort={props.onSort}
        all={selectable ? all : undefined}
        onAll={() => onSelect?.(all === 'all' ? new Set() : new Set(order))}
      />
      {rows.length === 0 && props.empty}
      <div role="rowgroup" className={classes.body} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          const key = order[item.index];
          if (row === undefined || key === undefined) return null;
          return (
            <GridRow
              key={key}
              id={key}
              row={row}
              text={textOf(row)}
              columns={columns}
              index={item.index}
              top={item.start}
              height={rowHeight}
              active={item.index === active}
              selected={selected?.has(key)}
              stale={props.isStale?.(row) === true}
              events={events}
            />
          );
        })}
      </div>
    </div>
  );
}

/** A click on a button or a box in a cell is that control's, not the row's. */
function isInsideControl(event: MouseEvent): boolean {
  return event.target instanceof Element && event.target.closest('button, a, input') !== null;
}
