import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PictureLine } from '../../../electron/services/picture-line.ts';

const PACE = { everyMs: 10_000, pauseMs: 200 };

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A line whose pictures are given by hand. */
function line() {
  const taken: string[] = [];
  const answers: ((picture: string) => void)[] = [];
  const pictures = new PictureLine<string>((key) => {
    taken.push(key);
    return new Promise((resolve) => answers.push(resolve));
  }, PACE);
  const answer = async (picture = 'picture') => {
    answers.shift()?.(picture);
    await vi.advanceTimersByTimeAsync(0);
  };
  return { pictures, taken, answer };
}

test('pictures of one host are taken one at a time, with a pause', async () => {
  const { pictures, taken, answer } = line();
  for (const key of ['a', 'b']) pictures.wish(key);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(taken).toEqual(['a']);
  await answer();
  expect(taken).toEqual(['a']);
  await vi.advanceTimersByTimeAsync(PACE.pauseMs);
  expect(taken).toEqual(['a', 'b']);
});

test('all who wait for a machine share its picture', async () => {
  const { pictures, taken, answer } = line();
  pictures.wish('first');
  const wishes = [pictures.wish('a'), pictures.wish('a')];
  await answer();
  await vi.advanceTimersByTimeAsync(PACE.pauseMs);
  await answer('seen by both');
  expect(await Promise.all(wishes.map(({ picture }) => picture))).toEqual(['seen by both', 'seen by both']);
  expect(taken).toEqual(['first', 'a']);
});

test('a machine is asked again only after a while, others before it', async () => {
  const { pictures, taken, answer } = line();
  pictures.wish('a');
  await answer();
  pictures.wish('a');
  pictures.wish('b');
  await vi.advanceTimersByTimeAsync(PACE.pauseMs);
  await answer();
  expect(taken).toEqual(['a', 'b']);
  await vi.advanceTimersByTimeAsync(PACE.everyMs);
  expect(taken).toEqual(['a', 'b', 'a']);
});

test('what nobody waits for any more is not taken', async () => {
  const { pictures, taken, answer } = line();
  pictures.wish('a');
  const { leave } = pictures.wish('b');
  const { leave: other } = pictures.wish('c');
  pictures.wish('c');
  leave();
  other();
  await answer();
  await vi.advanceTimersByTimeAsync(PACE.pauseMs);
  expect(taken).toEqual(['a', 'c']);
});

test('who waits when the host goes is told why', async () => {
  const { pictures } = line();
  pictures.wish('a');
  const { picture } = pictures.wish('b');
  pictures.dispose(new Error('gone'));
  await expect(picture).rejects.toThrow('gone');
});
