// Tiles side by side, as many as there is room for: a grid that stays quick with ten thousand, since only what is in view is in
// the document. A tile, not what is in it, holds the focus; all of them are one stop of the Tab key.
import type { CSSProperties, MouseEvent, ReactNode } from 'react';
import { GridGroupRow } from './grid-group-row.tsx';
import classes from './tile-grid.module.css';
import type { TileGridProps } from './tile-grid-types.ts';
import type { TileLine } from './tile-lines.ts';
import { withKeys } from './use-grid.ts';
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
  readonly line: TileLine;
  readonly rowIndex: number;
  readonly tiles: Tiles<Row>;
  readonly props: TileGridProps<Row>;
}

function Line<Row>({ line, rowIndex, tiles, props }: LineProps<Row>) {
  const { selected, isStale, tile, grouping } = props;
  const { items, active, events } = tiles;
  const shown = Array.from({ length: line.count }, (_, column) => line.first + column);
  return (
    <div
      role="row"
      aria-rowindex={rowIndex}
      aria-level={grouping === undefined ? undefined : 2}
      className={classes.line}
      style={{ height: line.height, transform: `translateY(${line.top}px)` }}
    >
      {shown.map((item, column) => {
        const id = items.keys[item] ?? '';
        const row = items.rowAt(item);
        if (row === undefined) return null;
        return (
          <Tile
            key={id}
            id={id}
            column={column}
            active={item === active}
            selected={selected.has(id)}
            stale={isStale?.(row) === true}
            events={events}
          >
            {tile(row)}
          </Tile>
        );
      })}
    </div>
  );
}

function Lines<Row>({ tiles, props }: Pick<LineProps<Row>, 'tiles' | 'props'>) {
  const { selected, onSelect, keyOf, grouping } = props;
  const { items, layout, columns, events } = tiles;
  return tiles.drawn.map((at) => {
    const line = layout.lines[at];
    if (line === undefined) return null;
    const head = items.groupAt(line.first);
    if (head === undefined || grouping === undefined)
      return <Line key={at} line={line} rowIndex={at + 1} tiles={tiles} props={props} />;
    return (
      <GridGroupRow
        key={items.keys[line.first]}
        {...head}
        rowIndex={at + 1}
        top={line.top}
        span={Math.max(2, columns)}
        active={line.first === tiles.active}
        keyOf={keyOf}
        selected={selected}
        onFold={grouping.onFold}
        onFocus={events.onFocus}
        onSelect={(keys, on) => onSelect(withKeys(selected, keys, on))}
      />
    );
  });
}

export function TileGrid<Row>(props: TileGridProps<Row>) {
  const { label, empty, grouping } = props;
  const tiles = useTiles(props);
  const { layout, columns, headHeight, focusEvents } = tiles;
  const none = tiles.items.all.length === 0 && empty !== undefined;
  const style: CSSProperties & Readonly<Record<`--${string}`, string | number>> = {
    '--tile-columns': columns,
    '--grid-row': `${headHeight}px`,
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it is a grid, or a treegrid where tiles are grouped
    <div
      ref={tiles.viewport}
      role={grouping === undefined ? 'grid' : 'treegrid'}
      aria-label={label}
      aria-rowcount={none ? 1 : layout.lines.length}
      aria-colcount={columns}
      aria-multiselectable
      className={classes.grid}
      style={style}
      onKeyDown={tiles.onKeyDown}
      {...focusEvents}
    >
      {none && (
        <div role="row" aria-rowindex={1}>
          <div role="gridcell" aria-colspan={columns}>
            {empty}
          </div>
        </div>
      )}
      <div role="rowgroup" className={classes.body} style={{ height: layout.height }}>
        <Lines tiles={tiles} props={props} />
      </div>
    </div>
  );
}
