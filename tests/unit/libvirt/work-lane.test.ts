import { expect, test, vi } from 'vitest';
import { CallTimeout, Cancelled } from '../../../electron/libvirt/errors.ts';
import { WorkLane } from '../../../electron/libvirt/work-lane.ts';

/** Runs tasks by hand: what has begun, and the way to end each. */
function lane() {
  const work = new WorkLane({ total: 3, perSubject: 2 });
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const run = (
    name: string,
    over: { subject?: string; timeoutMs?: number; signal?: AbortSignal } = {},
  ): Promise<void> =>
    work.run(
      { subject: over.subject, what: name, timeoutMs: over.timeoutMs ?? 60_000, signal: over.signal },
      async () => {
        begun.push(name);
        await new Promise<void>((resolve) => ends.set(name, resolve));
      },
    );
  const end = async (name: string): Promise<void> => {
    ends.get(name)?.();
    await vi.waitFor(() => undefined);
  };
  return { run, end, begun };
}

test('three run at once, the rest in order', async () => {
  const { run, end, begun } = lane();
  for (const name of ['a', 'b', 'c', 'd', 'e']) void run(name);
  await vi.waitFor(() => expect(begun).toEqual(['a', 'b', 'c']));
  await end('b');
  await vi.waitFor(() => expect(begun).toEqual(['a', 'b', 'c', 'd']));
});

test('a machine that hangs leaves a place for others', async () => {
  const { run, begun } = lane();
  for (const name of ['x1', 'x2', 'x3', 'x4']) void run(name, { subject: 'x' });
  void run('y1', { subject: 'y' });
  await vi.waitFor(() => expect(begun).toEqual(['x1', 'x2', 'y1']));
});

test('who waits too long gets a timeout, and the next goes on', async () => {
  const { run, end, begun } = lane();
  for (const name of ['a', 'b', 'c']) void run(name);
  await expect(run('late', { timeoutMs: 5 })).rejects.toThrow(CallTimeout);
  void run('d');
  await end('a');
  await vi.waitFor(() => expect(begun).toEqual(['a', 'b', 'c', 'd']));
});

test('who is cancelled leaves the queue', async () => {
  const { run } = lane();
  for (const name of ['a', 'b', 'c']) void run(name);
  const control = new AbortController();
  const waiting = run('cancelled', { signal: control.signal });
  control.abort();
  await expect(waiting).rejects.toThrow(Cancelled);
  await expect(run('too late', { signal: control.signal })).rejects.toThrow(Cancelled);
});

test('a task that fails gives its place back', async () => {
  const work = new WorkLane({ total: 1, perSubject: 1 });
  const turn = { subject: 'x', what: 'w', timeoutMs: 1_000, signal: undefined };
  await expect(work.run(turn, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await expect(work.run(turn, () => Promise.resolve(7))).resolves.toBe(7);
});
