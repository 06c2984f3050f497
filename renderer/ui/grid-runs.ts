// The cells of a row in runs: those next to each other that come later are hidden and shown together, by one element.
import type { GridColumn } from './data-grid-types.ts';

export interface CellRun<Row> {
  readonly later: boolean;
  readonly columns: readonly { readonly column: GridColumn<Row>; readonly position: number }[];
}

/** `columns` in their order, each with its position from 0: each by itself, those that come later with their neighbours. */
export function runsOf<Row>(columns: readonly GridColumn<Row>[]): readonly CellRun<Row>[] {
  const runs: { later: boolean; columns: { column: GridColumn<Row>; position: number }[] }[] = [];
  for (const [position, column] of columns.entries()) {
    const { later = false } = column;
    const before = runs.at(-1);
    if (later && before?.later === true) before.columns.push({ column, position });
    else runs.push({ later, columns: [{ column, position }] });
  }
  return runs;
}
