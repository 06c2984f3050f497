// The head of the grid: names of columns that sort, and the box that selects all. It is one stop of the Tab key, with the
// edge of the column that was reached last as a second.
import { type KeyboardEvent, memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './data-grid.module.css';
import type { GridColumn, Sorting } from './data-grid-types.ts';
import { type ColumnEvents, ColumnHeader } from './grid-column-header.tsx';
import type { EdgeEvents } from './grid-edge.tsx';
import type { Share } from './grid-lines.ts';
import { sortingAfter } from './grid-order.ts';
import { useColumnDrag } from './use-column-drag.ts';

interface GridHeaderProps<Row> {
  readonly columns: readonly GridColumn<Row>[];
  readonly widths: readonly number[];
  readonly sorting: readonly Sorting[];
  readonly onSort: ((sorting: readonly Sorting[]) => void) | undefined;
  readonly onMove: ((column: string, before: string | undefined) => void) | undefined;
  readonly edge: EdgeEvents | undefined;
  /** Undefined where rows cannot be selected. */
  readonly all: Share | undefined;
  readonly onAll: () => void;
}

function SelectAll({ all, onAll }: { readonly all: Share; readonly onAll: () => void }) {
  const { t } = useTranslation('ui');
  return (
    <div role="columnheader" aria-colindex={1} className={classes.check}>
      <input
        type="checkbox"
        aria-label={t('grid.selectAll')}
        checked={all === 'all'}
        ref={(box) => {
          if (box !== null) box.indeterminate = all === 'some';
        }}
        onChange={onAll}
      />
    </div>
  );
}

/** The head that an arrow leads to. */
function neighbour(event: KeyboardEvent): HTMLElement | undefined {
  const heads = [...(event.currentTarget.closest('[role=row]')?.querySelectorAll('[data-column]') ?? [])];
  const at = heads.indexOf(event.currentTarget);
  const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: heads.length - 1 }[event.key];
  const head = to === undefined ? undefined : heads[to];
  return head instanceof HTMLElement ? head : undefined;
}

function sorts<Row>({ sortable = false, compare }: GridColumn<Row>): boolean {
  return sortable || compare !== undefined;
}

function useColumnEvents<Row>({ columns, sorting, onSort }: GridHeaderProps<Row>) {
  const [reached, setReached] = useState<string>();
  const events: ColumnEvents = {
    onSort: (column, add) => {
      const largestFirst = columns.find(({ id }) => id === column)?.largestFirst === true;
      onSort?.(sortingAfter(sorting, column, { add, largestFirst }));
    },
    onWalk: (event) => {
      const to = neighbour(event);
      if (to === undefined) return;
      event.preventDefault();
      to.focus();
    },
    onFocus: setReached,
  };
  const heads = columns.filter((column) => sorts(column));
  const known = heads.some(({ id }) => id === reached) ? reached : heads[0]?.id;
  return { events, reached: known };
}

function Header<Row>(props: GridHeaderProps<Row>) {
  const { columns, widths, sorting, onSort, onMove, edge, all, onAll } = props;
  const shift = all === undefined ? 1 : 2;
  const { events, reached } = useColumnEvents(props);
  const drag = useColumnDrag(columns, onMove);
  return (
    <div role="row" aria-rowindex={1} className={classes.header}>
      {all !== undefined && <SelectAll all={all} onAll={onAll} />}
      {columns.map((column, position) => {
        const rank = sorting.findIndex((one) => one.column === column.id);
        const direction = sorting[rank]?.descending === true ? 'descending' : 'ascending';
        return (
          <ColumnHeader
            key={column.id}
            column={column}
            colIndex={position + shift}
            width={widths[position] ?? column.width}
            sortable={sorts(column) && onSort !== undefined}
            order={rank < 0 ? undefined : direction}
            rank={rank < 0 || sorting.length < 2 ? undefined : rank + 1}
            reachable={column.id === reached}
            drop={drag.over?.column === column.id ? drag.over.side : undefined}
            events={events}
            drag={onMove === undefined ? undefined : drag.events}
            edge={edge}
          />
        );
      })}
    </div>
  );
}

export const GridHeader = memo(Header) as typeof Header;
