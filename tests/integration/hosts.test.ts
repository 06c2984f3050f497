// Several real hosts at once: one that never answers holds nobody back, and a wake-up brings the lost ones back.
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Host, startHost } from '../lab/host.ts';
import { waitFor } from '../lab/process.ts';
import { profile, startEngine, type TestEngine } from './inventory-engine.ts';

let hosts: readonly Host[];
let engine: TestEngine;
let silent: Server;
let callers: Set<Socket>;
let silentPath: string;

beforeEach(async () => {
  hosts = await Promise.all([startHost(), startHost()]);
  for (const [at, host] of hosts.entries()) await host.defineGuest({ name: `web${at}`, screen: 'none' });
  callers = new Set();
  silent = createServer((socket) => callers.add(socket));
  silentPath = join(hosts[0]!.directory, 'silent');
  await new Promise<void>((resolve) => silent.listen(silentPath, resolve));
  engine = await startEngine();
});
afterEach(async () => {
  await engine?.dispose();
  for (const caller of callers) caller.destroy();
  silent?.close();
  await Promise.all(hosts.map((host) => host.dispose()));
});

const uriOf = (socketPath: string) => `qemu+unix:///system?socket=${socketPath}`;

test('hosts open side by side; one that takes the connection and never answers holds nobody back', async () => {
  const { handlers, context } = engine;
  const never = await handlers.connections.add({ profile: profile(uriOf(silentPath)) }, context);
  const hung = hosts[1]!;
  await hung.signalDaemon('libvirtd', 'SIGSTOP');
  const stopped = await handlers.connections.add({ profile: profile(uriOf(hung.socketPath)) }, context);
  const open = await engine.open(uriOf(hosts[0]!.socketPath));

  expect(await engine.domain('web0')).toMatchObject({ state: 'off' });
  expect((await engine.host(never)).state).toBe('connecting');
  expect((await engine.host(stopped)).state).toBe('connecting');
  await handlers.connections.refresh({ connection: open }, context);

  await hung.signalDaemon('libvirtd', 'SIGCONT');
  await waitFor('the host that hung', async () => (await engine.host(stopped)).state === 'connected');
  await engine.domain('web1');
  const given = await waitFor(
    'the silent one to be given up',
    async () => {
      const now = await engine.host(never);
      return now.state === 'failed' && now;
    },
    30_000,
  );
  expect(given.problem).toMatchObject({
    failure: { kind: 'unreachable', stage: 'open' },
    cures: ['not-libvirt', 'ask-again'],
  });
  expect((await engine.host(open)).state).toBe('connected');
});

test('a wake-up notices at once that a host is gone, and leaves alone the one that is there', async () => {
  const [one, other] = hosts as [Host, Host];
  const lost = await engine.open(uriOf(one.socketPath));
  const there = await engine.open(uriOf(other.socketPath));
  await one.signalDaemon('libvirtd', 'SIGSTOP');
  engine.wake();
  await waitFor('the host to be lost', async () => (await engine.host(lost)).state === 'lost', 11_000);
  expect(await engine.domain('web0')).toMatchObject({ name: 'web0' });
  expect((await engine.host(there)).state).toBe('connected');
  await one.signalDaemon('libvirtd', 'SIGCONT');
  await waitFor('the host to be back', async () => (await engine.host(lost)).state === 'connected');
});

test('a host whose cable was pulled comes back by a wake-up, long before its next attempt', async () => {
  const far = await startHost({ place: 'remote', tcp: true });
  try {
    const id = await engine.open(`qemu+tcp://${far.address}/system`);
    expect(await engine.host(id)).toMatchObject({ transport: 'tcp', hasShell: false });
    await far.cutLink();
    engine.wake();
    await waitFor(
      'a long wait',
      async () => {
        const { state, problem } = await engine.host(id);
        return state === 'lost' && (problem?.retryAtMs ?? 0) - Date.now() > 5000;
      },
      60_000,
    );
    await far.restoreLink();
    engine.wake();
    await waitFor('the host to be back', async () => (await engine.host(id)).state === 'connected', 4000);
  } finally {
    await far.dispose();
  }
});

test('a host that was closed by hand stays closed, whatever is said about it', async () => {
  const { handlers, context } = engine;
  const uri = uriOf(hosts[0]!.socketPath);
  const connection = await engine.open(uri);
  await handlers.connections.disconnect({ connection }, context);
  await handlers.connections.edit({ connection, profile: profile(uri, { name: 'Attic' }) }, context);
  engine.wake();
  expect(await engine.host(connection)).toMatchObject({ name: 'Attic', state: 'disconnected' });
});
