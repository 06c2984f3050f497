import type { ReactNode } from 'react';
import type { DataGridProps } from './data-grid-types.ts';

export interface TileGridProps<Row>
  extends Pick<
    DataGridProps<Row>,
    | 'label'
    | 'rows'
    | 'search'
    | 'keyOf'
    | 'textOf'
    | 'onOpen'
    | 'onContext'
    | 'isStale'
    | 'empty'
    | 'grouping'
  > {
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (keys: ReadonlySet<string>) => void;
  readonly tile: (row: Row) => ReactNode;
  /** px; the least. */
  readonly tileWidth: number;
  /** px */
  readonly tileHeight: number;
}
