// A tree as a list of its visible lines, of which those out of view are not drawn. What a line looks like is the caller's.
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { Point } from './context-menu.tsx';
import { useRowHeight } from './density.ts';
import classes from './tree-view.module.css';
import { type TreeRow, useTreeKeys } from './use-tree-keys.ts';

type Viewport = RefObject<HTMLDivElement | null>;

/** Where a line stands, and what it tells. It needs `data-index`, the role `treeitem` and `tabIndex`. */
export interface TreePlace {
  readonly index: number;
  /** px */
  readonly top: number;
  readonly tabbable: boolean;
  /** It is what the page shows. */
  readonly current: boolean;
  readonly onOpen: () => void;
  readonly onToggle: () => void;
  readonly onFocus: () => void;
  readonly onContext: (at: Point) => void;
}

export interface TreeViewProps<Row extends TreeRow> {
  readonly label: string;
  readonly className?: string | undefined;
  readonly rows: readonly Row[];
  /** The id of the line whose place is shown. */
  readonly here: string;
  readonly labelOf: (row: Row) => string;
  readonly onOpen: (row: Row) => void;
  readonly onToggle: (row: Row) => void;
  readonly onContext: (row: Row, at: Point) => void;
  /** Keys that a line takes before the tree does. */
  readonly onRowKey?: (row: Row, event: KeyboardEvent) => void;
  readonly renderRow: (row: Row, place: TreePlace) => ReactNode;
}

function elementAt(viewport: Viewport, index: number): HTMLElement | undefined {
  return viewport.current?.querySelector<HTMLElement>(`[data-index="${index}"]`) ?? undefined;
}

function useTreeWindow(viewport: Viewport, count: number, active: number) {
  const height = useRowHeight();
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => viewport.current,
    estimateSize: () => height,
    overscan: 10,
    // The row that holds the focus stays in the document, or the keyboard would be lost while scrolling.
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range);
      return shown.includes(active) || count === 0 ? shown : [...shown, active].sort((a, b) => a - b);
    },
  });
  // It keeps the sizes that it was given first.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another height is the reason to measure
  useEffect(() => virtual.measure(), [virtual, height]);
  return virtual;
}

/** The row that keys start from: the one used last, else the one of the place that is shown. */
function useActiveRow(viewport: Viewport, rows: readonly TreeRow[], here: string) {
  const [id, setId] = useState<string>();
  const wantsFocus = useRef(false);
  const wanted = id ?? here;
  const found = useMemo(() => rows.findIndex((row) => row.id === wanted), [rows, wanted]);
  const index = Math.max(0, found);
  useEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    elementAt(viewport, index)?.focus({ preventScroll: true });
  });
  return {
    index,
    setId,
    focus: (next: string | undefined) => {
      wantsFocus.current = true;
      setId(next);
    },
  };
}

export function TreeView<Row extends TreeRow>(props: TreeViewProps<Row>) {
  const { rows, here, onOpen, onToggle, onContext, onRowKey } = props;
  const viewport = useRef<HTMLDivElement>(null);
  const active = useActiveRow(viewport, rows, here);
  const virtual = useTreeWindow(viewport, rows.length, active.index);

  const onTreeKey = useTreeKeys({
    rows,
    active: active.index,
    labelOf: props.labelOf,
    move: (index) => {
      active.focus(rows[index]?.id);
      virtual.scrollToIndex(index);
    },
    toggle: onToggle,
    open: onOpen,
    context: (index) => {
      const row = rows[index];
      const box = elementAt(viewport, index)?.getBoundingClientRect();
      if (row !== undefined) onContext(row, { x: (box?.left ?? 0) + 40, y: box?.bottom ?? 0 });
    },
  });

  function onKeyDown(event: KeyboardEvent) {
    const row = rows[active.index];
    if (row !== undefined) onRowKey?.(row, event);
    if (!event.defaultPrevented) onTreeKey(event);
  }

  return (
    <div
      ref={viewport}
      role="tree"
      aria-label={props.label}
      className={`${classes.tree} ${props.className ?? ''}`}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" className={classes.rows} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          return props.renderRow(row, {
            index: item.index,
            top: item.start,
            tabbable: item.index === active.index,
            current: row.id === here,
            onOpen: () => {
              active.setId(row.id);
              onOpen(row);
            },
            onToggle: () => onToggle(row),
            onFocus: () => active.setId(row.id),
            onContext: (at) => onContext(row, at),
          });
        })}
      </div>
    </div>
  );
}
