// Moves a column by its head: which one is dragged, and beside which other it would go.
import { type DragEvent, useState } from 'react';
import type { GridColumn } from './data-grid-types.ts';
import type { ColumnDrag, DropSide } from './grid-column-header.tsx';

interface Over {
  readonly column: string;
  readonly side: DropSide;
}

/** The column before which something dropped there goes; undefined at the end. */
export function columnBefore(ids: readonly string[], { column, side }: Over): string | undefined {
  return side === 'before' ? column : ids[ids.indexOf(column) + 1];
}

export function useColumnDrag<Row>(
  columns: readonly GridColumn<Row>[],
  onMove: ((column: string, before: string | undefined) => void) | undefined,
): { readonly over: Over | undefined; readonly events: ColumnDrag } {
  const [dragged, setDragged] = useState<string>();
  const [over, setOver] = useState<Over>();

  function end(): void {
    setDragged(undefined);
    setOver(undefined);
  }

  const events: ColumnDrag = {
    onStart(column, event: DragEvent) {
      // Without data some browsers do not begin to drag.
      event.dataTransfer.setData('application/x-guesthouse-column', column);
      event.dataTransfer.effectAllowed = 'move';
      setDragged(column);
    },
    onOver(column, event) {
      if (dragged === undefined) return;
      event.preventDefault();
      const { left, width } = event.currentTarget.getBoundingClientRect();
      const side = event.clientX < left + width / 2 ? 'before' : 'after';
      if (over?.column !== column || over.side !== side) setOver({ column, side });
    },
    onDrop(event) {
      if (dragged === undefined || over === undefined) return;
      event.preventDefault();
      const ids = columns.map(({ id }) => id);
      const before = columnBefore(ids, over);
      if (over.column !== dragged && before !== dragged) onMove?.(dragged, before);
      end();
    },
    onEnd: end,
  };
  return { over, events };
}
