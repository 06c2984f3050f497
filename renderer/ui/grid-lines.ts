// The lines of a grid from top to bottom: its rows, or the heads of groups with the rows of those that are open.
import type { Grouping, RowGroup } from './data-grid-types.ts';

export interface GroupLine<Row> {
  readonly group: RowGroup<Row>;
  readonly folded: boolean;
}

export interface GridLines<Row> {
  /** Of every line; a head's begins with a mark that no row's has. */
  readonly keys: readonly string[];
  /** Of the rows that are open, in order: what a range goes over. */
  readonly open: readonly string[];
  /** Of all rows, folded or not. */
  readonly all: readonly string[];
  /** Undefined where a head stands. */
  readonly rowAt: (line: number) => Row | undefined;
  readonly groupAt: (line: number) => GroupLine<Row> | undefined;
}

const HEAD = '\u0000';

export function headKey(group: string): string {
  return HEAD + group;
}

/** Rows that were lines before, as when a letter of a search is taken back, bring their keys with them. */
const keysKnown = new WeakMap<
  readonly unknown[],
  { readonly keyOf: unknown; readonly keys: readonly string[] }
>();

function keysOf<Row>(rows: readonly Row[], keyOf: (row: Row) => string): readonly string[] {
  const known = keysKnown.get(rows);
  if (known?.keyOf === keyOf) return known.keys;
  const keys = rows.map(keyOf);
  keysKnown.set(rows, { keyOf, keys });
  return keys;
}

function plainLines<Row>(rows: readonly Row[], keyOf: (row: Row) => string): GridLines<Row> {
  const keys = keysOf(rows, keyOf);
  return { keys, open: keys, all: keys, rowAt: (line) => rows[line], groupAt: () => undefined };
}

export function linesOf<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  grouping: Pick<Grouping<Row>, 'groups' | 'folded'> | undefined,
): GridLines<Row> {
  if (grouping === undefined) return plainLines(rows, keyOf);
  const keys: string[] = [];
  const open: string[] = [];
  const all: string[] = [];
  const content: (Row | undefined)[] = [];
  const heads = new Map<number, GroupLine<Row>>();
  for (const group of grouping.groups) {
    const folded = grouping.folded.has(group.id);
    heads.set(keys.length, { group, folded });
    keys.push(headKey(group.id));
    content.push(undefined);
    for (const row of group.rows) {
      const key = keyOf(row);
      all.push(key);
      if (folded) continue;
      keys.push(key);
      open.push(key);
      content.push(row);
    }
  }
  return { keys, open, all, rowAt: (line) => content[line], groupAt: (line) => heads.get(line) };
}

/** The line of the head above `line`. */
export function headAbove<Row>(lines: GridLines<Row>, line: number): number | undefined {
  for (let above = line; above >= 0; above -= 1) if (lines.groupAt(above) !== undefined) return above;
  return undefined;
}

export type Share = 'all' | 'some' | 'none';

/** How many of `keys` are selected. */
export function shareOf(keys: readonly string[], selected: ReadonlySet<string>): Share {
  if (selected.size === 0 || keys.length === 0) return 'none';
  let count = 0;
  for (const key of keys) if (selected.has(key)) count += 1;
  if (count === 0) return 'none';
  return count === keys.length ? 'all' : 'some';
}
