// One row of the grid. It is drawn again only when its own data, place or state changes.
import {
  type DragEvent,
  type MouseEvent,
  memo,
  type ReactNode,
  type RefObject,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import classes from './data-grid.module.css';
import type { GridColumn } from './data-grid-types.ts';
import type { CellRun } from './grid-runs.ts';
import type { Settling } from './settling.ts';

/** Nobody can scroll to it. */
const OUT_OF_VIEW_PX = -1000;

export interface GridRowEvents {
  onClick(key: string, event: MouseEvent): void;
  onOpen(key: string): void;
  onContext(key: string, event: MouseEvent): void;
  onToggle(key: string): void;
  onFocus(key: string): void;
  onDrag(key: string, event: DragEvent): void;
}

interface GridRowProps<Row> {
  readonly id: string;
  readonly row: Row;
  readonly textOf: (row: Row) => string;
  /** Names its box. */
  readonly selectLabel: (text: string) => string;
  /** Of its columns. */
  readonly runs: readonly CellRun<Row>[];
  /** From 0, the header not counted. */
  readonly index: number;
  readonly height: number;
  /** 2 below the head of a group. */
  readonly level: number | undefined;
  readonly active: boolean;
  /** Undefined where rows cannot be selected. */
  readonly selected: boolean | undefined;
  /** It has a box. */
  readonly boxed: boolean;
  readonly stale: boolean;
  /** It shows no line, out of view, until its elements are taken for another. */
  readonly waits: boolean;
  /** The grid was there before this row: its slow cells come a moment later. */
  readonly late: RefObject<boolean>;
  readonly settling: Settling;
  readonly draggable: boolean;
  readonly events: GridRowEvents;
}

/** Whether these elements have shown this row for a while, and the list does not fly by. */
function useSettled(id: string, late: RefObject<boolean>, settling: Settling): boolean {
  const [settled, setSettled] = useState(() => (late.current ? undefined : id));
  useEffect(() => {
    if (settled !== id) return settling.after(() => setSettled(id));
  }, [id, settled, settling]);
  return settled === id;
}

/** The cells; the same as long as what they show is: to select a row draws none of them again. */
function useCells<T>({ row, runs, boxed }: GridRowProps<T>, settled: boolean): ReactNode {
  const kept = useRef(new Map<string, ReactNode>());
  return useMemo(() => {
    function contentOf({ id, cell, later = false }: GridColumn<T>): ReactNode {
      if (!later) return cell(row);
      // What the row before had stays in its place, unseen: to take it out and make it anew costs more than all else of the row.
      if (settled) kept.current.set(id, cell(row));
      return kept.current.get(id);
    }
    return runs.flatMap(({ later, columns }) => {
      const cells = columns.map(({ column, position }) => (
        <div
          key={column.id}
          role={column.rowHeader === true ? 'rowheader' : 'gridcell'}
          aria-colindex={position + (boxed ? 2 : 1)}
          className={classes.cell}
          data-align={column.align}
        >
          {contentOf(column)}
        </div>
      ));
      if (!later) return cells;
      const [first] = columns;
      return (
        <div
          key={first?.column.id}
          role="none"
          className={classes.run}
          data-later
          style={{ gridColumn: `span ${columns.length}` }}
        >
          {cells}
        </div>
      );
    });
  }, [row, runs, boxed, settled]);
}

/** The box and the cells, as they were while the row waits. */
function useContent<T>(props: GridRowProps<T>, settled: boolean): ReactNode {
  const { id, row, selected, events } = props;
  const cells = useCells(props, settled);
  const content = useRef<ReactNode>(undefined);
  if (props.waits) return content.current;
  content.current = (
    <>
      {props.boxed && (
        <div role="gridcell" aria-colindex={1} className={classes.check}>
          <input
            type="checkbox"
            tabIndex={-1}
            aria-label={props.selectLabel(props.textOf(row))}
            checked={selected === true}
            onChange={() => events.onToggle(id)}
            onClick={(event) => event.stopPropagation()}
            onDoubleClick={(event) => event.stopPropagation()}
          />
        </div>
      )}
      {cells}
    </>
  );
  return content.current;
}

function Row<T>(props: GridRowProps<T>) {
  const { id, index, height, active, selected, events, waits } = props;
  const settled = useSettled(id, props.late, props.settling);
  const content = useContent(props, settled);
  return (
    <div
      role={waits ? 'none' : 'row'}
      aria-hidden={waits || undefined}
      aria-rowindex={index + 2}
      aria-level={props.level}
      aria-selected={selected}
      data-key={waits ? undefined : id}
      className={classes.row}
      data-stale={props.stale || undefined}
      data-flying={!settled || waits || undefined}
      data-unseen={waits || undefined}
      tabIndex={active ? 0 : -1}
      style={{ transform: `translateY(${waits ? OUT_OF_VIEW_PX : index * height}px)` }}
      draggable={props.draggable || undefined}
      onClick={(event) => events.onClick(id, event)}
      onDoubleClick={() => events.onOpen(id)}
      onContextMenu={(event) => events.onContext(id, event)}
      onFocus={() => events.onFocus(id)}
      onDragStart={(event) => events.onDrag(id, event)}
    >
      {content}
    </div>
  );
}

export const GridRow = memo(Row) as typeof Row;
