import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Flight } from '../../../../renderer/ui/flight.ts';
import { Settling } from '../../../../renderer/ui/settling.ts';

let drawn: number[] = [];

beforeEach(() => {
  drawn = [];
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => void vi.useRealTimers());

function wait(settling: Settling, rows: readonly number[]): readonly (() => void)[] {
  return rows.map((row) => settling.after(() => drawn.push(row)));
}

test('rows that stand still are drawn a few at a time, in their order', () => {
  const rows = Array.from({ length: 30 }, (_, row) => row);
  wait(new Settling(new Flight()), rows);
  vi.advanceTimersByTime(99);
  expect(drawn).toEqual([]);
  vi.advanceTimersToNextTimer();
  expect(drawn.length).toBeGreaterThan(0);
  expect(drawn.length).toBeLessThan(15);
  vi.runAllTimers();
  expect(drawn).toEqual(rows);
});

test('a row that becomes another one begins anew, and is drawn once', () => {
  const settling = new Settling(new Flight());
  const [end] = wait(settling, [1, 2]);
  vi.advanceTimersByTime(60);
  end?.();
  wait(settling, [3]);
  vi.advanceTimersByTime(60);
  expect(drawn).toEqual([2]);
  vi.advanceTimersByTime(60);
  expect(drawn).toEqual([2, 3]);
  vi.advanceTimersByTime(1000);
  expect(drawn).toEqual([2, 3]);
});

test('none is drawn while the list flies by', () => {
  const flight = new Flight();
  wait(new Settling(flight), [1]);
  for (let frame = 0; frame < 20; frame += 1) {
    flight.moved(5);
    vi.advanceTimersByTime(16);
  }
  expect(drawn).toEqual([]);
  vi.advanceTimersByTime(150);
  expect(drawn).toEqual([1]);
});
