import { expect, test } from 'vitest';
import { moved } from '../../../../renderer/features/shell/host-order.ts';

test('moves one place up or down', () => {
  expect(moved(['a', 'b', 'c'], 'c', -1)).toEqual(['a', 'c', 'b']);
  expect(moved(['a', 'b', 'c'], 'a', 1)).toEqual(['b', 'a', 'c']);
});

test('stops at both ends', () => {
  expect(moved(['a', 'b'], 'a', -1)).toBeUndefined();
  expect(moved(['a', 'b'], 'b', 1)).toBeUndefined();
  expect(moved(['a'], 'gone', 1)).toBeUndefined();
});
