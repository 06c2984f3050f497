import { describe, expect, test } from 'vitest';
import {
  decimalTop,
  gapped,
  latestOf,
  lonePoints,
  peakOf,
  pointsOf,
} from '../../../../renderer/ui/charts/scale.ts';

describe('the axis of a live graph', () => {
  test.each([
    [0, 10_000],
    [10_000, 10_000],
    [10_001, 20_000],
    [20_001, 50_000],
    [50_001, 100_000],
    [123_456_789, 200_000_000],
    [4_200_000_000, 5_000_000_000],
  ])('a peak of %d ends at %d', (peak, top) => expect(decimalTop(peak, 10_000)).toBe(top));

  test('the peak is over all lines and ignores gaps', () => {
    expect(
      peakOf([
        [1, null, 5],
        [null, 9],
      ]),
    ).toBe(9);
    expect(peakOf([[], [null]])).toBe(0);
  });
});

describe('the line of a live graph', () => {
  test('breaks where samples are missing, and only there', () => {
    expect(pointsOf([0, 2000, 4000, 20_000], 5000)).toEqual([
      { atMs: 0, index: 0 },
      { atMs: 2000, index: 1 },
      { atMs: 4000, index: 2 },
      { atMs: 12_000 },
      { atMs: 20_000, index: 3 },
    ]);
  });

  test('a measurement alone is a point', () => {
    expect(lonePoints([1])).toEqual([0]);
    expect(lonePoints([1, 2, null, 3, null, 4, 5])).toEqual([3]);
    expect(lonePoints([null, null])).toEqual([]);
  });

  test('what was not measured is a gap, and no present value', () => {
    expect(gapped([1, -1, 0], -1)).toEqual([1, null, 0]);
    expect(latestOf([1, null])).toBeUndefined();
    expect(latestOf([null, 0])).toBe(0);
  });
});
