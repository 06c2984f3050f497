import type { ReactNode } from 'react';
import type { Point } from './context-menu.tsx';

export interface GridColumn<Row> {
  readonly id: string;
  readonly header: string;
  /** px; the least when `grow` is set. */
  readonly width: number;
  /** Share of the room that is left over. */
  readonly grow?: number;
  readonly align?: 'end';
  readonly cell: (row: Row) => ReactNode;
  /** Makes the column sortable, smallest first. */
  readonly compare?: (a: Row, b: Row) => number;
  /** The cell that names the row. */
  readonly rowHeader?: boolean;
}

export interface Sorting {
  readonly column: string;
  readonly descending: boolean;
}

export interface DataGridProps<Row> {
  readonly label: string;
  readonly columns: readonly GridColumn<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** What type-ahead looks at; the key when absent. */
  readonly textOf?: (row: Row) => string;
  readonly sorting?: Sorting;
  readonly onSort?: (sorting: Sorting) => void;
  /** Present: rows can be selected, several at once. */
  readonly selected?: ReadonlySet<string>;
  readonly onSelect?: (keys: ReadonlySet<string>) => void;
  /** Enter or double click. */
  readonly onOpen?: (row: Row) => void;
  /** Right click, Menu key or Shift+F10; the row is selected by then. */
  readonly onContext?: (row: Row, at: Point) => void;
  /** Rows whose values are old. */
  readonly isStale?: (row: Row) => boolean;
  /** Drawn instead of rows when there are none. */
  readonly empty?: ReactNode;
  /** px; 24 when absent. */
  readonly rowHeight?: number;
}
