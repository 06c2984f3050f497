import { expect, test } from 'vitest';
import { SingleReadings } from '../../../electron/services/single-readings.ts';

/** Readings that end when they are told to. */
function hand() {
  const ends: ((outcome: Promise<string>) => void)[] = [];
  const read = () => new Promise<string>((resolve) => ends.push(resolve));
  return { ends, read };
}

test('who asks while a reading runs gets one that began later, together with all others who did', async () => {
  const readings = new SingleReadings<string>();
  const { ends, read } = hand();
  const first = readings.ask('web1', read);
  const later = [readings.ask('web1', read), readings.ask('web1', read)];
  expect(ends).toHaveLength(1);
  ends[0]?.(Promise.resolve('old'));
  expect(await first).toBe('old');
  await new Promise(setImmediate);
  expect(ends).toHaveLength(2);
  ends[1]?.(Promise.resolve('new'));
  expect(await Promise.all(later)).toEqual(['new', 'new']);
  void readings.ask('web1', read);
  expect(ends).toHaveLength(3);
});

test('a reading that fails fails for those who asked for it, and the next is made', async () => {
  const readings = new SingleReadings<string>();
  const { ends, read } = hand();
  const first = readings.ask('web1', read);
  const second = readings.ask('web1', read);
  ends[0]?.(Promise.reject(new Error('gone')));
  await expect(first).rejects.toThrow('gone');
  await new Promise(setImmediate);
  ends[1]?.(Promise.resolve('back'));
  expect(await second).toBe('back');
});

test('different things are read side by side', () => {
  const readings = new SingleReadings<string>();
  const { ends, read } = hand();
  for (const name of ['web1', 'web2', 'web1']) void readings.ask(name, read);
  expect(ends).toHaveLength(2);
});
