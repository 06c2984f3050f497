// What a grid of tiles knows: how many stand side by side, which are in view, and what a click or key does.
import { type MouseEvent, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useRowHeight } from './density.ts';
import { type GridLines, linesOf } from './grid-lines.ts';
import { howOf, type SelectHow } from './grid-selection.ts';
import type { TileGridProps } from './tile-grid-types.ts';
import { itemBelow, type TileLayout, tileLayout } from './tile-lines.ts';
import { type Active, elementOf, isInsideControl, useActive, type Viewport } from './use-active.ts';
import { withKeys } from './use-grid.ts';
import { useGridKeys } from './use-grid-keys.ts';
import { useGridSelect } from './use-grid-select.ts';
import { useRowWindow } from './use-row-window.ts';
import { useSearchStart } from './use-search-start.ts';

/** px on both sides together. */
const PADDING = 12;
/** Before anything was measured. */
const FIRST_GUESS = 4;

export interface TileEvents {
  onClick(key: string, event: MouseEvent): void;
  onOpen(key: string): void;
  onContext(key: string, event: MouseEvent): void;
  onFocus(key: string): void;
}

export interface Tiles<Row> {
  readonly viewport: Viewport;
  /** Heads and tiles. */
  readonly items: GridLines<Row>;
  readonly columns: number;
  readonly layout: TileLayout;
  /** px of a head */
  readonly headHeight: number;
  /** Lines to draw. */
  readonly drawn: readonly number[];
  /** The item that arrow keys start from. */
  readonly active: number;
  readonly events: TileEvents;
  readonly onKeyDown: ReturnType<typeof useGridKeys>;
  readonly focusEvents: Active['focusEvents'];
}

/** Those in view, and that of the active tile, or the keyboard would be lost while scrolling. */
function drawnLines(first: number, end: number, active: number): readonly number[] {
  const shown = Array.from({ length: Math.max(0, end - first) }, (_, index) => first + index);
  if (active < first) return [active, ...shown];
  return active >= end ? [...shown, active] : shown;
}

/** px inside the viewport; 0 before it was measured. */
function useRoom(viewport: Viewport): number {
  const [room, setRoom] = useState(0);
  useLayoutEffect(() => {
    const box = viewport.current;
    if (box === null) return;
    const measure = () => setRoom(box.clientWidth);
    measure();
    const resized = new ResizeObserver(measure);
    resized.observe(box);
    return () => resized.disconnect();
  }, [viewport]);
  return room;
}

/** Where all tiles and heads stand. */
function useTileLayout<Row>(props: TileGridProps<Row>, viewport: Viewport) {
  const { rows, keyOf, grouping, tileWidth, tileHeight } = props;
  const headHeight = useRowHeight() + 4;
  const room = useRoom(viewport);
  const columns = room === 0 ? FIRST_GUESS : Math.max(1, Math.floor((room - PADDING) / tileWidth));
  const groups = grouping?.groups;
  const folded = grouping?.folded;
  const items = useMemo(
    () => linesOf(rows, keyOf, groups === undefined || folded === undefined ? undefined : { groups, folded }),
    [rows, keyOf, groups, folded],
  );
  const layout = useMemo(
    () => tileLayout(items, { columns, headHeight, tileHeight }),
    [items, columns, headHeight, tileHeight],
  );
  return { items, columns, layout, headHeight };
}

export function useTiles<Row>(props: TileGridProps<Row>): Tiles<Row> {
  const { keyOf, textOf = keyOf, selected, onSelect, onOpen, onContext, grouping, tileHeight } = props;
  const viewport = useRef<HTMLDivElement>(null);
  const { items, columns, layout, headHeight } = useTileLayout(props, viewport);
  const { keys } = items;
  const active = useActive(viewport, keys);
  const select = useGridSelect(selected, onSelect, items.open);
  const seen = useRowWindow(viewport, layout, 0, 1);
  const activeLine = layout.lineOf(active.index);
  useSearchStart(props.search, seen, active.key, activeLine);
  // The column in which up and down go on, though there is a head between.
  const column = useRef(0);

  function below(by: number): number {
    const line = layout.lines[activeLine];
    if (line?.head === false) column.current = active.index - line.first;
    return itemBelow(layout, active.index, by, column.current);
  }

  function selectItem(item: number, how: SelectHow): void {
    const key = keys[item];
    const group = items.groupAt(item)?.group;
    if (key !== undefined && group === undefined) select(key, how);
    else if (group !== undefined && how === 'toggle') {
      const members = group.rows.map(keyOf);
      const all = members.every((one) => selected.has(one));
      onSelect(withKeys(selected, members, !all));
    }
  }

  function context(item: number, at?: { readonly x: number; readonly y: number }): void {
    const row = items.rowAt(item);
    const key = keys[item];
    if (row === undefined || key === undefined || onContext === undefined) return;
    if (!selected.has(key)) select(key, 'only');
    const box = elementOf(viewport, key)?.getBoundingClientRect();
    onContext(row, at ?? { x: (box?.left ?? 0) + 20, y: (box?.top ?? 0) + 20 });
  }

  /** Only a head folds: from a tile, left and right lead to its neighbours. */
  function fold(item: number, folded: boolean): boolean {
    const at = items.groupAt(item);
    if (at === undefined) return false;
    if (at.folded !== folded) grouping?.onFold(at.group.id, folded);
    return true;
  }

  function open(item: number): void {
    const row = items.rowAt(item);
    const at = items.groupAt(item);
    if (row !== undefined) onOpen?.(row);
    else if (at !== undefined) fold(item, !at.folded);
  }

  const onKeyDown = useGridKeys({
    count: keys.length,
    active: active.index,
    page: Math.max(1, Math.floor(seen.height / tileHeight)),
    sideways: true,
    below,
    selectable: true,
    textAt: (item) => {
      const row = items.rowAt(item);
      return row === undefined ? '' : textOf(row);
    },
    move: (item) => {
      active.activate(keys[item]);
      seen.show(layout.lineOf(item));
    },
    select: selectItem,
    selectAll: () => onSelect(new Set(items.all)),
    clear: () => onSelect(new Set()),
    open,
    context,
    fold,
  });

  const events: TileEvents = {
    onClick: (key, event) => {
      if (isInsideControl(event.target)) return active.setKey(key);
      active.activate(key);
      select(key, howOf(event));
    },
    onOpen: (key) => open(keys.indexOf(key)),
    onContext: (key, event) => {
      event.preventDefault();
      active.activate(key);
      context(keys.indexOf(key), { x: event.clientX, y: event.clientY });
    },
    onFocus: active.setKey,
  };

  const count = layout.lines.length;
  const end = Math.min(seen.end, count);
  const drawn = count === 0 ? [] : drawnLines(Math.min(seen.first, end), end, activeLine);
  return {
    viewport,
    items,
    columns,
    layout,
    headHeight,
    drawn,
    active: active.index,
    events,
    onKeyDown,
    focusEvents: active.focusEvents,
  };
}
