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

/**
 * Marks the grid while it is scrolled sideways, and while something is beneath what stays. Nothing is drawn again for it: sideways
 * scrolling stays the browser's own. Cells that stay make each frame of scrolling down three times as dear, so they do so only then.
 */
export function useBeneath(viewport: Viewport, frozen: Frozen | undefined): void {
  const from = frozen?.from;
  useEffect(() => {
    const box = viewport.current;
    if (box === null || from === undefined) return;
    const mark = () => {
      const { scrollLeft } = box;
      box.toggleAttribute('data-aside', scrollLeft > 0);
      box.toggleAttribute('data-beneath', scrollLeft > from);
    };
    mark();
    // Before the lines are drawn for the new place: after that, to ask where the grid stands would lay it out once more.
    box.addEventListener('scroll', mark, { passive: true, capture: true });
    return () => {
      box.removeEventListener('scroll', mark, { capture: true });
      box.removeAttribute('data-aside');
      box.removeAttribute('data-beneath');
    };
  }, [viewport, from]);
}
