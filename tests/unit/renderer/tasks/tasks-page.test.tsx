// @vitest-environment happy-dom
// The page of tasks, the way back to what failed, and what the desktop is told.
import { act, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { TaskNotices } from '../../../../renderer/features/tasks/task-notices.tsx';
import { TasksPage } from '../../../../renderer/features/tasks/tasks-page.tsx';
import { usePlace } from '../../../../renderer/live/hooks.ts';
import type { Desktop } from '../../../../shared/desktop.ts';
import type { DomainKey } from '../../../../shared/model/keys.ts';
import type { Task, TaskCounts, TaskId, TaskItem } from '../../../../shared/model/task.ts';
import { type Answers, fakeEngine, gives } from '../../../support/fake-api.ts';
import { draw } from '../../../support/render.tsx';
import { host, LAPTOP, machine } from '../../../support/sample-world.ts';

const web01 = machine(1, 'web-01', { state: 'running', id: 1 });
const web02 = machine(2, 'web-02');
const NONE: TaskCounts = {
  waiting: 0,
  running: 0,
  guest: 0,
  done: 0,
  skipped: 0,
  failed: 0,
  unheard: 0,
  cancelled: 0,
  interrupted: 0,
};

function taskOf(number: number, change: Partial<Task> = {}): Task {
  const id = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}` as TaskId;
  const subject = { connection: LAPTOP, host: 'laptop', name: 'web-01', domain: web01.key };
  const startedAtMs = 1_700_000_000_000 + number * 60_000;
  const ended = { state: 'done', endedAtMs: startedAtMs + 3000 } as const;
  return {
    id,
    revision: number,
    kind: 'start',
    subject,
    startedAtMs,
    cancellable: false,
    ...ended,
    ...change,
  };
}

const { subject: _one, ...many } = taskOf(3, {
  kind: 'shutdown',
  state: 'failed',
  hosts: ['laptop'],
  counts: { ...NONE, done: 1, failed: 1, unheard: 1 },
  unheard: [web01.key, web02.key],
});

const started = taskOf(1, { virsh: 'virsh -c qemu:///system start web-01' });
const refused = taskOf(2, {
  kind: 'pause',
  state: 'failed',
  failure: { kind: 'refused', code: 55, domain: 10, message: 'domain is not running' },
});

function Placed() {
  const place = usePlace();
  const shown = place.page === 'tasks' ? place.task : undefined;
  return <TasksPage {...(shown === undefined ? {} : { shown })} />;
}

async function page(tasks: readonly Task[], answers: Answers['tasks'] = {}) {
  const engine = fakeEngine(
    { hosts: [host()], domains: [web01, web02] },
    { tasks: { list: gives(tasks), items: gives({ revision: 0, items: [] }), find: gives([]), ...answers } },
  );
  const drawn = await draw(
    <>
      <Placed />
      <TaskNotices />
    </>,
    engine,
  );
  await screen.findByRole('heading', { name: 'Tasks' });
  return drawn;
}

function titles(): readonly (string | null)[] {
  return screen.getAllByRole('rowheader').map((cell) => cell.textContent);
}

describe('the page of tasks', () => {
  test('shows the newest first, with its result in words', async () => {
    await page([started, refused, many]);
    expect(titles()).toEqual(['Shut down: 3 virtual machines', 'Pause web-01', 'Start web-01']);
    expect(screen.getByText('1 done, 1 failed, 1 without reaction')).toBeTruthy();
    expect(screen.getByText('Its present state does not allow that.')).toBeTruthy();
  });

  test('finds by machine, action, command and what libvirt said', async () => {
    const { user } = await page([started, refused, many]);
    const filter = screen.getByRole('searchbox', { name: 'Search tasks' });
    for (const [text, found] of [
      ['is not running', ['Pause web-01']],
      ['virsh start', ['Start web-01']],
      ['3 virtual', ['Shut down: 3 virtual machines']],
    ] as const) {
      await user.clear(filter);
      await user.type(filter, text);
      await waitFor(() => expect(titles()).toEqual(found));
    }
    await user.type(filter, 'nothing');
    expect(await screen.findByText('No task matches.')).toBeTruthy();
  });

  test('finds a bulk action by one of its machines, which only the engine knows', async () => {
    const { user, engine } = await page([started, many], { find: gives([[many.id], []]) });
    await user.type(screen.getByRole('searchbox', { name: 'Search tasks' }), 'web-77');
    await waitFor(() => expect(titles()).toEqual(['Shut down: 3 virtual machines']));
    expect(engine.callsOf('tasks.find').at(-1)).toEqual({ words: ['web-77'] });
  });

  test('shows one in full: the command, and the words of libvirt', async () => {
    const { user } = await page([started, refused]);
    await user.click(screen.getByRole('rowheader', { name: 'Start web-01' }));
    const details = await screen.findByRole('region', { name: 'Start web-01' });
    expect(within(details).getByText('virsh -c qemu:///system start web-01')).toBeTruthy();
    await user.click(screen.getByRole('rowheader', { name: 'Pause web-01' }));
    const failed = await screen.findByRole('region', { name: 'Pause web-01' });
    await user.click(within(failed).getByRole('button', { name: 'Details' }));
    expect(within(failed).getByText('domain is not running')).toBeTruthy();
  });

  test('follows one that runs, and takes it back', async () => {
    const { user, engine } = await page([started], { cancel: gives(undefined) });
    const { endedAtMs: _end, ...rest } = taskOf(4, {
      kind: 'managed-save',
      state: 'running',
      cancellable: true,
    });
    const progress = { done: 512 * 1024 ** 2, total: 1024 ** 3, unit: 'bytes' } as const;
    act(() => engine.emit('tasks', 'changed', [{ ...rest, progress }]));
    await user.click(await screen.findByRole('rowheader', { name: 'Save web-01' }));
    const details = await screen.findByRole('region', { name: 'Save web-01' });
    expect(within(details).getByText('512 MiB of 1 GiB')).toBeTruthy();
    await user.click(within(details).getByRole('button', { name: 'Cancel' }));
    expect(engine.callsOf('tasks.cancel')).toEqual([{ task: rest.id }]);
  });

  test('offers force for guests that did not listen and still run, and nothing else', async () => {
    const { user, live } = await page([many]);
    await user.click(screen.getByRole('rowheader', { name: 'Shut down: 3 virtual machines' }));
    await user.click(await screen.findByRole('button', { name: 'Force off 1 that did not listen…' }));
    const { question } = live.operations.getState();
    expect(question?.action).toBe('force-off');
    expect(question?.domains.map(({ name }) => name)).toEqual(['web-01']);
  });

  test.each(['interrupted', 'cancelled'] as const)(
    'offers the rest of a bulk action that was %s',
    async (state) => {
      const cut = { ...many, state, unheard: [], counts: { ...NONE, done: 1, [state]: 1 } };
      const of = (key: DomainKey, item: TaskItem['state']) => ({
        domain: key,
        name: '',
        host: '',
        state: item,
      });
      const items = gives({ revision: 1, items: [of(web02.key, 'done'), of(web01.key, state)] });
      const { user, engine } = await page([cut], { items });
      await user.click(screen.getByRole('rowheader', { name: 'Shut down: 2 virtual machines' }));
      await user.click(await screen.findByRole('button', { name: 'Try again' }));
      const rest = { domain: web01.key, action: 'shutdown' };
      await waitFor(() => expect(engine.callsOf('domains.act')).toEqual([rest]));
    },
  );

  test('offers the rest of a change of tags, as it was meant', async () => {
    const labels = { addTags: [{ name: 'web', colour: 'red' }], removeTags: ['old'] } as const;
    const counts = { ...NONE, done: 1, interrupted: 1 };
    const cut = { ...many, kind: 'labels', state: 'interrupted', unheard: [], counts, labels } as const;
    const items = gives({
      revision: 1,
      items: [
        { domain: web02.key, name: 'web-02', host: 'laptop', state: 'done' },
        { domain: web01.key, name: 'web-01', host: 'laptop', state: 'interrupted' },
      ] as const,
    });
    const { user, engine } = await page([cut], { items });
    await user.click(screen.getByRole('rowheader', { name: /^Change labels/ }));
    await user.click(await screen.findByRole('button', { name: 'Try again' }));
    await waitFor(() =>
      expect(engine.callsOf('labels.change')).toEqual([{ domains: [web01.key], ...labels }]),
    );
  });

  test('tells each machine of a bulk action apart', async () => {
    const items = gives({
      revision: 3,
      items: [
        { domain: web01.key, name: 'web-01', host: 'laptop', state: 'unheard' } as const,
        { domain: web02.key, name: 'web-02', host: 'laptop', state: 'skipped', why: 'notRunning' } as const,
      ],
    });
    const { user } = await page([many], { items });
    await user.click(screen.getByRole('rowheader', { name: 'Shut down: 3 virtual machines' }));
    const list = await screen.findByRole('grid', { name: 'Virtual machines' });
    const rows = within(list).getAllByRole('row').slice(1);
    expect(rows.map((row) => row.textContent)).toEqual([
      'web-01No reaction',
      'web-02Left outIt is not running.',
    ]);
  });

  test('says what it is for while there is nothing', async () => {
    await page([]);
    expect(screen.getByText('Nothing is in the log')).toBeTruthy();
  });
});

describe('the desktop', () => {
  afterEach(() => vi.unstubAllGlobals());

  test('is told of what failed and of what took long, once each, and of nothing else', async () => {
    const notify = vi.fn();
    vi.stubGlobal('desktop', { notify, onOfferedUri: () => () => undefined } as Partial<Desktop>);
    const { engine } = await page([]);
    const quick = taskOf(1);
    const long = taskOf(2, { kind: 'managed-save', endedAtMs: taskOf(2).startedAtMs + 60_000 });
    const back = taskOf(4, { state: 'cancelled', endedAtMs: taskOf(4).startedAtMs + 60_000 });
    act(() => engine.emit('tasks', 'changed', [quick, long, refused, back]));
    act(() => engine.emit('tasks', 'changed', [long]));
    expect(notify.mock.calls.map(([{ title, body }]) => `${title}: ${body}`)).toEqual([
      'Save web-01: Done on laptop.',
      'Pause web-01: Its present state does not allow that.',
    ]);
  });
});

test('the log is emptied after a question, and one task is taken out by itself', async () => {
  const { engine, user } = await page([started, refused, taskOf(4, { state: 'running', kind: 'reset' })]);
  await user.click(screen.getByRole('button', { name: 'Clear…' }));
  const dialog = await screen.findByRole('dialog', { name: 'Clear 2 tasks from the log?' });
  await user.click(within(dialog).getByRole('button', { name: 'Clear' }));
  expect(engine.callsOf('tasks.forget')).toEqual([{ tasks: 'ended' }]);
  await user.click(screen.getByRole('rowheader', { name: 'Pause web-01' }));
  await user.click(await screen.findByRole('button', { name: 'Remove from the log' }));
  expect(engine.callsOf('tasks.forget').at(-1)).toEqual({ tasks: [refused.id] });
  act(() => engine.emit('tasks', 'forgotten', [refused.id, started.id]));
  await waitFor(() => expect(screen.queryByRole('rowheader', { name: 'Pause web-01' })).toBeNull());
});

test('a task that cannot be taken back says why, and one that is being taken back says that', async () => {
  const running = { state: 'running', cancellable: false } as const;
  const asked = taskOf(5, { ...running, kind: 'shutdown' });
  const { engine, user } = await page([asked, taskOf(6, { ...running, kind: 'start', cancellable: true })]);
  await user.click(screen.getByRole('rowheader', { name: 'Shut down web-01' }));
  expect(await screen.findByText(/The guest was asked and decides by itself/)).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Cancel' })).toBeNull();
  await user.click(screen.getByRole('rowheader', { name: 'Start web-01' }));
  await user.click(await screen.findByRole('button', { name: 'Cancel' }));
  act(() =>
    engine.emit('tasks', 'changed', [
      taskOf(6, { ...running, revision: 9, kind: 'start', cancelling: true }),
    ]),
  );
  expect((await screen.findAllByText('Cancelling')).length).toBeGreaterThan(0);
  expect(screen.getByText(/ends as soon as the host has stopped it/)).toBeDefined();
});
