// The head of one column: its name, which sorts and can be dragged elsewhere, and its edge, which makes it wider.
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import type { DragEvent, KeyboardEvent, MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './data-grid.module.css';
import type { GridColumn } from './data-grid-types.ts';
import { type EdgeEvents, GridEdge } from './grid-edge.tsx';

/** Where a column that is dragged would go. */
export type DropSide = 'before' | 'after';

export interface ColumnEvents {
  onSort(column: string, add: boolean): void;
  /** Left and right, Home and End: to the head of another column. */
  onWalk(event: KeyboardEvent): void;
  onFocus(column: string): void;
}

export interface ColumnDrag {
  onStart(column: string, event: DragEvent): void;
  onOver(column: string, event: DragEvent): void;
  onDrop(event: DragEvent): void;
  onEnd(): void;
}

export interface ColumnHeaderProps<Row> {
  readonly column: GridColumn<Row>;
  readonly colIndex: number;
  readonly width: number;
  readonly sortable: boolean;
  readonly order: 'ascending' | 'descending' | undefined;
  /** From 1, where several columns sort. */
  readonly rank: number | undefined;
  /** Whether Tab comes here; the others are reached with arrows. */
  readonly reachable: boolean;
  readonly drop: DropSide | undefined;
  readonly events: ColumnEvents;
  /** Absent where columns stay where they are. */
  readonly drag: ColumnDrag | undefined;
  /** Absent where widths are fixed. */
  readonly edge: EdgeEvents | undefined;
}

function Order({ order, rank }: Pick<ColumnHeaderProps<never>, 'order' | 'rank'>) {
  if (order === undefined) return null;
  const Sign = order === 'descending' ? IconChevronDown : IconChevronUp;
  return (
    <>
      <Sign size={12} aria-hidden />
      {rank !== undefined && (
        <small className={classes.rank} aria-hidden>
          {rank}
        </small>
      )}
    </>
  );
}

function SortButton<Row>(props: ColumnHeaderProps<Row>) {
  const { column, order, rank, reachable, events, drag } = props;
  const { t } = useTranslation('ui');
  const { id } = column;

  function onKeyDown(event: KeyboardEvent): void {
    // A key's click does not tell everywhere whether Shift was held.
    if (event.shiftKey && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault();
      events.onSort(id, true);
    } else events.onWalk(event);
  }

  return (
    <button
      type="button"
      className={classes.columnName}
      tabIndex={reachable ? 0 : -1}
      data-column={id}
      title={t('grid.sortHint')}
      aria-description={rank === undefined ? undefined : t('grid.sortRank', { rank })}
      draggable={drag !== undefined}
      onClick={(event: MouseEvent) => events.onSort(id, event.shiftKey)}
      onKeyDown={onKeyDown}
      onFocus={() => events.onFocus(id)}
      onDragStart={(event) => drag?.onStart(id, event)}
      onDragEnd={drag?.onEnd}
    >
      <span data-fit>{column.header}</span>
      <Order order={order} rank={rank} />
    </button>
  );
}

export function ColumnHeader<Row>(props: ColumnHeaderProps<Row>) {
  const { column, colIndex, width, sortable, order, rank, reachable, drop, drag, edge } = props;
  const first = rank === undefined || rank === 1;
  return (
    <div
      role="columnheader"
      aria-colindex={colIndex}
      // Otherwise the name of its edge would be part of its own.
      aria-label={column.header}
      aria-sort={first ? order : undefined}
      className={classes.columnHeader}
      data-align={column.align}
      data-names={column.rowHeader}
      data-drop={drop}
      onDragOver={(event) => drag?.onOver(column.id, event)}
      onDrop={drag?.onDrop}
    >
      {sortable ? (
        <SortButton {...props} />
      ) : (
        <span className={classes.columnName}>
          <span data-fit>{column.header}</span>
        </span>
      )}
      {edge !== undefined && (
        <GridEdge column={column.id} name={column.header} width={width} reachable={reachable} {...edge} />
      )}
    </div>
  );
}
