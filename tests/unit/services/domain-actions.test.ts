// What is asked of machines: over which calls, one at a time, and what is shown meanwhile.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Cancelled } from '../../../electron/libvirt/errors.ts';
import {
  domainAbortJob,
  domainCreateWithFlags,
  domainDestroyFlags,
  domainGetInfo,
  domainGetJobStats,
  domainManagedSave,
  domainPmWakeup,
  domainReboot,
  domainShutdown,
  domainSuspend,
} from '../../../electron/libvirt/protocol/domain.gen.ts';
import { typedParam } from '../../../electron/libvirt/typed-params.ts';
import type { DomainAction } from '../../../shared/model/domain.ts';
import { type FakeDomain, FakeHost } from '../inventory/fake-host.ts';
import { startServices } from './engine.ts';

let fake: FakeHost;
let web1: FakeDomain;
beforeEach(async () => {
  fake = await FakeHost.start();
  web1 = fake.define('web1');
});
afterEach(() => fake.stop());

async function opened(readOnly = false) {
  const services = await startServices();
  const connection = await services.open(fake.uri, readOnly);
  const { key } = services.domain('web1')!;
  const { handlers, context } = services;
  const act = async (action: DomainAction, signal = context.signal) =>
    await handlers.domains.act({ domain: key, action }, { ...context, signal });
  return { ...services, connection, key, act };
}

describe('a start', () => {
  test('is shown until the machine runs', async () => {
    const { act, domain } = await opened();
    let answer: () => void = () => undefined;
    fake.libvirtd.on(domainCreateWithFlags, ({ dom }, call) => {
      answer = () => {
        fake.startDomain(web1);
        call.reply({ dom });
      };
      return undefined;
    });
    const started = act('start');
    await vi.waitFor(() => expect(domain('web1')?.transition?.what).toBe('starting'));
    await vi.waitFor(() => expect(fake.libvirtd.count(domainCreateWithFlags)).toBe(1));
    answer();
    await started;
    expect(domain('web1')).toMatchObject({ state: 'running' });
    expect(domain('web1')?.transition).toBeUndefined();
  });

  test('that is refused is no longer shown, and fails with the words of libvirt', async () => {
    fake.libvirtd.refuse(domainCreateWithFlags, 1, 10, 'no bootable device');
    const { act, domain } = await opened();
    await expect(act('start')).rejects.toMatchObject({ code: 1, message: 'no bootable device' });
    expect(domain('web1')?.transition).toBeUndefined();
  });

  test('of a saved machine is a restore', async () => {
    web1.managedSave = true;
    const { act, domain } = await opened();
    fake.libvirtd.neverAnswer(domainCreateWithFlags);
    void act('start').catch(() => undefined);
    await vi.waitFor(() => expect(domain('web1')?.transition?.what).toBe('restoring'));
  });
});

test('a shut down that libvirt has passed on goes on until the guest is off', async () => {
  fake.startDomain(web1);
  fake.libvirtd.on(domainShutdown, () => ({}));
  const { act, domain } = await opened();
  await act('shutdown');
  expect(domain('web1')).toMatchObject({ state: 'running', transition: { what: 'shutting-down' } });
  fake.stopDomain(web1);
  await vi.waitFor(() => expect(domain('web1')?.state).toBe('off'));
  expect(domain('web1')?.transition).toBeUndefined();
});

test('a reboot that libvirt refuses is taken back', async () => {
  fake.startDomain(web1);
  fake.libvirtd.refuse(domainReboot, 55, 10, 'domain is not running');
  const { act, domain } = await opened();
  await expect(act('reboot')).rejects.toMatchObject({ code: 55 });
  expect(domain('web1')?.transition).toBeUndefined();
});

test('ten requests to a machine that hangs keep one place, and forcing it off passes them', async () => {
  fake.startDomain(web1);
  fake.libvirtd.neverAnswer(domainSuspend);
  fake.libvirtd.on(domainDestroyFlags, () => {
    fake.stopDomain(web1);
    return {};
  });
  const { act, domain } = await opened();
  const page = new AbortController();
  const asked = Array.from({ length: 10 }, () => act('pause', page.signal).catch((error: unknown) => error));
  await vi.waitFor(() => expect(fake.libvirtd.count(domainSuspend)).toBe(1));
  await act('force-off');
  expect(domain('web1')?.state).toBe('off');
  expect(fake.libvirtd.count(domainSuspend)).toBe(1);
  page.abort();
  expect(await Promise.all(asked)).toEqual(asked.map(() => expect.objectContaining({ name: 'Cancelled' })));
});

test('a job in the way is named', async () => {
  fake.startDomain(web1);
  fake.libvirtd.refuse(domainSuspend, 68, 10, 'cannot acquire state change lock');
  fake.libvirtd.on(domainGetJobStats, () => ({ type: 2, params: [typedParam.int('operation', 5)] }));
  const { act } = await opened();
  await expect(act('pause')).rejects.toMatchObject({ failure: { kind: 'busy', job: 'migration-out' } });
});

test('a save that its page cancels is aborted on the host', async () => {
  fake.startDomain(web1);
  fake.libvirtd.neverAnswer(domainManagedSave).on(domainAbortJob, () => ({}));
  const { act } = await opened();
  const page = new AbortController();
  const saved = act('managed-save', page.signal);
  await vi.waitFor(() => expect(fake.libvirtd.count(domainManagedSave)).toBe(1));
  page.abort(new Cancelled());
  await expect(saved).rejects.toMatchObject({ name: 'Cancelled' });
  await vi.waitFor(() => expect(fake.libvirtd.count(domainAbortJob)).toBe(1));
});

test('a save goes on when its page is closed', async () => {
  fake.startDomain(web1);
  fake.libvirtd.on(domainAbortJob, () => ({}));
  let finish: () => void = () => undefined;
  fake.libvirtd.on(domainManagedSave, (_args, call) => {
    finish = () => {
      web1.managedSave = true;
      fake.stopDomain(web1);
      call.reply({});
    };
    return undefined;
  });
  const { act, domain } = await opened();
  const page = new AbortController();
  const saved = act('managed-save', page.signal);
  await vi.waitFor(() => expect(fake.libvirtd.count(domainManagedSave)).toBe(1));
  page.abort();
  await expect(saved).rejects.toMatchObject({ name: 'Cancelled' });
  expect(domain('web1')?.transition?.what).toBe('saving');
  finish();
  await vi.waitFor(() => expect(domain('web1')).toMatchObject({ state: 'off', managedSave: true }));
  expect(fake.libvirtd.count(domainAbortJob)).toBe(0);
});

test('a machine that its guest put to sleep is woken', async () => {
  Object.assign(web1, { id: 1, state: 7 });
  fake.libvirtd.on(domainPmWakeup, () => ({}));
  const { act } = await opened();
  await act('resume');
  expect(fake.libvirtd.count(domainPmWakeup)).toBe(1);
});

test('nothing is changed over a read-only connection, or of a machine that is gone', async () => {
  const { act, handlers, context, domain } = await opened(true);
  await expect(act('start')).rejects.toMatchObject({ failure: { kind: 'unsupported' } });
  await expect(handlers.domains.addTablet({ domain: domain('web1')!.key }, context)).rejects.toMatchObject({
    failure: { kind: 'unsupported' },
  });
  fake.undefine(web1);
  await vi.waitFor(() => expect(domain('web1')).toBeUndefined());
  await expect(act('start')).rejects.toMatchObject({ failure: { kind: 'invalid', field: 'domain' } });
});

test('statistics come to the pages that watch, with what each has in view, until they stop or are gone', async () => {
  fake.startDomain(web1);
  fake.libvirtd.on(domainGetInfo, () => ({ state: 1, maxMem: 2n, memory: 1n, nrVirtCpu: 1, cpuTime: 1n }));
  const { handlers, context, connection, domain, ticks, clientGone } = await opened();
  const other = { ...context, clientId: 'other' };
  const { key } = domain('web1')!;
  await handlers.statistics.watch({ connection, inView: [] }, context);
  await handlers.statistics.watch({ connection, inView: [key] }, context);
  await handlers.statistics.watch({ connection, inView: [] }, other);
  const seen = () =>
    new Set(ticks.map(({ to, tick }) => `${to}: ${tick.domains.map((one) => one.key).join()}`));
  await vi.waitFor(() => expect(seen()).toEqual(new Set([`page: ${key}`, 'other: '])), 5000);
  await handlers.statistics.unwatch({ connection }, context);
  ticks.length = 0;
  await vi.waitFor(() => expect(seen()).toEqual(new Set(['other: '])), 5000);
  clientGone('other');
  ticks.length = 0;
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(ticks).toEqual([]);
});

test('a request that is given up before it was sent never reaches the host', async () => {
  const hanging = ['web2', 'web3', 'web4'].map((name) => fake.define(name));
  for (const machine of [web1, ...hanging]) fake.startDomain(machine);
  fake.libvirtd.neverAnswer(domainSuspend).on(domainReboot, () => ({}));
  const { act, handlers, context, domain } = await opened();
  const held = new Map<string, () => void>();
  fake.libvirtd.on(domainSuspend, ({ dom }, call) => {
    held.set(dom.name, () => call.reply({}));
    return undefined;
  });
  for (const { name } of hanging) {
    void handlers.domains.act({ domain: domain(name)!.key, action: 'pause' }, context);
  }
  await vi.waitFor(() => expect(held.size).toBe(3));
  const page = new AbortController();
  const asked = act('reboot', page.signal);
  await vi.waitFor(() => expect(domain('web1')?.transition?.what).toBe('rebooting'));
  page.abort(new Cancelled());
  await expect(asked).rejects.toMatchObject({ name: 'Cancelled' });
  await vi.waitFor(() => expect(domain('web1')?.transition).toBeUndefined());
  for (const answer of held.values()) answer();
  await act('autostart-on').catch(() => undefined);
  expect(fake.libvirtd.count(domainReboot)).toBe(0);
});
