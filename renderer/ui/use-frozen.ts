// The column that names the rows stays in view, with their boxes, while a grid that is wider than its room is scrolled sideways.
import { useEffect } from 'react';
import type { GridColumn } from './data-grid-types.ts';
import { CHECK_WIDTH } from './grid-widths.ts';
import type { Viewport } from './use-active.ts';

/** A name that takes more of the room than this would leave too little for all else. */
const MOST_OF_ROOM = 0.5;

export interface Frozen {
  /** px from the left at which it stays. */
  readonly left: number;
  /** px from the left at which it ends. */
  readonly edge: number;
  /** px by which the grid must be scrolled before something is beneath it. */
  readonly from: number;
}

/** Undefined where nothing has to stay; `room` is px, 0 before it was measured. */
export function frozenOf(
  columns: readonly Pick<GridColumn<never>, 'rowHeader'>[],
  widths: readonly number[],
  boxes: boolean,
  room: number,
): Frozen | undefined {
  const left = boxes ? CHECK_WIDTH : 0;
  const whole = widths.reduce((sum, width) => sum + width, left);
  const name = columns.findIndex(({ rowHeader }) => rowHeader === true);
  const edge = left + (widths[name] ?? 0);
  if (name < 0 || whole <= room || edge > room * MOST_OF_ROOM) return undefined;
  const from = widths.slice(0, name).reduce((sum, width) => sum + width, 0);
  return { left, edge, from };
}

/** Marks the grid while something is beneath. Without drawing anything again: sideways scrolling stays the browser's own. */
export function useBeneath(viewport: Viewport, frozen: Frozen | undefined): void {
  const from = frozen?.from ?? Number.POSITIVE_INFINITY;
  useEffect(() => {
    const box = viewport.current;
    if (box === null) return;
    const mark = () => box.toggleAttribute('data-beneath', box.scrollLeft > from);
    mark();
    box.addEventListener('scroll', mark, { passive: true });
    return () => box.removeEventListener('scroll', mark);
  }, [viewport, from]);
}
