// The log of tasks: what becomes of each, how many are kept, and what the next engine finds.
import { appendFile, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Cancelled, Unreachable } from '../../../../electron/libvirt/errors.ts';
import { runBulk } from '../../../../electron/services/tasks/bulk.ts';
import { MOST_TASKS, TaskLog } from '../../../../electron/services/tasks/task-log.ts';
import { openTaskJournal } from '../../../../electron/store/task-journal.ts';
import { type ConnectionId, domainKey } from '../../../../shared/model/keys.ts';
import type { TaskSubject } from '../../../../shared/model/task.ts';

const log = { path: '', info: () => undefined, warn: vi.fn(), error: () => undefined };
const connection = 'c1' as ConnectionId;
const domain = domainKey(connection, '00000000-0000-4000-8000-000000000001');
const web1: TaskSubject = { connection, host: 'lab', name: 'web1', domain };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tasks-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function engine() {
  const path = join(folder, 'state', 'tasks.jsonl');
  return { path, tasks: new TaskLog({ log, push: () => undefined, journal: openTaskJournal(path, log) }) };
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
  const taken = tasks.run({ kind: 'start' }, hang, back.signal);
  const left = tasks.run({ kind: 'reset' }, hang, gone.signal);
  back.abort(new Cancelled());
  gone.abort();
  await expect(taken).rejects.toThrow(Cancelled);
  await expect(left).rejects.toThrow(Cancelled);
  await vi.waitFor(async () =>
    expect(await all(tasks)).toMatchObject([{ state: 'cancelled' }, { state: 'running' }]),
  );
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
