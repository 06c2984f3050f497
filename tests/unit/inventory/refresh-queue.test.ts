import { expect, test, vi } from 'vitest';
import { RefreshQueue } from '../../../electron/inventory/refresh-queue.ts';

/** Readings that end when told to. */
function slowReads() {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const read = ({ name }: { readonly name: string }) => {
    begun.push(name);
    return new Promise<void>((resolve) => ends.push(resolve));
  };
  return { begun, ends, read };
}
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

test('many reasons at once are one reading, of the latest', async () => {
  const { begun, ends, read } = slowReads();
  const queue = new RefreshQueue(read);
  const asked = ['a', 'b', 'c'].map((name) => queue.ask('uuid', { name }));
  await nextTurn();
  ends[0]!();
  await Promise.all(asked);
  expect(begun).toEqual(['c']);
});

test('a reason during a reading is read again, once, and after it', async () => {
  const { begun, ends, read } = slowReads();
  const queue = new RefreshQueue(read);
  const first = queue.ask('uuid', { name: 'a' });
  await nextTurn();
  const later = ['b', 'c'].map((name) => queue.ask('uuid', { name }));
  await nextTurn();
  expect(begun).toEqual(['a']);
  ends[0]!();
  await nextTurn();
  await nextTurn();
  expect(begun).toEqual(['a', 'c']);
  ends[1]!();
  await Promise.all([first, ...later]);
});

test('what waits and what is asked for meanwhile are joined into one reading', async () => {
  const { begun, ends, read } = slowReads();
  const queue = new RefreshQueue(read, { join: (one, other) => ({ name: `${one.name}+${other.name}` }) });
  const first = queue.ask('uuid', { name: 'a' });
  await nextTurn();
  const later = ['b', 'c'].map((name) => queue.ask('uuid', { name }));
  ends[0]!();
  await vi.waitFor(() => expect(begun).toEqual(['a', 'b+c']));
  ends[1]!();
  await Promise.all([first, ...later]);
});

test('objects do not wait for each other', async () => {
  const { begun, read } = slowReads();
  const queue = new RefreshQueue(read);
  void queue.ask('one', { name: 'a' });
  void queue.ask('other', { name: 'b' });
  await nextTurn();
  expect(begun).toEqual(['a', 'b']);
});

test('of many objects only some are read at once, and the others in the order in which they were said to have moved', async () => {
  const { begun, ends, read } = slowReads();
  const queue = new RefreshQueue(read, { mostAtOnce: 2 });
  const asked = ['a', 'b', 'c', 'd'].map((name) => queue.ask(name, { name }));
  await nextTurn();
  expect(begun).toEqual(['a', 'b']);
  // What is said of one that waits is no reason to read it twice.
  asked.push(queue.ask('d', { name: 'd again' }));
  ends[1]!();
  await nextTurn();
  expect(begun).toEqual(['a', 'b', 'c']);
  ends[0]!();
  await nextTurn();
  expect(begun).toEqual(['a', 'b', 'c', 'd again']);
  ends[2]!();
  ends[3]!();
  await Promise.all(asked);
});

test('a reading that fails fails for those who asked, and not for the next', async () => {
  let fails = true;
  const queue = new RefreshQueue(async () => {
    if (fails) throw new Error('the host is gone');
  });
  await expect(queue.ask('uuid', {})).rejects.toThrow('the host is gone');
  fails = false;
  await queue.ask('uuid', {});
});

test('a reason during a reading that fails is read all the same', async () => {
  const begun: string[] = [];
  let fail: () => void = () => undefined;
  const queue = new RefreshQueue(async ({ name }: { readonly name: string }) => {
    begun.push(name);
    if (name === 'a') await new Promise<void>((_resolve, reject) => (fail = () => reject(new Error('late'))));
  });
  const first = queue.ask('uuid', { name: 'a' });
  await nextTurn();
  const later = queue.ask('uuid', { name: 'b' });
  fail();
  await Promise.all([first, later]);
  expect(begun).toEqual(['a', 'b']);
});
