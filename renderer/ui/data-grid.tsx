// A grid of rows that stays quick with ten thousand: only what is in view is in the document.
// The row, not the cell, holds the focus; the rows are one stop of the Tab key.
import {
  type CSSProperties,
  type MouseEvent,
  type RefObject,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import classes from './data-grid.module.css';
import type { DataGridProps, Sorting, Widths } from './data-grid-types.ts';
import type { EdgeEvents } from './grid-edge.tsx';
import { GridGroupRow } from './grid-group-row.tsx';
import { GridHeader } from './grid-header.tsx';
import { shareOf } from './grid-lines.ts';
import { GridRow } from './grid-row.tsx';
import { Slots } from './grid-slots.ts';
import { CHECK_WIDTH, columnWidths, fittingWidth } from './grid-widths.ts';
import { Settling } from './settling.ts';
import { useDocumentOrder } from './use-document-order.ts';
import { frozenOf, useBeneath } from './use-frozen.ts';
import { type Grid, useGrid, withKeys } from './use-grid.ts';

const NO_WIDTHS: Widths = {};
const UNSORTED: readonly Sorting[] = [];

/** The lines to draw: those in view, and the active one, or the keyboard would be lost while scrolling. */
function drawnLines<Row>({ lines, active, window }: Grid<Row>): readonly number[] {
  const end = Math.min(window.end, lines.keys.length);
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

interface RowsProps<Row> {
  readonly grid: Grid<Row>;
  readonly props: DataGridProps<Row>;
  readonly span: number;
}

function Rows<Row>({ grid, props, span }: RowsProps<Row>) {
  const { t } = useTranslation('ui');
  const { columns, keyOf, textOf = keyOf, selected, onSelect, isStale, onDragRow, grouping } = props;
  const { lines, rowHeight, events } = grid;
  const [slots] = useState(() => new Slots());
  const drawn = drawnLines(grid);
  const selectLabel = useMemo(() => {
    // Worded once: the words are the same for each row.
    const [before = '', after = ''] = t('grid.select', { name: GAP }).split(GAP);
    return (name: string) => `${before}${name}${after}`;
  }, [t]);
  const seenBefore = useSeenBefore();
  const [settling] = useState(() => new Settling(grid.window.flight));
  const assigned = slots.assign(drawn.map((line) => lines.keys[line] ?? ''));
  const order = useDocumentOrder(assigned);
  return (
    <div role="rowgroup" className={classes.body} style={{ height: lines.keys.length * rowHeight }}>
      {order.map((position) => {
        const line = drawn[position] ?? 0;
        const key = lines.keys[line];
        const row = lines.rowAt(line);
        const active = line === grid.active;
        const at = lines.groupAt(line);
        if (at !== undefined && grouping !== undefined)
          return (
            <GridGroupRow
              key={key}
              {...at}
              rowIndex={line + 2}
              top={line * rowHeight}
              active={active}
              span={span}
              keyOf={keyOf}
              selected={selected}
              onFold={grouping.onFold}
              onFocus={events.onFocus}
              onSelect={(keys, on) => onSelect?.(withKeys(selected ?? new Set(), keys, on))}
            />
          );
        if (row === undefined || key === undefined) return null;
        return (
          <GridRow
            key={assigned[position]}
            index={line}
            height={rowHeight}
            active={active}
            id={key}
            row={row}
            textOf={textOf}
            selectLabel={selectLabel}
            columns={columns}
            level={grouping === undefined ? undefined : 2}
            selected={selected?.has(key)}
            boxed={hasBoxes(props)}
            stale={isStale?.(row) === true}
            late={seenBefore}
            settling={settling}
            draggable={onDragRow !== undefined}
            events={events}
          />
        );
      })}
    </div>
  );
}

function hasBoxes<Row>({ selected, single = false }: DataGridProps<Row>): boolean {
  return selected !== undefined && !single;
}

/** The widths as they are, and what makes others of them. */
function useWidths<Row>(props: DataGridProps<Row>, { viewport, window }: Grid<Row>) {
  const { columns, widths: chosen = NO_WIDTHS, onWidth } = props;
  const [preview, setPreview] = useState<Widths>(NO_WIDTHS);
  const boxes = hasBoxes(props) ? 1 : 0;
  const room = window.width - boxes * CHECK_WIDTH;
  const widths = useMemo(
    () => columnWidths(columns, { ...chosen, ...preview }, room),
    [columns, chosen, preview, room],
  );
  const edge = useMemo((): EdgeEvents | undefined => {
    if (onWidth === undefined) return undefined;
    return {
      onPreview: (column, width) => setPreview(width === undefined ? NO_WIDTHS : { [column]: width }),
      onWidth,
      onFit: (column) => {
        const position = columns.findIndex(({ id }) => id === column);
        if (viewport.current !== null) onWidth(column, fittingWidth(viewport.current, position + 1 + boxes));
      },
    };
  }, [onWidth, columns, viewport, boxes]);
  const tracks = [...(boxes === 0 ? [] : [CHECK_WIDTH]), ...widths];
  const frozen = frozenOf(columns, widths, boxes === 1, window.width);
  useBeneath(viewport, frozen);
  return { widths, edge, tracks, frozen };
}

/** A text that is cut is told whole where the pointer rests; a title on every cell would cost as much as the cells. */
function tellWhole({ target }: MouseEvent): void {
  const cell = target instanceof Element ? target.closest<HTMLElement>(`.${classes.cell}`) : null;
  if (cell === null || cell.querySelector('[title]') !== null) return;
  const title = cell.scrollWidth > cell.clientWidth ? (cell.textContent ?? '') : '';
  if (cell.title !== title) cell.title = title;
}

export function DataGrid<Row>(props: DataGridProps<Row>) {
  const {
    label,
    columns,
    selected,
    single = false,
    onSelect,
    sorting = UNSORTED,
    onSort,
    onMoveColumn,
    grouping,
  } = props;
  const grid = useGrid(props);
  const { lines } = grid;
  const { widths, edge, tracks, frozen } = useWidths(props, grid);
  const share = useMemo(
    () => (selected === undefined || single ? undefined : shareOf(lines.all, selected)),
    [lines.all, selected, single],
  );
  const selectAll = useRef(() => {});
  selectAll.current = () => onSelect?.(new Set(share === 'all' ? [] : lines.all));
  // The same as long as the grid is there: its head is not drawn again for each letter of a search.
  const onAll = useCallback(() => selectAll.current(), []);
  const style: CSSProperties & Readonly<Record<`--${string}`, string>> = {
    '--grid-columns': tracks.map((width) => `${width}px`).join(' '),
    '--grid-width': `${tracks.reduce((sum, width) => sum + width, 0)}px`,
    '--grid-row': `${grid.rowHeight}px`,
    '--grid-frozen-left': `${frozen?.left ?? 0}px`,
    '--grid-frozen-edge': `${frozen?.edge ?? 0}px`,
  };
  const none = lines.all.length === 0 && props.empty !== undefined;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it is a grid, or a treegrid where rows are grouped
    <div
      ref={grid.viewport}
      role={grouping === undefined ? 'grid' : 'treegrid'}
      aria-label={label}
      aria-rowcount={none ? 2 : lines.keys.length + 1}
      aria-colcount={tracks.length}
      aria-multiselectable={hasBoxes(props) || undefined}
      data-frozen={frozen === undefined ? undefined : true}
      className={classes.grid}
      style={style}
      onKeyDown={grid.onKeyDown}
      {...grid.focusEvents}
      onMouseMove={tellWhole}
    >
      <GridHeader
        columns={columns}
        widths={widths}
        sorting={sorting}
        onSort={onSort}
        onMove={onMoveColumn}
        edge={edge}
        all={share}
        onAll={onAll}
      />
      {none && (
        <div role="row" aria-rowindex={2}>
          <div role="gridcell" aria-colspan={tracks.length}>
            {props.empty}
          </div>
        </div>
      )}
      <Rows grid={grid} props={props} span={tracks.length} />
    </div>
  );
}
