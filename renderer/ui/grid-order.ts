// The order of rows by one column or several. Ten thousand that change a few at a time are put right, not sorted anew.
import type { GridColumn, Sorting } from './data-grid-types.ts';

export type Compare<Row> = (a: Row, b: Row) => number;

/** Compares by the first that tells two rows apart; undefined when nothing is to be sorted. */
export function compareBy<Row>(
  columns: readonly Pick<GridColumn<Row>, 'id' | 'compare'>[],
  sorting: readonly Sorting[],
): Compare<Row> | undefined {
  const steps = sorting.flatMap(({ column, descending }): readonly Compare<Row>[] => {
    const compare = columns.find(({ id }) => id === column)?.compare;
    if (compare === undefined) return [];
    return [descending ? (a, b) => compare(b, a) : compare];
  });
  const [first, ...others] = steps;
  if (first === undefined || others.length === 0) return first;
  return (a, b) => {
    for (const step of steps) {
      const order = step(a, b);
      if (order !== 0) return order;
    }
    return 0;
  };
}

/** Two lists that are in order, as one. */
function merged<Row>(left: readonly Row[], right: readonly Row[], compare: Compare<Row>): readonly Row[] {
  const all: Row[] = [];
  let next = 0;
  for (const row of left) {
    for (let other = right[next]; other !== undefined && compare(other, row) < 0; other = right[next]) {
      all.push(other);
      next += 1;
    }
    all.push(row);
  }
  for (const row of right.slice(next)) all.push(row);
  return all;
}

/** More changed rows than this share, and sorting all is quicker. */
const FEW = 0.25;

/** Whether `rows` are those of `before` one by one, or such as stand in their places. */
function standsAs<Row>(rows: readonly Row[], before: readonly Row[], compare: Compare<Row>): boolean {
  if (rows.length !== before.length) return false;
  return rows.every((row, at) => {
    const was = before[at];
    return row === was || (was !== undefined && compare(row, was) === 0);
  });
}

function inPlaces<Row>(rows: readonly Row[], places: readonly number[]): readonly Row[] {
  const all: Row[] = [];
  for (const place of places) {
    const row = rows[place];
    if (row !== undefined) all.push(row);
  }
  return all;
}

/**
 * A function that sorts, and remembers its last answer: where changes move no row, each takes its place again; else rows that are
 * the same objects as then keep their order, and only the others are compared. Rows that are equal to `compare` stay as they came.
 */
export function createSorter<Row>() {
  let asked: readonly Row[] = [];
  /** Where in `asked` the first row of the last answer stood, the second, … */
  let places: readonly number[] = [];
  let by: Compare<Row> | undefined;
  function sorted(rows: readonly Row[], compare: Compare<Row>): readonly number[] {
    const place = new Map<Row, number>();
    for (const row of rows) place.set(row, place.size);
    const placeOf = (row: Row) => place.get(row) ?? 0;
    const total: Compare<Row> = (a, b) => compare(a, b) || placeOf(a) - placeOf(b);
    const kept = inPlaces(asked, places).filter((row) => place.has(row));
    const known = new Set(kept);
    const fresh = rows.filter((row) => !known.has(row));
    // A new order is often nearly the old one: what begins so is sorted soonest.
    const anew = by !== compare || fresh.length > rows.length * FEW;
    const all = anew ? [...kept, ...fresh].sort(total) : merged(kept, fresh.sort(total), total);
    return all.map(placeOf);
  }
  return (rows: readonly Row[], compare: Compare<Row> | undefined): readonly Row[] => {
    if (compare === undefined) return rows;
    if (by !== compare || !standsAs(rows, asked, compare)) places = sorted(rows, compare);
    by = compare;
    asked = rows;
    return inPlaces(rows, places);
  };
}

/** What a click on a column makes of the sorting: it alone, or `add`ed to what is there: up, down, out. */
export function sortingAfter(
  before: readonly Sorting[],
  column: string,
  { add, largestFirst }: { readonly add: boolean; readonly largestFirst: boolean },
): readonly Sorting[] {
  const known = before.find((one) => one.column === column);
  const fresh = { column, descending: largestFirst };
  const turned = { column, descending: known?.descending === false };
  if (!add) return [known === undefined || before.length > 1 ? fresh : turned];
  if (known === undefined) return [...before, fresh];
  if (known.descending === largestFirst) return before.map((one) => (one === known ? turned : one));
  const rest = before.filter((one) => one !== known);
  return rest.length === 0 ? [fresh] : rest;
}
