// A grid of rows that stays quick with ten thousand: only what is in view is in the document.
// The row, not the cell, holds the focus; the whole grid is one stop of the Tab key.
import classes from './data-grid.module.css';
import type { DataGridProps, GridColumn } from './data-grid-types.ts';
import { GridHeader } from './grid-header.tsx';
import { GridRow } from './grid-row.tsx';
import { type Grid, useGrid } from './use-grid.ts';

function template<Row>(columns: readonly GridColumn<Row>[], selectable: boolean): string {
  const tracks = columns.map(({ width, grow }) =>
    grow === undefined ? `${width}px` : `minmax(${width}px, ${grow}fr)`,
  );
  return [...(selectable ? ['28px'] : []), ...tracks].join(' ');
}

function Rows<Row>({ grid, props }: { readonly grid: Grid<Row>; readonly props: DataGridProps<Row> }) {
  const { columns, keyOf, textOf = keyOf, selected, isStale } = props;
  return (
    <div role="rowgroup" className={classes.body} style={{ height: grid.virtual.getTotalSize() }}>
      {grid.virtual.getVirtualItems().map((item) => {
        const row = grid.rows[item.index];
        const key = grid.order[item.index];
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
            height={grid.rowHeight}
            active={item.index === grid.active}
            selected={selected?.has(key)}
            stale={isStale?.(row) === true}
            events={grid.events}
          />
        );
      })}
    </div>
  );
}

/** How much of what is shown is selected; undefined where rows cannot be. */
function selectedShare(order: readonly string[], selected: ReadonlySet<string> | undefined) {
  if (selected === undefined) return undefined;
  const count = order.filter((key) => selected.has(key)).length;
  if (count === 0) return 'none';
  return count === order.length ? 'all' : 'some';
}

export function DataGrid<Row>(props: DataGridProps<Row>) {
  const { label, columns, selected, onSelect, sorting, onSort, empty } = props;
  const grid = useGrid(props);
  const selectable = selected !== undefined;
  const share = selectedShare(grid.order, selected);
  return (
    <div
      ref={grid.viewport}
      role="grid"
      aria-label={label}
      aria-rowcount={grid.rows.length + 1}
      aria-colcount={columns.length + (selectable ? 1 : 0)}
      aria-multiselectable={selectable || undefined}
      className={classes.grid}
      style={{ ['--grid-columns' as string]: template(columns, selectable) }}
      onKeyDown={grid.onKeyDown}
    >
      <GridHeader
        columns={columns}
        sorting={sorting}
        onSort={onSort}
        all={share}
        onAll={() => onSelect?.(new Set(share === 'all' ? [] : grid.order))}
      />
      {grid.rows.length === 0 && empty}
      <Rows grid={grid} props={props} />
    </div>
  );
}
