// Tiles side by side, as many as there is room for: a grid that stays quick with ten thousand, since only what is in view is in
// the document. A tile, not what is in it, holds the focus; all of them are one stop of the Tab key.
import type { MouseEvent, ReactNode } from 'react';
import classes from './tile-grid.module.css';
import type { TileGridProps } from './tile-grid-types.ts';
import { type TileEvents, type Tiles, useTiles } from './use-tiles.ts';

interface TileProps {
  readonly id: string;
  readonly column: number;
  readonly active: boolean;
  readonly selected: boolean;
  readonly stale: boolean;
  readonly events: TileEvents;
  readonly children: ReactNode;
}

function Tile({ id, column, active, selected, stale, events, children }: TileProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid around it handles the keyboard
    <div
      role="gridcell"
      aria-colindex={column + 1}
      aria-selected={selected}
      data-key={id}
      data-stale={stale || undefined}
      className={classes.tile}
      tabIndex={active ? 0 : -1}
      onClick={(event: MouseEvent) => events.onClick(id, event)}
      onDoubleClick={() => events.onOpen(id)}
      onContextMenu={(event: MouseEvent) => events.onContext(id, event)}
      onFocus={() => events.onFocus(id)}
    >
      {children}
    </div>
  );
}

interface LineProps<Row> {
  readonly line: number;
  readonly tiles: Tiles;
  readonly props: TileGridProps<Row>;
}

function Line<Row>({ line, tiles, props }: LineProps<Row>) {
  const { rows, selected, isStale, tile, tileHeight } = props;
  const first = line * tiles.columns;
  return (
    <div
      role="row"
      aria-rowindex={line + 1}
      className={classes.line}
      style={{ height: tileHeight, transform: `translateY(${line * tileHeight}px)` }}
    >
      {rows.slice(first, first + tiles.columns).map((row, column) => {
        const id = tiles.keys[first + column] ?? '';
        return (
          <Tile
            key={id}
            id={id}
            column={column}
            active={first + column === tiles.active}
            selected={selected.has(id)}
            stale={isStale?.(row) === true}
            events={tiles.events}
          >
            {tile(row)}
          </Tile>
        );
      })}
    </div>
  );
}

export function TileGrid<Row>(props: TileGridProps<Row>) {
  const { label, rows, empty, tileHeight } = props;
  const tiles = useTiles(props);
  return (
    <div
      ref={tiles.viewport}
      role="grid"
      aria-label={label}
      aria-rowcount={tiles.lines}
      aria-colcount={tiles.columns}
      aria-multiselectable
      className={classes.grid}
      style={{ ['--tile-columns' as string]: tiles.columns }}
      onKeyDown={tiles.onKeyDown}
    >
      {rows.length === 0 && empty}
      <div role="rowgroup" className={classes.body} style={{ height: tiles.lines * tileHeight }}>
        {tiles.drawn.map((line) => (
          <Line key={line} line={line} tiles={tiles} props={props} />
        ))}
      </div>
    </div>
  );
}
