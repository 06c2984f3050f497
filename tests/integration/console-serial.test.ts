import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findFolders } from '../../electron/store/paths.ts';
import { type Host, startHost } from '../lab/host.ts';
import { waitFor } from '../lab/process.ts';
import { openSerial } from './console-page.ts';
import { startEngine, type TestEngine } from './inventory-engine.ts';

let host: Host;
let engine: TestEngine;

beforeAll(async () => {
  host = await startHost();
  engine = await startEngine();
  await host.defineGuest({ name: 'talker', screen: 'none', network: false });
  await engine.open(`qemu+unix:///system?socket=${host.socketPath}`);
});
afterAll(async () => {
  await engine.dispose();
  await host.dispose();
});

test('a start from here shows the boot from its first line, and the shell answers', async () => {
  const { key } = await engine.domain('talker');
  const serial = openSerial(engine, key);
  await serial.is('off');
  await engine.handlers.domains.act({ domain: key, action: 'start' }, engine.context);
  await serial.shows('Linux version');
  await serial.shows('GUEST READY');
  serial.type('echo $((6 * 7))-answer\n');
  await serial.shows('42-answer');
  const text = await engine.handlers.consoles.text({ domain: key, device: 'serial0' }, engine.context);
  expect(text).toContain('42-answer');
  expect(text).toContain('Linux version');
  serial.channel.close();
});

test('a view that comes later gets all that was shown before', async () => {
  const { key } = await engine.domain('talker');
  const later = openSerial(engine, key);
  await later.shows('42-answer');
  expect(later.last('replay')?.bytes).toBeGreaterThan(1000);
  expect(later.state).toBe('open');
  later.channel.close();
});

test('the virtio console has a shell of its own', async () => {
  const { key } = await engine.domain('talker');
  const list = await engine.handlers.consoles.list({ domain: key }, engine.context);
  expect(list.serials.map(({ device, targetType, openable }) => ({ device, targetType, openable }))).toEqual([
    { device: 'serial0', targetType: 'isa-serial', openable: true },
    { device: 'console1', targetType: 'virtio', openable: true },
  ]);
  const console = openSerial(engine, key, 'console1');
  await console.is('open');
  console.type('tty\n');
  await console.shows('/dev/hvc0');
  console.channel.close();
});

test('a console that virsh has is in use, is taken over when asked, and says so to virsh', async () => {
  const { key } = await engine.domain('talker');
  await engine.handlers.consoles.release({ domain: key, device: 'serial0' }, engine.context);
  const [file, ...args] = host.commandLine([
    'script',
    '-qefc',
    'virsh -c qemu:///system console talker',
    '/dev/null',
  ]);
  const virsh = spawn(file, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  let said = '';
  virsh.stdout.on('data', (bytes: Buffer) => (said += bytes.toString()));
  const ended = new Promise((resolve) => virsh.once('exit', resolve));
  await waitFor('virsh to hold it', async () => said.includes('Escape character'));

  const serial = openSerial(engine, key);
  await serial.is('in-use');
  serial.channel.notify({ type: 'take-over' });
  await serial.is('open');
  serial.type('echo mine-$((1+1))\n');
  await serial.shows('mine-2');
  await ended;
  serial.channel.close();
});

test('a released console can be opened by others, and again here', async () => {
  const { key } = await engine.domain('talker');
  const serial = openSerial(engine, key);
  await serial.is('open');
  await engine.handlers.consoles.release({ domain: key, device: 'serial0' }, engine.context);
  await serial.is('released');
  serial.channel.notify({ type: 'reopen' });
  await serial.is('open');
  serial.channel.close();
});

test('a console survives a restart of libvirtd and a reboot of the guest', async () => {
  const { key } = await engine.domain('talker');
  const serial = openSerial(engine, key);
  await serial.is('open');
  await host.stopDaemon('libvirtd', 'SIGKILL');
  await serial.is('lost');
  await host.startDaemon('libvirtd');
  await serial.is('open');
  serial.bytes = Buffer.alloc(0);
  serial.type('reboot -f\n');
  await serial.shows('GUEST READY');
  serial.type('echo back-$((2+3))\n');
  await serial.shows('back-5');
  expect(serial.state).toBe('open');
  await host.virsh('destroy', 'talker');
  await serial.is('off');
  serial.channel.close();
});

test('a recorded console is written to a file, boot and all, while nobody looks', async () => {
  const { key } = await engine.domain('talker');
  await engine.handlers.consoles.setRecording({ domain: key, device: 'serial0', on: true }, engine.context);
  const { serials } = await engine.handlers.consoles.list({ domain: key }, engine.context);
  expect(serials.find(({ device }) => device === 'serial0')).toMatchObject({ recording: true });
  await engine.handlers.domains.act({ domain: key, action: 'start' }, engine.context);
  const path = join(findFolders().data, 'consoles', `${key.replace('/', '-')}-serial0.log`);
  const written = async () => (await readFile(path, 'utf8')).includes('GUEST READY');
  await waitFor('the boot in the file', () => written().catch(() => false), 60_000);
  expect(await readFile(path, 'utf8')).toContain('Linux version');
  await engine.handlers.consoles.setRecording({ domain: key, device: 'serial0', on: false }, engine.context);
  await host.virsh('destroy', 'talker');
});
