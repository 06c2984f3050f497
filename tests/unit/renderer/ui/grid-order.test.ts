import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareBy, createSorter, sortingAfter } from '../../../../renderer/ui/grid-order.ts';

interface Thing {
  readonly name: string;
  readonly size: number;
  readonly colour: number;
}

const columns = [
  { id: 'name', compare: (a: Thing, b: Thing) => a.name.localeCompare(b.name) },
  { id: 'size', compare: (a: Thing, b: Thing) => a.size - b.size },
  { id: 'colour', compare: (a: Thing, b: Thing) => a.colour - b.colour },
];
const up = (column: string) => ({ column, descending: false });
const down = (column: string) => ({ column, descending: true });

describe('sorting by several columns', () => {
  const things: readonly Thing[] = [
    { name: 'a', size: 1, colour: 2 },
    { name: 'b', size: 2, colour: 1 },
    { name: 'c', size: 1, colour: 1 },
  ];
  const namesBy = (...sorting: readonly ReturnType<typeof up>[]) =>
    [...things]
      .sort(compareBy(columns, sorting))
      .map(({ name }) => name)
      .join('');

  test('the first weighs most, each in its own direction', () => {
    expect(namesBy(up('size'), up('colour'))).toBe('cab');
    expect(namesBy(down('size'), up('colour'))).toBe('bca');
    expect(namesBy(up('colour'), down('size'))).toBe('bca');
  });

  test('a column that is not known sorts nothing', () => {
    expect(compareBy(columns, [up('weight')])).toBeUndefined();
    expect(namesBy(up('weight'), up('size'), down('name'))).toBe('cab');
  });
});

describe('a click on a column', () => {
  const click = (
    before: Parameters<typeof sortingAfter>[0],
    column: string,
    add = false,
    largestFirst = false,
  ) => sortingAfter(before, column, { add, largestFirst });

  test('sorts by it alone, and turns it the second time', () => {
    expect(click([up('name')], 'size')).toEqual([up('size')]);
    expect(click([up('size')], 'size')).toEqual([down('size')]);
    expect(click([down('size')], 'size')).toEqual([up('size')]);
    expect(click([up('size'), up('name')], 'name')).toEqual([up('name')]);
  });

  test('begins with the largest where that is what one looks for', () => {
    expect(click([up('name')], 'cpu', false, true)).toEqual([down('cpu')]);
    expect(click([down('cpu')], 'cpu', false, true)).toEqual([up('cpu')]);
  });

  test('with Shift adds it, turns it, and takes it out', () => {
    expect(click([up('name')], 'size', true)).toEqual([up('name'), up('size')]);
    expect(click([up('name'), up('size')], 'size', true)).toEqual([up('name'), down('size')]);
    expect(click([up('name'), down('size')], 'size', true)).toEqual([up('name')]);
    expect(click([down('name')], 'name', true)).toEqual([up('name')]);
  });
});

test('what changes bit by bit is in the order in which sorting all of it would leave it', () => {
  const thing = fc.record({ name: fc.constantFrom('a', 'b', 'c'), size: fc.nat(4), colour: fc.nat(2) });
  const change = fc.record({ at: fc.nat(60), to: fc.option(thing) });
  fc.assert(
    fc.property(
      fc.array(thing, { minLength: 1, maxLength: 60 }),
      fc.array(change, { maxLength: 30 }),
      (first, changes) => {
        const compare = compareBy(columns, [up('size'), down('name')]);
        const sort = createSorter<Thing>();
        let rows = first;
        sort(rows, compare);
        for (const { at, to } of changes) {
          rows =
            to === null
              ? rows.filter((_, index) => index !== at)
              : rows.with(Math.min(at, rows.length - 1), to);
          if (rows.length === 0) return;
          expect(sort(rows, compare)).toEqual([...rows].sort(compare));
        }
      },
    ),
  );
});

test('another order sorts all anew', () => {
  const sort = createSorter<Thing>();
  const rows = Array.from({ length: 20 }, (_, index) => ({ name: `${index}`, size: index % 3, colour: 0 }));
  sort(rows, compareBy(columns, [up('size')]));
  const compare = compareBy(columns, [down('size')]);
  expect(sort(rows, compare)).toEqual([...rows].sort(compare));
});
