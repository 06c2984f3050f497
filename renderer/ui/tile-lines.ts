// Where tiles stand: so many side by side, under the heads of groups where there are any. Heads and tiles are items, in the order in
// which keys go through them; one head, or some tiles, make a line.
import type { GridLines } from './grid-lines.ts';
import type { LineLayout } from './use-row-window.ts';

export interface TileLine {
  /** Its first item. */
  readonly first: number;
  readonly count: number;
  /** px from the top of all */
  readonly top: number;
  /** px */
  readonly height: number;
  readonly head: boolean;
}

export interface TileLayout extends LineLayout {
  readonly lines: readonly TileLine[];
  /** px */
  readonly height: number;
  readonly lineOf: (item: number) => number;
}

interface Sizes {
  readonly columns: number;
  /** px */
  readonly headHeight: number;
  /** px */
  readonly tileHeight: number;
}

/** The last of the lines that `value` gives no more than `wanted` for; they grow from line to line. */
function lastUpTo(lines: readonly TileLine[], wanted: number, value: (line: TileLine) => number): number {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const line = lines[middle];
    if (line !== undefined && value(line) <= wanted) low = middle;
    else high = middle - 1;
  }
  return low;
}

function linesWith(
  items: Pick<GridLines<unknown>, 'keys' | 'groupAt'>,
  { columns, headHeight, tileHeight }: Sizes,
): readonly TileLine[] {
  const lines: TileLine[] = [];
  const isHead = (item: number) => items.groupAt(item) !== undefined;
  let top = 0;
  for (let first = 0; first < items.keys.length; ) {
    const head = isHead(first);
    let end = first + 1;
    while (!head && end < items.keys.length && end - first < columns && !isHead(end)) end += 1;
    const height = head ? headHeight : tileHeight;
    lines.push({ first, count: end - first, top, height, head });
    top += height;
    first = end;
  }
  return lines;
}

export function tileLayout(items: Pick<GridLines<unknown>, 'keys' | 'groupAt'>, sizes: Sizes): TileLayout {
  const lines = linesWith(items, sizes);
  const last = lines.at(-1);
  return {
    lines,
    height: last === undefined ? 0 : last.top + last.height,
    lineAt: (px) => lastUpTo(lines, px, ({ top }) => top),
    topOf: (line) => lines[line]?.top ?? 0,
    heightOf: (line) => lines[line]?.height ?? 0,
    lineOf: (item) => lastUpTo(lines, item, ({ first }) => first),
  };
}

/** The item `by` lines further down, in the same column as far as there is one. */
export function itemBelow({ lines, lineOf }: TileLayout, item: number, by: number, column: number): number {
  const to = lines[Math.min(lines.length - 1, Math.max(0, lineOf(item) + by))];
  return to === undefined ? item : to.first + Math.min(column, to.count - 1);
}
