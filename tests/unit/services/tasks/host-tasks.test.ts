// What is asked of hosts themselves is in the log, with its failure's words; what they do by themselves is not.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { connectOpen } from '../../../../electron/libvirt/protocol/connect.gen.ts';
import { FakeHost } from '../../inventory/fake-host.ts';
import { profile, startServices } from '../engine.ts';

let fake: FakeHost;
beforeEach(async () => {
  fake = await FakeHost.start();
});
afterEach(() => fake.stop());

const NOWHERE = 'qemu+unix:///system?socket=/nowhere';

async function services() {
  const started = await startServices({ startUris: [] });
  const { handlers, context } = started;
  const all = async () => await handlers.tasks.list({ ended: true }, context);
  const become = async (expected: readonly object[]) =>
    await vi.waitFor(async () => expect(await all()).toMatchObject(expected), 5000);
  return { ...started, all, become };
}

test('a host that is added, read again, closed, opened and removed has a task for each', async () => {
  const { handlers, context, open, become } = await services();
  const connection = await open(fake.uri);
  await become([{ kind: 'host-add' }, { kind: 'host-connect', state: 'done' }]);
  await handlers.connections.refresh({ connection }, context);
  await handlers.connections.disconnect({ connection }, context);
  await handlers.connections.connect({ connection }, context);
  await become([{}, {}, {}, {}, { kind: 'host-connect', state: 'done' }]);
  await handlers.connections.remove({ connection }, context);
  await become([
    { kind: 'host-add', state: 'done' },
    { kind: 'host-connect', state: 'done', virsh: `virsh -c '${fake.uri}'` },
    { kind: 'host-refresh', state: 'done', subject: { connection } },
    { kind: 'host-disconnect', state: 'done' },
    { kind: 'host-connect', state: 'done' },
    { kind: 'host-remove', state: 'done' },
  ]);
});

test('a host that cannot be reached says why, and a URI that makes no sense, too', async () => {
  const { handlers, context, become } = await services();
  await handlers.connections.add({ profile: profile(NOWHERE, { name: 'Attic' }) }, context);
  await expect(
    handlers.connections.add({ profile: profile('nonsense://[', { name: 'Odd' }) }, context),
  ).rejects.toThrow();
  await become([
    { kind: 'host-add', state: 'done', subject: { name: 'Attic' } },
    { kind: 'host-connect', state: 'failed', subject: { name: 'Attic' }, failure: { code: 'ENOENT' } },
    { kind: 'host-add', state: 'failed', subject: { name: 'Odd' }, failure: { kind: 'invalid' } },
  ]);
});

test('who asks again while it is tried waits for the same; taken back, the host is closed', async () => {
  fake.libvirtd.neverAnswer(connectOpen);
  const { handlers, context, all, host } = await services();
  const connection = await handlers.connections.add({ profile: profile(fake.uri) }, context);
  await handlers.connections.connect({ connection }, context);
  const tasks = await all();
  expect(tasks).toMatchObject([{ kind: 'host-add' }, { kind: 'host-connect', cancellable: true }]);
  await handlers.tasks.cancel({ task: tasks[1]!.id }, context);
  await vi.waitFor(async () => expect((await all())[1]).toMatchObject({ state: 'cancelled' }));
  expect(host(connection)?.state).toBe('disconnected');
});

test('neither the start of the app nor a loss and its attempts are tasks; an attempt by hand is one', async () => {
  const started = await startServices({ startUris: [fake.uri] });
  const { handlers, context, hosts } = started;
  await vi.waitFor(() => expect(hosts()[0]?.state).toBe('connected'));
  const connection = hosts()[0]!.id;
  await fake.stop();
  await vi.waitFor(() => expect(hosts()[0]?.problem?.retryAtMs).toBeDefined());
  expect(await handlers.tasks.list({ ended: true }, context)).toEqual([]);
  await handlers.connections.connect({ connection }, context);
  await vi.waitFor(async () =>
    expect(await handlers.tasks.list({ ended: true }, context)).toMatchObject([
      { kind: 'host-connect', state: 'failed', failure: { kind: 'unreachable' } },
    ]),
  );
  expect(hosts()[0]?.state).toBe('lost');
});
