// The rows of a grid that are in the document, and which of them show which line.
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './data-grid.module.css';
import type { DataGridProps } from './data-grid-types.ts';
import { GridGroupRow } from './grid-group-row.tsx';
import { GridRow } from './grid-row.tsx';
import { runsOf } from './grid-runs.ts';
import { Slots } from './grid-slots.ts';
import { Settling } from './settling.ts';
import { useAfterPaint } from './use-after-paint.ts';
import { useDocumentOrder } from './use-document-order.ts';
import { type Grid, withKeys } from './use-grid.ts';

/** Whether each row has a box to select it. */
export function hasBoxes<Row>({ selected, single = false }: DataGridProps<Row>): boolean {
  return selected !== undefined && !single;
}

/** The lines to draw: those in view and, if not `inViewOnly`, around it. The active one, or the keyboard would be lost while scrolling. */
function drawnLines<Row>({ lines, active, window }: Grid<Row>, inViewOnly: boolean): readonly number[] {
  const end = Math.min(inViewOnly ? window.end - window.around : window.end, lines.keys.length);
  const first = Math.min(window.first, Math.max(0, end - 1));
  const shown = Array.from({ length: Math.max(0, end - first) }, (_, index) => first + index);
  if (active < first) return lines.keys.length === 0 ? shown : [active, ...shown];
  return active >= end && active < lines.keys.length ? [...shown, active] : shown;
}

/** Where a name goes; no text has one. */
const GAP = '\u0000';

/** Whether it was drawn before. */
function useSeenBefore(): RefObject<boolean> {
  const seen = useRef(false);
  useEffect(() => {
    seen.current = true;
  }, []);
  return seen;
}

/** Of so many lines a search leaves none, and the next letter brings a screen full of them back. */
const LONG = 1000;

interface Drawn<Row> {
  readonly key: string;
  readonly row: Row;
  readonly line: number;
}

/**
 * Which elements show which line. To make those of a screen takes half as long again as to show something else in them: in a long list
 * they wait, out of view, while it is short. Not while the keyboard is in the list: it would be left in what nobody sees.
 */
function useSlots<Row>(grid: Grid<Row>) {
  const { lines, viewport } = grid;
  const [slots] = useState(() => new Slots());
  const most = useRef(0);
  most.current = Math.max(most.current, lines.keys.length);
  const waits = most.current >= LONG && viewport.current?.contains(document.activeElement) !== true;
  const painted = useAfterPaint(lines.keys.length);
  // More or fewer lines come first where they are seen: around that a frame later.
  const drawn = drawnLines(grid, waits && painted !== lines.keys.length);
  const assigned = slots.assign(drawn.map((line) => lines.keys[line] ?? ''));
  if (!waits) slots.drop();
  return { drawn, assigned, waiting: slots.waiting };
}

interface RowsProps<Row> {
  readonly grid: Grid<Row>;
  readonly props: DataGridProps<Row>;
  readonly span: number;
}

/** The elements of all lines that are drawn. */
export function GridRows<Row>({ grid, props, span }: RowsProps<Row>) {
  const { t } = useTranslation('ui');
  const { columns, keyOf, textOf = keyOf, selected, onSelect, isStale, onDragRow, grouping } = props;
  const { lines, rowHeight, events } = grid;
  const selectLabel = useMemo(() => {
    // Worded once: the words are the same for each row.
    const [before = '', after = ''] = t('grid.select', { name: GAP }).split(GAP);
    return (name: string) => `${before}${name}${after}`;
  }, [t]);
  const runs = useMemo(() => runsOf(columns), [columns]);
  const seenBefore = useSeenBefore();
  const [settling] = useState(() => new Settling(grid.window.flight));
  const { drawn, assigned, waiting } = useSlots(grid);
  const slots = [...assigned, ...waiting];
  const order = useDocumentOrder(slots);
  const before = useRef<ReadonlyMap<number, Drawn<Row>>>(new Map());
  const shown = new Map<number, Drawn<Row>>();
  function rowOf(slot: number, one: Drawn<Row>, waits: boolean) {
    const { key, row, line } = one;
    shown.set(slot, one);
    return (
      <GridRow
        key={slot}
        index={line}
        height={rowHeight}
        active={!waits && line === grid.active}
        id={key}
        row={row}
        textOf={textOf}
        selectLabel={selectLabel}
        runs={runs}
        level={grouping === undefined ? undefined : 2}
        selected={selected?.has(key)}
        boxed={hasBoxes(props)}
        stale={isStale?.(row) === true}
        waits={waits}
        late={seenBefore}
        settling={settling}
        draggable={onDragRow !== undefined}
        events={events}
      />
    );
  }
  const rows = order.map((position) => {
    const slot = slots[position] ?? 0;
    const line = drawn[position];
    if (line === undefined) {
      const last = before.current.get(slot);
      return last && rowOf(slot, last, true);
    }
    const key = lines.keys[line];
    const row = lines.rowAt(line);
    const at = lines.groupAt(line);
    if (at !== undefined && grouping !== undefined)
      return (
        <GridGroupRow
          key={key}
          {...at}
          rowIndex={line + 2}
          top={line * rowHeight}
          active={line === grid.active}
          span={span}
          keyOf={keyOf}
          selected={selected}
          onFold={grouping.onFold}
          onFocus={events.onFocus}
          onSelect={(keys, on) => onSelect?.(withKeys(selected ?? new Set(), keys, on))}
        />
      );
    if (row === undefined || key === undefined) return null;
    return rowOf(slot, { key, row, line }, false);
  });
  before.current = shown;
  return (
    <div role="rowgroup" className={classes.body} style={{ height: lines.keys.length * rowHeight }}>
      {rows}
    </div>
  );
}
