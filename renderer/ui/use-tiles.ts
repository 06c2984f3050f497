// What a grid of tiles knows: how many stand side by side, which are in view, and what a click or key does.
import { type MouseEvent, useMemo, useRef } from 'react';
import { howOf } from './grid-selection.ts';
import type { TileGridProps } from './tile-grid-types.ts';
import { elementOf, isInsideControl, useActive, type Viewport } from './use-active.ts';
import { useGridKeys } from './use-grid-keys.ts';
import { useGridSelect } from './use-grid-select.ts';
import { useRowWindow } from './use-row-window.ts';

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

export interface Tiles {
  readonly viewport: Viewport;
  readonly keys: readonly string[];
  readonly columns: number;
  readonly lines: number;
  /** Lines to draw. */
  readonly drawn: readonly number[];
  /** The tile that arrow keys start from. */
  readonly active: number;
  readonly events: TileEvents;
  readonly onKeyDown: ReturnType<typeof useGridKeys>;
}

/** Those in view, and that of the active tile, or the keyboard would be lost while scrolling. */
function drawnLines(first: number, end: number, active: number): readonly number[] {
  const shown = Array.from({ length: Math.max(0, end - first) }, (_, index) => first + index);
  if (active < first) return [active, ...shown];
  return active >= end ? [...shown, active] : shown;
}

export function useTiles<Row>(props: TileGridProps<Row>): Tiles {
  const { rows, keyOf, textOf = keyOf, selected, onSelect, onOpen, onContext } = props;
  const { tileWidth, tileHeight } = props;
  const viewport = useRef<HTMLDivElement>(null);
  const keys = useMemo(() => rows.map(keyOf), [rows, keyOf]);
  const active = useActive(viewport, keys);
  const select = useGridSelect(selected, onSelect, keys);
  const seen = useRowWindow(viewport, tileHeight, 0, 1);
  const columns =
    seen.width === 0 ? FIRST_GUESS : Math.max(1, Math.floor((seen.width - PADDING) / tileWidth));
  const lines = Math.ceil(rows.length / columns);

  function context(index: number, at?: { readonly x: number; readonly y: number }): void {
    const row = rows[index];
    const key = keys[index];
    if (row === undefined || key === undefined || onContext === undefined) return;
    if (!selected.has(key)) select(key, 'only');
    const box = elementOf(viewport, key)?.getBoundingClientRect();
    onContext(row, at ?? { x: (box?.left ?? 0) + 20, y: (box?.top ?? 0) + 20 });
  }

  function open(index: number): void {
    const row = rows[index];
    if (row !== undefined) onOpen?.(row);
  }

  const onKeyDown = useGridKeys({
    count: rows.length,
    active: active.index,
    page: columns * Math.max(1, Math.floor(seen.height / tileHeight)),
    columns,
    selectable: true,
    textAt: (index) => {
      const row = rows[index];
      return row === undefined ? '' : textOf(row);
    },
    move: (index) => {
      active.activate(keys[index]);
      seen.show(Math.floor(index / columns));
    },
    select: (index, how) => {
      const key = keys[index];
      if (key !== undefined) select(key, how);
    },
    selectAll: () => onSelect(new Set(keys)),
    clear: () => onSelect(new Set()),
    open,
    context,
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

  const end = Math.min(seen.end, lines);
  const drawn =
    lines === 0 ? [] : drawnLines(Math.min(seen.first, end), end, Math.floor(active.index / columns));
  return { viewport, keys, columns, lines, drawn, active: active.index, events, onKeyDown };
}
