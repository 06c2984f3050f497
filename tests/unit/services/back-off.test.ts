import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BackOff } from '../../../electron/services/back-off.ts';

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

/** When each of `count` attempts in a row is made, counted from the one before. */
function waits(backOff: BackOff, count: number): number[] {
  return Array.from({ length: count }, () => {
    const before = Date.now();
    const at = backOff.schedule(() => undefined);
    vi.setSystemTime(at);
    return at - before;
  });
}

test('each wait is longer than the one before, up to half a minute', () =>
  expect(waits(new BackOff(() => 0.5), 8)).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]));

test('hosts that were lost together do not come back in step', () => {
  expect(waits(new BackOff(() => 0), 2)).toEqual([750, 1500]);
  expect(waits(new BackOff(() => 1), 2)).toEqual([1250, 2500]);
});

test('after a success the first wait is short again', () => {
  const backOff = new BackOff(() => 0.5);
  waits(backOff, 4);
  backOff.reset();
  expect(waits(backOff, 1)).toEqual([1000]);
});

test('what was cancelled is not done', () => {
  const work = vi.fn();
  const backOff = new BackOff();
  backOff.schedule(work);
  backOff.cancel();
  vi.advanceTimersByTime(60_000);
  expect(work).not.toHaveBeenCalled();
});
