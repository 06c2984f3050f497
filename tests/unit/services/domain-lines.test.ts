import { describe, expect, test } from 'vitest';
import { DomainLines } from '../../../electron/services/domain-lines.ts';

const idle = new AbortController().signal;
const request = (
  what: string,
  part: { readonly signal?: AbortSignal; readonly deadlineMs?: number; readonly uuid?: string } = {},
) => ({
  uuid: 'one',
  what,
  signal: idle,
  deadlineMs: 10_000,
  ...part,
});

/** A task that ends when told to. */
function task() {
  let end: () => void = () => undefined;
  let begun = false;
  const run = () => {
    begun = true;
    return new Promise<void>((resolve) => {
      end = resolve;
    });
  };
  return { run, end: () => end(), begun: () => begun };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('requests to one machine', () => {
  test('run one after the other, in order', async () => {
    const lines = new DomainLines();
    const [first, second] = [task(), task()];
    const done = [lines.run(request('a'), first.run), lines.run(request('b'), second.run)];
    await turn();
    expect([first.begun(), second.begun()]).toEqual([true, false]);
    first.end();
    await turn();
    expect(second.begun()).toBe(true);
    second.end();
    await Promise.all(done);
  });

  test('keep their place when their page has gone, until the host has answered', async () => {
    const lines = new DomainLines();
    const page = new AbortController();
    const [first, second] = [task(), task()];
    const given = lines.run(request('a', { signal: page.signal }), first.run);
    const next = lines.run(request('b'), second.run);
    await turn();
    page.abort();
    await expect(given).rejects.toMatchObject({ name: 'Cancelled' });
    await turn();
    expect(second.begun()).toBe(false);
    first.end();
    await turn();
    second.end();
    await next;
  });

  test('tell a deadline that has passed', async () => {
    const lines = new DomainLines();
    await expect(lines.run(request('a', { deadlineMs: 5 }), task().run)).rejects.toMatchObject({
      name: 'CallTimeout',
      afterMs: 5,
    });
  });

  test('that wait for too long are told what is in the way', async () => {
    const lines = new DomainLines({ waitMs: 5 });
    const first = task();
    void lines.run(request('shutdown'), first.run);
    const second = task();
    await expect(lines.run(request('pause'), second.run)).rejects.toMatchObject({
      failure: { kind: 'busy', job: 'shutdown' },
    });
    first.end();
    await turn();
    expect(second.begun()).toBe(false);
  });

  test('that are cancelled while they wait never run', async () => {
    const lines = new DomainLines();
    const page = new AbortController();
    const [first, second] = [task(), task()];
    const running = lines.run(request('a'), first.run);
    const waiting = lines.run(request('b', { signal: page.signal }), second.run);
    page.abort();
    await expect(waiting).rejects.toMatchObject({ name: 'Cancelled' });
    first.end();
    await running;
    expect(second.begun()).toBe(false);
  });
});

test('a request that libvirt has got ends as libvirt says, also when it is taken back', async () => {
  const lines = new DomainLines();
  const back = new AbortController();
  const work = task();
  let sent = 0;
  const running = lines.run(
    { ...request('a', { signal: back.signal }), onSent: () => (sent += 1) },
    ({ onSending }) => {
      onSending?.();
      return work.run();
    },
  );
  await turn();
  back.abort();
  await turn();
  work.end();
  await running;
  expect(sent).toBe(1);
});

test('requests to different machines do not wait for each other, and failures free the line', async () => {
  const lines = new DomainLines();
  const other = task();
  const failing = expect(
    lines.run(request('a'), async () => {
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  const running = lines.run(request('a', { uuid: 'other' }), other.run);
  await turn();
  expect(other.begun()).toBe(true);
  await failing;
  await lines.run(request('b'), async () => undefined);
  other.end();
  await running;
});
