// One row of the grid. It is drawn again only when its own data, place or state changes.
import { type MouseEvent, memo } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './data-grid.module.css';
import type { GridColumn } from './data-grid-types.ts';

export interface GridRowEvents {
  onClick(key: string, event: MouseEvent): void;
  onOpen(key: string): void;
  onContext(key: string, event: MouseEvent): void;
  onToggle(key: string): void;
  onFocus(key: string): void;
}

interface GridRowProps<Row> {
  readonly id: string;
  readonly row: Row;
  readonly text: string;
  readonly columns: readonly GridColumn<Row>[];
  /** From 0, the header not counted. */
  readonly index: number;
  readonly top: number;
  readonly height: number;
  readonly active: boolean;
  /** Undefined where rows cannot be selected. */
  readonly selected: boolean | undefined;
  readonly stale: boolean;
  readonly events: GridRowEvents;
}

function Cell<Row>({
  column,
  row,
  position,
}: {
  readonly column: GridColumn<Row>;
  readonly row: Row;
  readonly position: number;
}) {
  return (
    <div
      role={column.rowHeader === true ? 'rowheader' : 'gridcell'}
      aria-colindex={position}
      className={classes.cell}
      data-align={column.align}
    >
      {column.cell(row)}
    </div>
  );
}

function Row<T>(props: GridRowProps<T>) {
  const { id, row, columns, index, top, height, active, selected, events } = props;
  const { t } = useTranslation('ui');
  const shift = selected === undefined ? 1 : 2;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid around it handles the keyboard
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-key={id}
      className={classes.row}
      data-stale={props.stale || undefined}
      tabIndex={active ? 0 : -1}
      style={{ transform: `translateY(${top}px)`, height }}
      onClick={(event) => events.onClick(id, event)}
      onDoubleClick={() => events.onOpen(id)}
      onContextMenu={(event) => events.onContext(id, event)}
      onFocus={() => events.onFocus(id)}
    >
      {selected !== undefined && (
        <div role="gridcell" aria-colindex={1} className={classes.check}>
          <input
            type="checkbox"
            tabIndex={-1}
            aria-label={t('grid.select', { name: props.text })}
            checked={selected}
            onChange={() => events.onToggle(id)}
            onClick={(event) => event.stopPropagation()}
            onDoubleClick={(event) => event.stopPropagation()}
          />
        </div>
      )}
      {columns.map((column, position) => (
        <Cell key={column.id} column={column} row={row} position={position + shift} />
      ))}
    </div>
  );
}

export const GridRow = memo(Row) as typeof Row;
