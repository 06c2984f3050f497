import type { DragEvent, ReactNode } from 'react';
import type { Point } from './context-menu.tsx';

export interface GridColumn<Row> {
  readonly id: string;
  readonly header: string;
  /** px, until a person chooses another; the least when `grow` is set. */
  readonly width: number;
  /** Share of the room that is left over, until a person chooses a width. */
  readonly grow?: number;
  readonly align?: 'end';
  readonly cell: (row: Row) => ReactNode;
  /** Nothing is seen of it while rows only fly past. */
  readonly later?: boolean;
  /** Makes the column sortable, smallest first. */
  readonly compare?: (a: Row, b: Row) => number;
  /** Its head sorts, though the grid cannot: the rows come `ordered`. */
  readonly sortable?: boolean;
  /** The first click on it sorts the largest to the top. */
  readonly largestFirst?: boolean;
  /** The cell that names the row. */
  readonly rowHeader?: boolean;
}

export interface Sorting {
  readonly column: string;
  readonly descending: boolean;
}

/** Rows under one head that can be folded away. */
export interface RowGroup<Row> {
  /** Its own among the groups. */
  readonly id: string;
  /** What the head is called for those who cannot see it. */
  readonly text: string;
  readonly label: ReactNode;
  readonly rows: readonly Row[];
}

export interface Grouping<Row> {
  readonly groups: readonly RowGroup<Row>[];
  /** Ids of those that are folded. */
  readonly folded: ReadonlySet<string>;
  readonly onFold: (id: string, folded: boolean) => void;
}

/** px by the id of a column. */
export type Widths = Readonly<Record<string, number>>;

export interface DataGridProps<Row> {
  readonly label: string;
  readonly columns: readonly GridColumn<Row>[];
  readonly rows: readonly Row[];
  /** What the rows were found by, empty for all: those of another search are seen from the first. */
  readonly search?: string;
  readonly keyOf: (row: Row) => string;
  /** What type-ahead looks at; the key when absent. */
  readonly textOf?: (row: Row) => string;
  /** The first weighs most. */
  readonly sorting?: readonly Sorting[];
  readonly onSort?: (sorting: readonly Sorting[]) => void;
  /** The rows come in the order that `sorting` names; otherwise the grid sorts them. */
  readonly ordered?: boolean;
  /** Present: the rows are those of the groups, in order. */
  readonly grouping?: Grouping<Row> | undefined;
  /** What a person chose; columns that are not named have their own. */
  readonly widths?: Widths;
  /** Makes the edges of columns movable. */
  readonly onWidth?: (column: string, width: number) => void;
  /** Makes columns movable: `column` goes before `before`, or to the end. */
  readonly onMoveColumn?: (column: string, before: string | undefined) => void;
  /** Present: rows can be selected, several at once. */
  readonly selected?: ReadonlySet<string>;
  readonly onSelect?: (keys: ReadonlySet<string>) => void;
  /** One row at a time can be selected: there are no boxes. */
  readonly single?: boolean;
  /** Enter or double click. */
  readonly onOpen?: (row: Row) => void;
  /** Right click, Menu key or Shift+F10; the row is selected by then. */
  readonly onContext?: (row: Row, at: Point) => void;
  /** Makes rows draggable; called when one begins to be dragged. */
  readonly onDragRow?: (row: Row, event: DragEvent) => void;
  /** Rows whose values are old. */
  readonly isStale?: (row: Row) => boolean;
  /** Drawn instead of rows when there are none. */
  readonly empty?: ReactNode;
  /** px; that of the chosen density when absent. */
  readonly rowHeight?: number;
}
