import { afterAll, beforeAll, expect, test } from 'vitest';
import { serialLogPath, VNC_PASSWORD } from '../lab/guest.ts';
import { type Host, startHost } from '../lab/host.ts';
import { waitFor } from '../lab/process.ts';
import { openScreen } from './console-page.ts';
import { startEngine, type TestEngine } from './inventory-engine.ts';

let host: Host;
let engine: TestEngine;

beforeAll(async () => {
  host = await startHost();
  engine = await startEngine();
  await host.defineGuest({ name: 'plain', virtioConsole: false, network: false });
  await host.defineGuest({ name: 'locked', screen: 'vnc-password', virtioConsole: false, network: false });
  await host.defineGuest({ name: 'socket', screen: 'vnc-socket', virtioConsole: false, network: false });
  await engine.open(`qemu+unix:///system?socket=${host.socketPath}`);
});
afterAll(async () => {
  await engine.dispose();
  await host.dispose();
});

const serialLog = async (name: string) => (await host.exec('cat', [serialLogPath(name)])).stdout;

test('the screen waits for an off machine, connects by itself, shows its colours and takes its keys', async () => {
  const { key } = await engine.domain('plain');
  const screen = openScreen(engine, key);
  await waitFor('off to be said', async () => screen.last('off') !== undefined);
  await host.virsh('start', 'plain');
  await waitFor('the guest', async () => (await serialLog('plain')).includes('GUEST READY'), 60_000);
  expect(await screen.colours()).toBeGreaterThan(5);
  screen.type('hello\n');
  await waitFor(
    'the typed line',
    async () => (await serialLog('plain')).includes('SCREEN TYPED: hello'),
    30_000,
  );

  await host.virsh('destroy', 'plain');
  await waitFor('off to be said again', async () => screen.notices.at(-1)?.type === 'off');
  expect(screen.last('ended')).toEqual({ type: 'ended' });
  await host.virsh('start', 'plain');
  expect(await screen.connect()).toMatchObject({ name: 'QEMU (plain)' });
  await host.virsh('reset', 'plain');
  screen.type('x');
  expect(screen.notices.at(-1)).toMatchObject({ type: 'ready' });
  screen.channel.close();
  await host.virsh('destroy', 'plain');
});

test('a password in the definition is used and never told', async () => {
  const { key } = await engine.domain('locked');
  await host.virsh('start', 'locked');
  const screen = openScreen(engine, key);
  expect(await screen.connect()).toMatchObject({ name: 'QEMU (locked)' });
  const list = await engine.handlers.consoles.list({ domain: key }, engine.context);
  expect(list.displays).toMatchObject([{ type: 'vnc', reach: 'tcp', password: true }]);
  expect(JSON.stringify([list, screen.notices])).not.toContain(VNC_PASSWORD);
  screen.channel.close();
});

test('a read-only connection asks for the password, and says when it is wrong', async () => {
  const { key } = await engine.domain('locked', (domain) => domain.id !== undefined);
  const reader = await startEngine();
  await reader.open(`qemu+unix:///system?socket=${host.socketPath}`, { readOnly: true });
  const locked = await reader.domain('locked');
  expect(locked.uuid).toBe(key.split('/')[1]);
  const screen = openScreen(reader, locked.key);
  await waitFor('the question', async () => screen.last('password-needed')?.wrong === false);
  screen.channel.notify({ type: 'password', password: 'guess' });
  await waitFor('the refusal', async () => screen.last('password-needed')?.wrong === true);
  screen.channel.notify({ type: 'password', password: VNC_PASSWORD });
  expect(await screen.connect()).toMatchObject({ name: 'QEMU (locked)' });
  await reader.dispose();
  await host.virsh('destroy', 'locked');
});

test('a display on a UNIX socket is reached', async () => {
  const { key } = await engine.domain('socket');
  await host.virsh('start', 'socket');
  const screen = openScreen(engine, key);
  expect(await screen.connect()).toMatchObject({ name: 'QEMU (socket)' });
  screen.channel.close();
  await host.virsh('destroy', 'socket');
});
