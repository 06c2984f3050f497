import { expect, test } from 'vitest';
import { moved, placed } from '../../../../renderer/live/host-order.ts';

test('moves one place up or down', () => {
  expect(moved(['a', 'b', 'c'], 'c', -1)).toEqual(['a', 'c', 'b']);
  expect(moved(['a', 'b', 'c'], 'a', 1)).toEqual(['b', 'a', 'c']);
});

test('stops at both ends', () => {
  expect(moved(['a', 'b'], 'a', -1)).toBeUndefined();
  expect(moved(['a', 'b'], 'b', 1)).toBeUndefined();
  expect(moved(['a'], 'gone', 1)).toBeUndefined();
});

test('puts a host before or behind another', () => {
  const ids = ['a', 'b', 'c', 'd'];
  expect(placed(ids, 'd', 'b', 'before')).toEqual(['a', 'd', 'b', 'c']);
  expect(placed(ids, 'a', 'c', 'after')).toEqual(['b', 'c', 'a', 'd']);
  expect(placed(ids, 'a', 'd', 'after')).toEqual(['b', 'c', 'd', 'a']);
});

test('leaves what is where it was put, and what is gone', () => {
  expect(placed(['a', 'b'], 'a', 'b', 'before')).toBeUndefined();
  expect(placed(['a', 'b'], 'a', 'a', 'after')).toBeUndefined();
  expect(placed(['a', 'b'], 'gone', 'b', 'after')).toBeUndefined();
});
