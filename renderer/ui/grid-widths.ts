// How wide columns are: what a person chose, what they ask for, and who gets the room that is left over.
import type { GridColumn, Widths } from './data-grid-types.ts';

/** px */
export const CHECK_WIDTH = 28;
export const LEAST_WIDTH = 36;
export const MOST_WIDTH = 1200;

export function boundedWidth(width: number): number {
  return Math.round(Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, width)));
}

/** px of each column in `room`; they may need more, and the grid then scrolls. */
export function columnWidths<Row>(
  columns: readonly GridColumn<Row>[],
  chosen: Widths,
  room: number,
): readonly number[] {
  const least = columns.map(({ id, width }) => chosen[id] ?? width);
  const shares = columns.map(({ id, grow = 0 }) => (chosen[id] === undefined ? grow : 0));
  const left = room - least.reduce((sum, width) => sum + width, 0);
  const parts = shares.reduce((sum, share) => sum + share, 0);
  if (left <= 0 || parts === 0) return least;
  return least.map((width, index) => width + Math.floor((left * (shares[index] ?? 0)) / parts));
}

/** Room inside a cell beside its content. */
const CELL_PADDING = 17;

/** px that the content of the cells with this `aria-colindex` takes, as far as they are drawn. */
export function fittingWidth(grid: HTMLElement, colIndex: number): number {
  const range = document.createRange();
  let most = LEAST_WIDTH;
  for (const cell of grid.querySelectorAll(`[aria-colindex="${colIndex}"]`)) {
    range.selectNodeContents(cell.querySelector('[data-fit]') ?? cell);
    most = Math.max(most, range.getBoundingClientRect().width + CELL_PADDING);
  }
  return boundedWidth(Math.ceil(most));
}
