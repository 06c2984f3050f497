// What a real libvirtd and real guests do to us when they hang, die and come back.
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ConnectionId } from '../../shared/model/keys.ts';
import { type Host, startHost } from '../lab/host.ts';
import { waitFor } from '../lab/process.ts';
import { profile, startEngine, type TestEngine } from './inventory-engine.ts';

let host: Host;
let engine: TestEngine;
let connection: ConnectionId;

beforeEach(async () => {
  host = await startHost();
  for (const name of ['web1', 'web2']) await host.defineGuest({ name, screen: 'none' });
  engine = await startEngine();
  connection = await engine.open(`qemu+unix:///system?socket=${host.socketPath}`);
});
afterEach(async () => {
  await engine?.dispose();
  await host?.dispose();
});

test('a QEMU that is stopped holds up its own requests only, and forcing it off ends them', async () => {
  await host.virsh('start', 'web1');
  const { key: stopped } = await engine.domain('web1', ({ state }) => state === 'running');
  const { key: other } = await engine.domain('web2');
  await engine.handlers.statistics.watch({ connection, inView: 'all' }, engine.context);
  await host.signalGuest('web1', 'SIGSTOP');
  const { handlers } = engine;
  const leave = new AbortController();
  const outcome = async (action: 'pause' | 'reset' | 'shutdown' | 'reboot', signal: AbortSignal) => {
    try {
      await handlers.domains.act({ domain: stopped, action }, { clientId: 'page', signal });
      return undefined;
    } catch (error) {
      return error;
    }
  };
  const asked = (['pause', 'reset', 'shutdown', 'reboot', 'pause'] as const).flatMap((action) => [
    outcome(action, leave.signal),
    outcome(action, engine.context.signal),
  ]);

  await handlers.domains.act({ domain: other, action: 'start' }, engine.context);
  await engine.domain('web2', ({ state, transition }) => state === 'running' && transition === undefined);
  await host.virsh('net-destroy', 'default');
  await waitFor('events to come', async () => (await engine.snapshot()).networks[0]?.active === false);
  await handlers.connections.refresh({ connection }, engine.context);
  expect(await engine.host(connection)).toMatchObject({ state: 'connected', busy: false });

  leave.abort();
  await waitFor('five to be cancelled', async () => {
    const answers = await Promise.all(asked.map((one) => Promise.race([one, undefined])));
    return answers.filter((one) => one instanceof Error && one.name === 'Cancelled').length === 5;
  });
  // libvirt 11.3 takes 30 s for this, each time; five at once would make the host deaf.
  const pages = Array.from({ length: 5 }, () => handlers.domains.xml({ domain: stopped }, engine.context));
  await host.virsh('net-start', 'default');
  await waitFor('more events', async () => (await engine.snapshot()).networks[0]?.active);
  await Promise.all(pages);
  await handlers.domains.act({ domain: stopped, action: 'force-off' }, engine.context);
  expect(await engine.domain('web1')).toMatchObject({ state: 'off', reason: 'destroyed' });
  expect((await Promise.all(asked)).filter((one) => one instanceof Error)).toHaveLength(10);
  expect((await engine.domain('web1')).transition).toBeUndefined();
  await handlers.domains.act({ domain: other, action: 'force-off' }, engine.context);
});

test('a libvirtd that was killed leaves what was known, greyed, and heals when it is back', async () => {
  await host.virsh('start', 'web1');
  const before = await engine.domain('web1', ({ state }) => state === 'running');
  await host.stopDaemon('libvirtd', 'SIGKILL');
  const lost = await waitFor('the host to be lost', async () => {
    const now = await engine.host(connection);
    return now.state === 'lost' && now;
  });
  expect(lost).toMatchObject({
    problem: { failure: { kind: 'unreachable' }, retryAtMs: expect.any(Number) },
  });
  expect(await engine.domain('web1')).toMatchObject({ key: before.key, state: 'running' });
  const asked = engine.handlers.domains.act({ domain: before.key, action: 'pause' }, engine.context);
  await expect(asked).rejects.toMatchObject({ failure: { kind: 'unreachable' } });

  await host.startDaemon('libvirtd');
  await host.virsh('undefine', 'web2');
  await host.defineGuest({ name: 'web3', screen: 'none' });
  await waitFor('the host to heal', async () => (await engine.host(connection)).state === 'connected');
  await engine.domain('web3');
  await waitFor('the end of web2', async () =>
    (await engine.snapshot()).domains.every(({ name }) => name !== 'web2'),
  );
  expect(await engine.domain('web1')).toMatchObject({ key: before.key, state: 'running' });
  expect((await engine.host(connection)).problem).toBeUndefined();
  await host.virsh('destroy', 'web1');
  await engine.domain('web1', ({ state }) => state === 'off');
});

test('a machine that libvirtd has not found again after its restart is forced off without an error', async () => {
  await host.virsh('start', 'web1');
  await engine.domain('web1', ({ state }) => state === 'running');
  await host.stopDaemon('libvirtd', 'SIGKILL');
  await waitFor('the host to be lost', async () => (await engine.host(connection)).state === 'lost');
  // As on a machine that is very busy: libvirtd waits for QEMU's monitor.
  await host.signalGuest('web1', 'SIGSTOP');
  await host.startDaemon('libvirtd');
  await waitFor('the host to heal', async () => (await engine.host(connection)).state === 'connected');
  const { key } = await engine.domain('web1', ({ state }) => state === 'running');
  await engine.handlers.domains.act({ domain: key, action: 'force-off' }, engine.context);
  expect(await engine.domain('web1')).toMatchObject({ state: 'off' });
});

test('a socket that is not there, and a URI that makes no sense, say what helps', async () => {
  const { handlers, context } = engine;
  const add = (uri: string) => handlers.connections.add({ profile: profile(uri) }, context);
  const id = await add('qemu+unix:///system?socket=/run/nothing');
  const failed = await waitFor('the attempt to fail', async () => {
    const now = await engine.host(id);
    return now.state === 'failed' && now;
  });
  expect(failed.problem).toMatchObject({
    failure: { kind: 'unreachable', stage: 'connect', code: 'ENOENT' },
    cures: ['check-address', 'start-daemon'],
  });
  await expect(add('qemu+carrier-pigeon:///system')).rejects.toMatchObject({ name: 'InvalidUri' });
});

test('a libvirtd that hangs is lost, not waited for, and found again when it goes on', async () => {
  await host.signalDaemon('libvirtd', 'SIGSTOP');
  await waitFor('the host to be lost', async () => (await engine.host(connection)).state === 'lost', 30_000);
  expect((await engine.host(connection)).problem?.failure).toMatchObject({
    kind: 'unreachable',
    stage: 'lost',
  });
  expect((await engine.snapshot()).domains).toHaveLength(2);
  await host.signalDaemon('libvirtd', 'SIGCONT');
  await waitFor(
    'the host to heal',
    async () => (await engine.host(connection)).state === 'connected',
    40_000,
  );
});
