// What is done at once and what is done evenly.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Pace } from '../../../../renderer/live/pace.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Asks each 10 ms for `ms`; the times at which it was done, each time to so many things. */
async function asked(ms: number, things: number): Promise<readonly number[]> {
  const begin = performance.now();
  const done: number[] = [];
  const act = () => {
    done.push(performance.now() - begin);
    return things;
  };
  const pace = new Pace(act, () => 400);
  for (let at = 0; at < ms; at += 10) {
    pace.ask();
    await vi.advanceTimersByTimeAsync(10);
  }
  pace.dispose();
  return done;
}

test('what is asked for now and then is done at once, and evenly when it does not end', async () => {
  const done = await asked(2000, 1);
  expect(done.slice(0, 4)).toEqual([0, 10, 20, 30]);
  expect(done.length).toBeGreaterThan(6);
  expect(done.length).toBeLessThan(10);
});

test('a storm is known by its size', async () => {
  const done = await asked(2000, 100);
  expect(done.slice(0, 2)).toEqual([0, 400]);
});
