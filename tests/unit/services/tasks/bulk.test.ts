// The same work for many machines: the limit per host, one result per machine, and what stops what.
import { expect, test, vi } from 'vitest';
import { Cancelled } from '../../../../electron/libvirt/errors.ts';
import { type BulkTarget, type PerMachine, runBulk } from '../../../../electron/services/tasks/bulk.ts';
import { Skipped, Unheard } from '../../../../electron/services/tasks/task-control.ts';
import { TaskLog } from '../../../../electron/services/tasks/task-log.ts';
import { type ConnectionId, connectionOf, domainKey } from '../../../../shared/model/keys.ts';
import type { Task, TaskItem } from '../../../../shared/model/task.ts';

const log = { path: '', info: () => undefined, warn: () => undefined, error: () => undefined };

function targets(host: string, count: number): readonly BulkTarget[] {
  return Array.from({ length: count }, (_, index) => ({
    domain: domainKey(host as ConnectionId, `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`),
    name: `m${index}`,
    host,
  }));
}

function started(list: readonly BulkTarget[], perMachine: PerMachine) {
  const pushes: (readonly Task[])[] = [];
  const tasks = new TaskLog({ log, push: (changed) => pushes.push(changed), frameMs: 5 });
  const bulk = runBulk(tasks, { kind: 'start' }, list, perMachine);
  const items = async () => (await tasks.items(bulk.id, 0)).items;
  const task = async () => (await tasks.list({ ended: true })).find(({ id }) => id === bulk.id)!;
  return { ...bulk, tasks, pushes, items, task };
}

function statesOf(items: readonly TaskItem[]): Readonly<Record<string, string>> {
  return Object.fromEntries(items.map(({ name, state }) => [name, state]));
}

test('two machines of a host are worked on at a time, and hosts side by side', async () => {
  const now = new Map<string, number>();
  let most = 0;
  const all = started([...targets('c1', 6), ...targets('c2', 6)], async ({ domain }) => {
    const host = connectionOf(domain);
    now.set(host, (now.get(host) ?? 0) + 1);
    expect(now.get(host)).toBeLessThanOrEqual(2);
    most = Math.max(most, (now.get('c1') ?? 0) + (now.get('c2') ?? 0));
    await new Promise((resolve) => setTimeout(resolve, 1));
    now.set(host, (now.get(host) ?? 1) - 1);
  });
  await all.ended;
  expect(most).toBe(4);
  expect(await all.task()).toMatchObject({
    state: 'done',
    hosts: ['c1', 'c2'],
    counts: { done: 12, waiting: 0 },
  });
});

test('a failure stops no other machine, and each has its own result', async () => {
  const all = started(targets('c1', 4), async ({ name }) => {
    if (name === 'm1') throw new Error('no');
    if (name === 'm2') throw new Skipped('alreadyRunning');
  });
  await all.ended;
  const items = await all.items();
  expect(statesOf(items)).toEqual({ m0: 'done', m1: 'failed', m2: 'skipped', m3: 'done' });
  expect(items[1]!.failure?.kind).toBe('bug');
  expect(items[2]!.why).toBe('alreadyRunning');
  expect((await all.task()).state).toBe('failed');
});

test('what is left out from the start is told and not worked on', async () => {
  const [first, second] = targets('c1', 2);
  const seen: string[] = [];
  const all = started([{ ...first!, skip: 'hostAway' }, second!], async ({ name }) => void seen.push(name));
  await all.ended;
  expect(seen).toEqual(['m1']);
  expect((await all.items())[0]).toMatchObject({ state: 'skipped', why: 'hostAway' });
});

test('who takes it back ends what has not begun', async () => {
  const all = started(targets('c1', 5), async ({ name }) => {
    if (name === 'm0') all.tasks.cancel(all.id);
  });
  await all.ended;
  const states = statesOf(await all.items());
  expect(states).toMatchObject({ m0: 'done', m2: 'cancelled', m3: 'cancelled', m4: 'cancelled' });
  expect((await all.task()).state).toBe('cancelled');
});

test('what is under way when it is taken back ends as it does, and only then the task', async () => {
  let answer: () => void = () => undefined;
  const all = started(targets('c1', 3), ({ name }, { command }) => {
    command(`virsh start ${name}`);
    return name === 'm0'
      ? new Promise((resolve) => {
          answer = resolve;
        })
      : Promise.resolve();
  });
  await vi.waitFor(async () => expect(statesOf(await all.items()).m2).toBe('done'));
  expect(await all.task()).toMatchObject({ state: 'running', cancellable: false });
  all.tasks.cancel(all.id);
  expect(await all.task()).not.toHaveProperty('cancelling');
  answer();
  await all.ended;
  expect(statesOf(await all.items())).toEqual({ m0: 'done', m1: 'done', m2: 'done' });
  expect((await all.items())[0]?.virsh).toBe('virsh start m0');
});

test('a guest that was asked is waited for no more, and what it was asked is told', async () => {
  const all = started(targets('c1', 1), async (_target, { signal, follow }) =>
    follow(new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Cancelled())))),
  );
  await vi.waitFor(async () => expect(statesOf(await all.items()).m0).toBe('guest'));
  all.tasks.cancel(all.id);
  await all.ended;
  expect(await all.items()).toMatchObject([{ state: 'cancelled', asked: true }]);
});

test('a guest that takes its time holds up no other, and one that does not listen is named', async () => {
  const order: string[] = [];
  const [first] = targets('c1', 5);
  const all = started(targets('c1', 5), async ({ name }, { follow }) => {
    order.push(name);
    if (name === 'm0') follow(new Promise((_, reject) => setTimeout(() => reject(new Unheard(50)), 10)));
  });
  await all.ended;
  expect(order).toHaveLength(5);
  const task = await all.task();
  expect(task).toMatchObject({ state: 'failed', unheard: [first!.domain], counts: { done: 4, unheard: 1 } });
  expect((await all.items())[0]).toMatchObject({ failure: { kind: 'timeout', afterMs: 50 } });
});

test('a thousand machines are told in a few batches, and their items from where the page stands', async () => {
  const all = started(targets('c1', 1000), async () => undefined);
  await all.ended;
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(all.pushes.length).toBeLessThan(20);
  expect(all.pushes.at(-1)).toMatchObject([{ state: 'done', counts: { done: 1000 } }]);
  const { revision, items } = await all.tasks.items(all.id, 0);
  expect(items).toHaveLength(1000);
  expect((await all.tasks.items(all.id, revision)).items).toEqual([]);
});
