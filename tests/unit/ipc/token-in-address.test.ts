// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import { takeToken } from '../../../renderer/live/socket-dial.ts';

beforeEach(() => {
  sessionStorage.clear();
  history.replaceState(null, '', '/');
});

test('the token leaves the address at once and is kept for this tab', () => {
  history.replaceState(null, '', '/#token=abc_-1');
  expect(takeToken()).toBe('abc_-1');
  expect(location.href).not.toContain('abc');
  expect(takeToken()).toBe('abc_-1');
  expect(localStorage).toHaveLength(0);
});

test('a place in the address is no token and stays', () => {
  location.hash = '#/machines';
  expect(takeToken()).toBeUndefined();
  expect(location.hash).toBe('#/machines');
});
