// The log of tasks: what becomes of each, how many are kept, and what the next engine finds.
import { appendFile, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Cancelled, Unreachable } from '../../../../electron/libvirt/errors.ts';
import { runBulk } from '../../../../electron/services/tasks/bulk.ts';
import { MOST_TASKS, TaskLog, type TaskLogDeps } from '../../../../electron/services/tasks/task-log.ts';
import { openTaskJournal } from '../../../../electron/store/task-journal.ts';
import { type ConnectionId, domainKey } from '../../../../shared/model/keys.ts';
import type { Task, TaskId, TaskSubject } from '../../../../shared/model/task.ts';

const log = { path: '', info: () => undefined, warn: vi.fn(), error: () => undefined };
const connection = 'c1' as ConnectionId;
const domain = domainKey(connection, '00000000-0000-4000-8000-000000000001');
const web1: TaskSubject = { connection, host: 'lab', name: 'web1', domain };

let folder: string;
let opened: TaskLog[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tasks-'));
  opened = [];
});
afterEach(async () => {
  for (const tasks of opened) await tasks.dispose();
  await rm(folder, { recursive: true, force: true });
});

function engine(deps: Pick<TaskLogDeps, 'forgotten'> = {}) {
  const path = join(folder, 'state', 'tasks.jsonl');
  const journal = openTaskJournal(path, log);
  const tasks = new TaskLog({ log, push: () => undefined, journal, ...deps });
  opened.push(tasks);
  return { path, tasks };
}

async function all(tasks: TaskLog) {
  return await tasks.list({ ended: true });
}

test('a task ends as its work does, and its caller hears the same', async () => {
  const { tasks } = engine();
  await expect(tasks.run({ kind: 'start', subject: web1 }, async () => 7)).resolves.toBe(7);
  const refusal = new Unreachable('lost', 'gone');
  await expect(tasks.run({ kind: 'pause', subject: web1 }, () => Promise.reject(refusal))).rejects.toBe(
    refusal,
  );
  await vi.waitFor(async () =>
    expect(await all(tasks)).toMatchObject([
      { kind: 'start', state: 'done', subject: { name: 'web1' } },
      { kind: 'pause', state: 'failed', failure: { kind: 'unreachable', stage: 'lost' } },
    ]),
  );
});

test('a page that takes its request back takes the task back; one that is only gone does not', async () => {
  const { tasks } = engine();
  const hang = ({ signal }: { readonly signal: AbortSignal }) =>
    new Promise<void>((_, reject) => signal.addEventListener('abort', () => reject(new Cancelled())));
  const back = new AbortController();
  const gone = new AbortController();
  const taken = tasks.run({ kind: 'start', cancellable: true }, hang, back.signal);
  const left = tasks.run({ kind: 'reset' }, hang, gone.signal);
  back.abort(new Cancelled());
  gone.abort();
  await expect(taken).rejects.toThrow(Cancelled);
  await expect(left).rejects.toThrow(Cancelled);
  await vi.waitFor(async () =>
    expect(await all(tasks)).toMatchObject([{ state: 'cancelled' }, { state: 'running' }]),
  );
});

test('numbers that change without end are told now and then; an end does not wait for them', async () => {
  vi.useFakeTimers();
  try {
    const pushes: (readonly Task[])[] = [];
    const tasks = new TaskLog({ log, push: (changed) => pushes.push(changed) });
    const task = tasks.begin({ kind: 'start' });
    const tell = async (done: number) => {
      task.update({ progress: { done, total: 1000, unit: 'machines' } });
      await vi.advanceTimersByTimeAsync(10);
    };
    await tell(0);
    await vi.advanceTimersByTimeAsync(100);
    expect(pushes).toHaveLength(1);
    for (let done = 1; done < 150; done += 1) await tell(done);
    expect(pushes.length).toBeLessThan(5);
    expect(pushes.length).toBeGreaterThan(2);
    const before = pushes.length;
    task.end('done');
    await vi.advanceTimersByTimeAsync(100);
    expect(pushes.slice(before)).toMatchObject([[{ state: 'done' }]]);
  } finally {
    vi.useRealTimers();
  }
});

test('one that was taken back says so until it has ended', async () => {
  const { tasks } = engine();
  const task = tasks.begin({ kind: 'managed-save', cancellable: true });
  tasks.cancel(task.id);
  expect(await all(tasks)).toMatchObject([{ state: 'running', cancelling: true, cancellable: false }]);
  task.end('cancelled');
  expect((await all(tasks))[0]).not.toHaveProperty('cancelling');
});

test('what cannot be taken back any more ends as it does, though nobody waits for it', async () => {
  const { tasks } = engine();
  const page = new AbortController();
  let answer: () => void = () => undefined;
  const work = () =>
    new Promise<void>((resolve) => {
      answer = resolve;
    });
  const asked = tasks.run({ kind: 'start' }, work, page.signal);
  page.abort(new Cancelled());
  await expect(asked).rejects.toThrow(Cancelled);
  expect(await all(tasks)).toMatchObject([{ state: 'running' }]);
  answer();
  await vi.waitFor(async () => expect(await all(tasks)).toMatchObject([{ state: 'done' }]));
});

test('only those under way are listed for a page that starts', async () => {
  const { tasks } = engine();
  await tasks.run({ kind: 'start' }, async () => undefined);
  void tasks.run({ kind: 'shutdown' }, () => new Promise(() => undefined));
  await vi.waitFor(async () =>
    expect(await tasks.list({ ended: false })).toMatchObject([{ kind: 'shutdown' }]),
  );
});

test('the next engine finds what was done, and what was under way as interrupted', async () => {
  const first = engine();
  await first.tasks.run({ kind: 'start', subject: web1, virsh: 'virsh start web1' }, async () => undefined);
  const target = { domain, name: 'web1', host: 'lab' };
  await runBulk(first.tasks, { kind: 'shutdown' }, [target], () => Promise.reject(new Error('x'))).ended;
  void first.tasks.run({ kind: 'managed-save', subject: web1 }, () => new Promise(() => undefined));
  await first.tasks.dispose();

  const { tasks } = engine();
  const [start, bulk, save] = await all(tasks);
  expect(start).toMatchObject({ state: 'done', virsh: 'virsh start web1', subject: web1 });
  expect(save).toMatchObject({ kind: 'managed-save', state: 'interrupted' });
  expect((await tasks.items(bulk!.id, 0)).items).toMatchObject([{ name: 'web1', state: 'failed' }]);
});

test('the last thousand are kept, and one under way is never dropped', async () => {
  const { tasks } = engine();
  const open = tasks.begin({ kind: 'managed-save' });
  for (let count = 0; count < MOST_TASKS + 20; count += 1) tasks.begin({ kind: 'start' }).end('done');
  const kept = await all(tasks);
  expect(kept).toHaveLength(MOST_TASKS);
  expect(kept[0]?.id).toBe(open.id);
});

test('a file with half a line, rubbish and hostile text costs no other line', async () => {
  const first = engine();
  await first.tasks.run({ kind: 'start', subject: web1 }, async () => undefined);
  await first.tasks.dispose();
  await appendFile(first.path, '{"task":{"id":"x"}}\n{"task":{"__proto__":1}}\n\u0000\n{"task":{"id":"0000');

  const second = engine();
  await second.tasks.run({ kind: 'reset', subject: web1 }, async () => undefined);
  await second.tasks.dispose();
  expect(await all(engine().tasks)).toMatchObject([{ kind: 'start' }, { kind: 'reset' }]);
  expect((await stat(first.path)).mode & 0o777).toBe(0o600);
});

test('a folder that cannot be made keeps nobody from acting, and is said once', async () => {
  log.warn.mockClear();
  await appendFile(join(folder, 'state'), 'a file');
  const { tasks } = engine();
  await tasks.run({ kind: 'start' }, async () => undefined);
  await tasks.dispose();
  expect(await all(tasks)).toMatchObject([{ state: 'done' }]);
  expect(log.warn).toHaveBeenCalledOnce();
});

test('the file does not grow without end', async () => {
  const { tasks, path } = engine();
  const virsh = `virsh ${'x'.repeat(5000)}`;
  for (let count = 0; count < 1500; count += 1) tasks.begin({ kind: 'start', virsh }).end('done');
  await tasks.dispose();
  const lines = (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '');
  expect(lines).toHaveLength(MOST_TASKS);
});

test('what a line claims is not believed: a text that is none, a failure without words, a word without end', async () => {
  const first = engine();
  await first.tasks.run({ kind: 'start', subject: web1 }, async () => undefined);
  await first.tasks.dispose();
  const [good = ''] = (await readFile(first.path, 'utf8')).split('\n').filter((line) => line !== '');
  const changed = (change: object) => {
    const { task } = JSON.parse(good);
    const id = crypto.randomUUID();
    return JSON.stringify({ task: { ...task, id, ...change } });
  };
  const hostile = [
    changed({ virsh: { toString: 'x' } }),
    changed({ failure: { kind: 'refused', message: { $$typeof: 'x' } } }),
    changed({ detail: 'x'.repeat(1_000_000) }),
    changed({ counts: { done: 1 } }),
    changed({ kind: 'rm -rf' }),
    `${'['.repeat(100_000)}`,
  ];
  await appendFile(first.path, `${hostile.join('\n')}\n${changed({ kind: 'reset' })}\n`);
  expect((await all(engine().tasks)).map(({ kind }) => kind)).toEqual(['start', 'reset']);
});

test('of a file of any size the newest lines are read', async () => {
  const first = engine();
  await first.tasks.run({ kind: 'start', subject: web1 }, async () => undefined);
  await first.tasks.dispose();
  const good = await readFile(first.path, 'utf8');
  await writeFile(first.path, `${'x'.repeat(40_000_000)}\n${good}`);
  const { tasks } = engine();
  expect(await all(tasks)).toMatchObject([{ kind: 'start' }]);
  await tasks.forget('ended');
  await tasks.dispose();
  expect((await stat(first.path)).size).toBe(0);
});

describe('what a person takes out of the log', () => {
  test('is gone from the disk too, and what is under way stays', async () => {
    const told: (readonly string[])[] = [];
    const first = engine({ forgotten: (ids) => told.push(ids) });
    await first.tasks.run({ kind: 'start', subject: web1 }, async () => undefined);
    await first.tasks.dispose();

    const second = engine({ forgotten: (ids) => told.push(ids) });
    await second.tasks.run({ kind: 'pause', subject: web1 }, async () => undefined);
    const open = second.tasks.begin({ kind: 'managed-save' });
    await vi.waitFor(async () => expect((await all(second.tasks))[1]).toMatchObject({ state: 'done' }));
    await second.tasks.forget('ended');
    expect(await all(second.tasks)).toMatchObject([{ kind: 'managed-save', state: 'running' }]);
    expect(told.flat()).toHaveLength(2);
    open.end('done');
    await second.tasks.dispose();
    expect(await all(engine().tasks)).toMatchObject([{ kind: 'managed-save', state: 'done' }]);
  });

  test('is one alone, when one is named; names of others do nothing', async () => {
    const { tasks } = engine();
    const open = tasks.begin({ kind: 'reset' });
    for (const kind of ['start', 'pause'] as const) tasks.begin({ kind }).end('done');
    const [, start] = await all(tasks);
    await tasks.forget([start!.id, open.id, crypto.randomUUID() as TaskId]);
    expect((await all(tasks)).map(({ kind }) => kind)).toEqual(['reset', 'pause']);
  });

  test('is gone as long as this engine lives when the disk refuses, and from the disk when it does not any more', async () => {
    const first = engine();
    await first.tasks.run({ kind: 'start', subject: web1 }, async () => undefined);
    await first.tasks.dispose();
    const { tasks, path } = engine();
    await mkdir(`${path}.${process.pid}.new`);
    await tasks.forget('ended');
    expect(await all(tasks)).toEqual([]);
    await tasks.dispose();
    expect(await readFile(path, 'utf8')).toContain('"start"');
    await rm(`${path}.${process.pid}.new`, { recursive: true });
    await tasks.run({ kind: 'pause', subject: web1 }, async () => undefined);
    await tasks.dispose();
    expect(await all(engine().tasks)).toMatchObject([{ kind: 'pause' }]);
  });
});

test('the machines of the newest bulk actions are kept, of older ones the numbers', async () => {
  const first = engine();
  const targets = Array.from({ length: 6000 }, (_, index) => ({
    domain: domainKey(connection, `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`),
    name: `m${index}`,
    host: 'lab',
    virsh: `virsh ${'x'.repeat(600)}`,
  }));
  for (let count = 0; count < 3; count += 1)
    await runBulk(first.tasks, { kind: 'start' }, targets, async () => undefined).ended;
  await first.tasks.dispose();
  const { tasks } = engine();
  const kept = await all(tasks);
  expect(kept.map(({ counts }) => counts?.done)).toEqual([6000, 6000, 6000]);
  const items = await Promise.all(kept.map(async ({ id }) => (await tasks.items(id, 0)).items.length));
  expect(items).toEqual([0, 0, 6000]);
  await tasks.dispose();
});

test('a bulk action is found by the name, the command or the failure of one of its machines', async () => {
  const { tasks } = engine();
  const other = domainKey(connection, '00000000-0000-4000-8000-000000000002');
  const at = { host: 'lab', state: 'waiting' } as const;
  const { id, items } = tasks.begin({ kind: 'start' }, [
    { domain, name: 'Web-01', virsh: "virsh start 'Web-01'", ...at },
    { domain: other, name: 'db', ...at },
  ]);
  items?.put({
    domain: other,
    name: 'db',
    ...at,
    state: 'failed',
    failure: { kind: 'unreachable', stage: 'lost', message: 'the cable' },
  });
  tasks.begin({ kind: 'pause' }, [{ domain, name: 'mail', ...at }]);
  expect(await tasks.find(['web-01', 'START', 'cable', 'nothing'])).toEqual([[id], [id], [id], []]);
});

test('a bulk action is on the disk as soon as it has begun, with what repeats it', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  try {
    const { path, tasks } = engine();
    const labels = { addTags: [{ name: 'web', colour: 'red' }], group: { path: 'Lab' } } as const;
    const item = { domain, name: 'web1', host: 'lab', state: 'waiting' } as const;
    tasks.begin({ kind: 'labels', labels }, [item]);
    const written = async () => await readFile(path, 'utf8').catch(() => '');
    while (!(await written()).endsWith('}\n')) await new Promise((resolve) => setImmediate(resolve));
    expect(await all(engine().tasks)).toMatchObject([{ state: 'interrupted', labels }]);
  } finally {
    vi.useRealTimers();
  }
});
