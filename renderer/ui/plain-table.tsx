// A dense table for a few dozen rows: head, rows, and what to say when there are none. Long lists use the grid.
import type { ReactNode } from 'react';
import classes from './plain-table.module.css';

export interface PlainColumn<Row> {
  readonly id: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  readonly align?: 'end';
  /** Most px that it takes; longer texts are cut. */
  readonly most?: number;
  /** Draws the cells in a fixed-width font. */
  readonly code?: boolean;
}

export interface PlainTableProps<Row> {
  /** What the table lists, for assistive technology. */
  readonly label: string;
  /** The first column names the row. */
  readonly columns: readonly PlainColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Said in place of rows. */
  readonly empty: ReactNode;
  readonly isSelected?: (row: Row) => boolean;
}

export function PlainTable<Row>(props: PlainTableProps<Row>) {
  const { label, columns, rows, rowKey, empty, isSelected } = props;
  return (
    <div className={classes.frame}>
      <table className={classes.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" data-align={column.align}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} data-selected={isSelected?.(row) || undefined}>
              {columns.map((column, index) => (
                <Cell key={column.id} column={column} row={row} names={index === 0} />
              ))}
            </tr>
          ))}
          {rows.length === 0 && (
            <tr>
              <td className={classes.empty} colSpan={columns.length}>
                {empty}
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}

interface CellProps<Row> {
  readonly column: PlainColumn<Row>;
  readonly row: Row;
  /** The cell that the others of the row belong to. */
  readonly names: boolean;
}

function Cell<Row>({ column, row, names }: CellProps<Row>) {
  const content = column.cell(row);
  const shared = {
    'data-align': column.align,
    className: column.code === true ? classes.code : undefined,
    style: { maxWidth: column.most },
  };
  return names ? (
    <th scope="row" {...shared}>
      {content}
    </th>
  ) : (
    <td {...shared}>{content}</td>
  );
}
