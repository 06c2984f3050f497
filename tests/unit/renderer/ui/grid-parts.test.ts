// The parts of the grid that only count: lines, widths, slots.
import { describe, expect, test } from 'vitest';
import { headAbove, linesOf, shareOf } from '../../../../renderer/ui/grid-lines.ts';
import { runsOf } from '../../../../renderer/ui/grid-runs.ts';
import { Slots } from '../../../../renderer/ui/grid-slots.ts';
import { boundedWidth, columnWidths, LEAST_WIDTH, MOST_WIDTH } from '../../../../renderer/ui/grid-widths.ts';
import { columnBefore } from '../../../../renderer/ui/use-column-drag.ts';
import { frozenOf } from '../../../../renderer/ui/use-frozen.ts';

const same = (row: string) => row;
const group = (id: string, ...rows: readonly string[]) => ({ id, text: id, label: id, rows });

describe('grouped rows', () => {
  const groups = [group('one', 'a', 'b'), group('two', 'c'), group('three')];
  const lines = linesOf([], same, { groups, folded: new Set(['one']) });

  test('stand under their heads, and folded ones nowhere', () => {
    expect(lines.keys).toHaveLength(4);
    expect(lines.rowAt(2)).toBe('c');
    expect(lines.groupAt(0)).toMatchObject({ folded: true, group: { id: 'one' } });
    expect(lines.groupAt(2)).toBeUndefined();
    expect(headAbove(lines, 2)).toBe(1);
  });

  test('are selected together though they are folded, and passed over by a range', () => {
    expect(lines.all).toEqual(['a', 'b', 'c']);
    expect(lines.open).toEqual(['c']);
  });
});

test('cells that come later stand together with their neighbours that do, the others each for itself', () => {
  const columns = ['a', 'B', 'C', 'd', 'e', 'F'].map((id) => ({
    id,
    header: id,
    width: 50,
    cell: same,
    later: id === id.toUpperCase(),
  }));
  const told = runsOf(columns).map(({ later, columns: run }) => [
    later,
    run.map(({ column, position }) => `${column.id}${position}`).join(' '),
  ]);
  expect(told).toEqual([
    [false, 'a0'],
    [true, 'B1 C2'],
    [false, 'd3'],
    [false, 'e4'],
    [true, 'F5'],
  ]);
  expect(runsOf([])).toEqual([]);
});

test('how many are selected is told of those that are shown', () => {
  expect(shareOf(['a', 'b'], new Set())).toBe('none');
  expect(shareOf(['a', 'b'], new Set(['c']))).toBe('none');
  expect(shareOf(['a', 'b'], new Set(['b']))).toBe('some');
  expect(shareOf(['a', 'b'], new Set(['a', 'b', 'c']))).toBe('all');
  expect(shareOf([], new Set(['a']))).toBe('none');
});

describe('widths', () => {
  const columns = [
    { id: 'a', header: 'A', width: 100, grow: 3, cell: same },
    { id: 'b', header: 'B', width: 50, cell: same },
    { id: 'c', header: 'C', width: 50, grow: 1, cell: same },
  ];

  test('fill the room by the shares of those that grow', () => {
    expect(columnWidths(columns, {}, 280)).toEqual([160, 50, 70]);
  });

  test('that were chosen stay, and the rest is shared by the others', () => {
    expect(columnWidths(columns, { a: 90 }, 280)).toEqual([90, 50, 140]);
    expect(columnWidths(columns, { a: 90, c: 60 }, 280)).toEqual([90, 50, 60]);
  });

  test('are what is asked for where there is too little room', () => {
    expect(columnWidths(columns, { b: 700 }, 280)).toEqual([100, 700, 50]);
  });

  test('are bounded', () => {
    expect(boundedWidth(-5)).toBe(LEAST_WIDTH);
    expect(boundedWidth(1e9)).toBe(MOST_WIDTH);
  });
});

test('a column that is dropped behind the last one goes to the end', () => {
  expect(columnBefore(['a', 'b', 'c'], { column: 'b', side: 'before' })).toBe('b');
  expect(columnBefore(['a', 'b', 'c'], { column: 'b', side: 'after' })).toBe('c');
  expect(columnBefore(['a', 'b', 'c'], { column: 'c', side: 'after' })).toBeUndefined();
});

describe('slots', () => {
  test('are kept while a line is in view, and given to what comes after it', () => {
    const slots = new Slots();
    expect(slots.assign(['a', 'b', 'c'])).toEqual([0, 1, 2]);
    expect(slots.assign(['b', 'c', 'd'])).toEqual([1, 2, 0]);
    expect(slots.assign(['d', 'b'])).toEqual([0, 1]);
  });

  test('go to what takes the same place, so that nothing has to move', () => {
    const slots = new Slots();
    slots.assign(['a', 'b', 'c']);
    expect(slots.assign(['d', 'e', 'f', 'g'])).toEqual([0, 1, 2, 3]);
    expect(slots.assign(['d', 'h', 'f', 'g'])).toEqual([0, 1, 2, 3]);
    expect(slots.assign(['h', 'i', 'j', 'g'])).toEqual([1, 0, 2, 3]);
  });

  test('that nobody has wait to be taken', () => {
    const slots = new Slots();
    slots.assign(['a', 'b', 'c', 'd']);
    expect(slots.assign(['a', 'b'])).toEqual([0, 1]);
    expect(slots.waiting).toEqual([2, 3]);
    expect(slots.assign([])).toEqual([]);
    expect(new Set(slots.assign(['e', 'f', 'g', 'h']))).toEqual(new Set([0, 1, 2, 3]));
    expect(slots.waiting).toEqual([]);
  });

  test('that wait go on waiting while lines come and go at the edges', () => {
    const slots = new Slots();
    slots.assign(['a', 'b', 'c', 'd', 'e']);
    slots.assign(['a', 'b', 'c']);
    const waiting = slots.waiting;
    expect(slots.assign(['b', 'c', 'd'])).toEqual([1, 2, 0]);
    expect(slots.assign(['d', 'e', 'f'])).toEqual([0, 2, 1]);
    expect(slots.waiting).toEqual(waiting);
  });

  test('of elements that are gone are given to none, while others could be taken', () => {
    const slots = new Slots();
    slots.assign(['a', 'b', 'c', 'd']);
    expect(slots.assign(['a', 'b'])).toEqual([0, 1]);
    slots.drop();
    expect(slots.assign(['b', 'e'])).toEqual([1, 0]);
    slots.drop();
    expect(new Set(slots.assign(['b', 'e', 'f']))).not.toContain(2);
  });

  test('are never given twice', () => {
    const slots = new Slots();
    for (let first = 0; first < 500; first += 7) {
      const keys = Array.from({ length: 30 + (first % 5) }, (_, index) => `row ${first + index}`);
      expect(new Set(slots.assign(keys)).size).toBe(keys.length);
    }
  });
});

describe('the column that stays in view', () => {
  const columns = [{}, { rowHeader: true }, {}];
  test('stays beside the boxes once the grid is wider than its room', () => {
    expect(frozenOf(columns, [60, 150, 400], true, 500)).toEqual({ left: 28, edge: 178, from: 60 });
    expect(frozenOf(columns, [60, 150, 400], false, 500)).toEqual({ left: 0, edge: 150, from: 60 });
  });
  test.each<[string, readonly number[], number]>([
    ['all fits', [60, 150, 200], 500],
    ['it would take most of the room', [60, 300, 400], 500],
    ['nothing was measured', [60, 150, 400], 0],
  ])('goes with the others when %s', (_when, widths, room) =>
    expect(frozenOf(columns, widths, true, room)).toBeUndefined(),
  );
  test('is none where no column names the rows', () =>
    expect(frozenOf([{}, {}], [400, 400], true, 500)).toBeUndefined());
});
