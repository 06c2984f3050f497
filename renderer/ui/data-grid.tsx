// A grid of rows that stays quick with ten thousand: only what is in view is in the document.
// The row, not the cell, holds the focus; the rows are one stop of the Tab key.
import { type CSSProperties, type MouseEvent, useCallback, useMemo, useRef, useState } from 'react';
import classes from './data-grid.module.css';
import type { DataGridProps, Sorting, Widths } from './data-grid-types.ts';
import type { EdgeEvents } from './grid-edge.tsx';
import { GridHeader } from './grid-header.tsx';
import { shareOf } from './grid-lines.ts';
import { GridRows, hasBoxes } from './grid-rows.tsx';
import { CHECK_WIDTH, columnWidths, fittingWidth } from './grid-widths.ts';
import { frozenOf, useBeneath } from './use-frozen.ts';
import { type Grid, useGrid } from './use-grid.ts';

const NO_WIDTHS: Widths = {};
const UNSORTED: readonly Sorting[] = [];

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
      <GridRows grid={grid} props={props} span={tracks.length} />
    </div>
  );
}
