// Actions on machines as tasks: what becomes of them when guests do not listen, machines vanish and hosts are lost.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  domainAbortJob,
  domainCreateWithFlags,
  domainGetJobStats,
  domainManagedSave,
  domainSetAutostart,
  domainShutdown,
  domainSuspend,
} from '../../../../electron/libvirt/protocol/domain.gen.ts';
import { networkCreate } from '../../../../electron/libvirt/protocol/network.gen.ts';
import { typedParam } from '../../../../electron/libvirt/typed-params.ts';
import type { DomainAction } from '../../../../shared/model/domain.ts';
import { type DomainKey, networkKey } from '../../../../shared/model/keys.ts';
import type { TaskId } from '../../../../shared/model/task.ts';
import { type FakeDomain, FakeHost } from '../../inventory/fake-host.ts';
import { startServices } from '../engine.ts';

let fake: FakeHost;
let machines: readonly FakeDomain[];
beforeEach(async () => {
  fake = await FakeHost.start();
  machines = ['web1', 'web2', 'web3'].map((name) => fake.define(name));
});
afterEach(() => fake.stop());

async function opened() {
  const services = await startServices();
  const connection = await services.open(fake.uri);
  const { handlers, context } = services;
  const keyOf = (name: string): DomainKey => services.domain(name)!.key;
  const all = async () =>
    (await handlers.tasks.list({ ended: true }, context)).filter(({ kind }) => !kind.startsWith('host-'));
  const find = async (id: TaskId) => (await all()).find((task) => task.id === id);
  const items = async (task: TaskId) => (await handlers.tasks.items({ task, since: 0 }, context)).items;
  const bulk = async (names: readonly string[], action: DomainAction, guestTimeoutMs?: number) =>
    await handlers.tasks.bulk({ domains: names.map(keyOf), action, guestTimeoutMs }, context);
  const ended = async (id: TaskId) => {
    await vi.waitFor(async () => expect((await find(id))?.endedAtMs).toBeDefined());
    return { task: await find(id), items: await items(id) };
  };
  return { ...services, connection, keyOf, all, find, bulk, ended };
}

function running(): void {
  for (const machine of machines) fake.startDomain(machine);
}

describe('a single action', () => {
  test('is a task with its command, also when libvirt refuses', async () => {
    fake.libvirtd.refuse(domainSuspend, 55, 10, 'domain is not running');
    const { handlers, context, keyOf, all } = await opened();
    await expect(
      handlers.domains.act({ domain: keyOf('web1'), action: 'pause' }, context),
    ).rejects.toMatchObject({ code: 55 });
    await vi.waitFor(async () =>
      expect(await all()).toMatchObject([
        {
          kind: 'pause',
          state: 'failed',
          subject: { name: 'web1', domain: keyOf('web1') },
          failure: { kind: 'refused', message: 'domain is not running' },
          virsh: `virsh -c '${fake.uri}' suspend web1`,
        },
      ]),
    );
  });

  test('that the guest ends goes on until the guest is off, though the page is answered', async () => {
    running();
    fake.libvirtd.on(domainShutdown, () => ({}));
    const { handlers, context, keyOf, all } = await opened();
    await handlers.domains.act({ domain: keyOf('web1'), action: 'shutdown' }, context);
    expect(await all()).toMatchObject([{ kind: 'shutdown', state: 'running' }]);
    fake.stopDomain(machines[0]!);
    await vi.waitFor(async () => expect(await all()).toMatchObject([{ state: 'done' }]));
  });

  test('on a network is one too', async () => {
    const { uuid } = fake.addNetwork('lab', false);
    fake.libvirtd.on(networkCreate, () => ({}));
    const { handlers, context, connection, all } = await opened();
    await handlers.networks.act({ network: networkKey(connection, uuid), action: 'start' }, context);
    await vi.waitFor(async () =>
      expect(await all()).toMatchObject([{ kind: 'network-start', state: 'done', subject: { name: 'lab' } }]),
    );
  });
});

test('a save tells how far it is, and is given up on the host when it is taken back', async () => {
  running();
  const saves: (() => void)[] = [];
  fake.libvirtd.on(domainManagedSave, (_args, call) => {
    saves.push(() => call.refuse(78, 10, "operation aborted: job 'domain save' canceled by client"));
    return undefined;
  });
  let asked = 0;
  fake.libvirtd.on(domainAbortJob, (_args, call) => {
    asked += 1;
    // The first comes before the job has begun.
    if (asked === 1) return void call.refuse(55, 10, 'no job is active on the domain');
    for (const end of saves) end();
    return {};
  });
  const params = [typedParam.ullong('data_total', 1000n), typedParam.ullong('data_remaining', 600n)];
  fake.libvirtd.on(domainGetJobStats, () => ({ type: 2, params }));
  const { handlers, context, keyOf, all } = await opened();
  const save = async () =>
    await handlers.domains.act({ domain: keyOf('web1'), action: 'managed-save' }, context);
  const saved = save();
  saved.catch(() => undefined);
  await vi.waitFor(async () => {
    const [task] = await all();
    expect(task).toMatchObject({ cancellable: true, progress: { done: 400, total: 1000, unit: 'bytes' } });
  }, 5000);
  const [task] = await all();
  await handlers.tasks.cancel({ task: task!.id }, context);
  await expect(saved).rejects.toMatchObject({ name: 'Cancelled' });
  expect(fake.libvirtd.count(domainAbortJob)).toBe(2);
  await vi.waitFor(async () => expect(await all()).toMatchObject([{ state: 'cancelled' }]));
});

describe('a bulk action', () => {
  test('leaves out those that need nothing, and does the rest', async () => {
    fake.startDomain(machines[1]!);
    fake.libvirtd.on(domainCreateWithFlags, ({ dom }) => {
      fake.startDomain([...fake.domains.values()].find(({ name }) => name === dom.name)!);
      return { dom };
    });
    const { bulk, ended } = await opened();
    const { task, items } = await ended(await bulk(['web1', 'web2', 'web3'], 'start'));
    expect(task).toMatchObject({ state: 'done', counts: { done: 2, skipped: 1 } });
    expect(items.map(({ name, state, why }) => [name, state, why])).toEqual([
      ['web1', 'done', undefined],
      ['web2', 'skipped', 'alreadyRunning'],
      ['web3', 'done', undefined],
    ]);
  });

  test('names the guests that did not go down in time', async () => {
    running();
    fake.libvirtd.on(domainShutdown, ({ dom }) => {
      const asked = [...fake.domains.values()].find(({ name }) => name === dom.name)!;
      if (dom.name !== 'web2') setTimeout(() => fake.stopDomain(asked), 50);
      return {};
    });
    const { bulk, ended, keyOf } = await opened();
    const { task } = await ended(await bulk(['web1', 'web2', 'web3'], 'shutdown', 1000));
    expect(task).toMatchObject({
      state: 'failed',
      counts: { done: 2, unheard: 1 },
      unheard: [keyOf('web2')],
    });
  });

  test('leaves out a machine that vanished before its turn', async () => {
    const answers: (() => void)[] = [];
    fake.libvirtd.on(domainSetAutostart, (_args, call) => {
      answers.push(() => call.reply({}));
      return undefined;
    });
    const { bulk, ended, domain } = await opened();
    const id = await bulk(['web1', 'web2', 'web3'], 'autostart-on');
    await vi.waitFor(() => expect(answers).toHaveLength(2));
    fake.undefine(machines[2]!);
    await vi.waitFor(() => expect(domain('web3')).toBeUndefined());
    for (const answer of answers) answer();
    const { items } = await ended(id);
    expect(items[2]).toMatchObject({ name: 'web3', state: 'skipped', why: 'gone' });
  });

  test('says of each machine that its host was lost, and ends', async () => {
    running();
    fake.libvirtd.neverAnswer(domainSuspend);
    const { bulk, ended, handlers, context, connection } = await opened();
    const id = await bulk(['web1', 'web2', 'web3'], 'pause');
    await vi.waitFor(() => expect(fake.libvirtd.count(domainSuspend)).toBe(2));
    await handlers.connections.disconnect({ connection }, context);
    const { task, items } = await ended(id);
    expect(task).toMatchObject({ state: 'failed', counts: { failed: 3 } });
    expect(items.map(({ failure }) => failure?.kind)).toEqual(['unreachable', 'unreachable', 'unreachable']);
  });
});
