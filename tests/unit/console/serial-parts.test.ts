import { mkdtemp, readFile, rm, stat, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { Backlog } from '../../../electron/console/serial/backlog.ts';
import { namedSerials } from '../../../electron/console/serial/devices.ts';
import { Recording } from '../../../electron/console/serial/recording.ts';
import { Scrollback } from '../../../electron/console/serial/scrollback.ts';

const bytes = (text: string) => Buffer.from(text);

test('a backlog forgets its oldest bytes and goes on at the beginning of a line', () => {
  const backlog = new Backlog(10);
  backlog.push(bytes('first\nsec'));
  backlog.push(bytes('ond\nthird'));
  expect(backlog.bytes).toBe(9);
  const next = backlog.shift()!;
  expect([Buffer.from(next.bytes).toString(), next.afterGap]).toEqual(['third', true]);
  expect(backlog.shift()).toBeUndefined();
});

test('a backlog that forgot nothing gives all back in order', () => {
  const backlog = new Backlog(100);
  backlog.push(bytes('a\nb'));
  backlog.push(bytes('c'));
  expect(Buffer.from(backlog.tail(2)).toString()).toBe('bc');
  expect([backlog.shift(), backlog.shift()].map((one) => Buffer.from(one!.bytes).toString())).toEqual([
    'a\nb',
    'c',
  ]);
});

test('devices have the same names on and off, and the first port is listed once', () => {
  const running = namedSerials([
    { kind: 'serial', type: 'pty', alias: 'serial0', targetType: 'isa-serial' },
    { kind: 'console', type: 'pty', alias: 'serial0', targetType: 'serial' },
    { kind: 'console', type: 'pty', alias: 'console1', targetType: 'virtio' },
  ]);
  const off = namedSerials([
    { kind: 'serial', type: 'pty', targetType: 'isa-serial' },
    { kind: 'console', type: 'pty', targetType: 'virtio' },
  ]);
  expect(running.map(({ device }) => device)).toEqual(['serial0', 'console1']);
  expect(off.map(({ device }) => device)).toEqual(['serial0', 'console1']);
});

test('a container without serial ports counts its consoles from 0', () =>
  expect(namedSerials([{ kind: 'console', type: 'pty', targetType: 'lxc' }])[0]?.device).toBe('console0'));

test('a recording is private, bounded and rotated', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'recording-'));
  const path = join(folder, 'consoles', 'a.log');
  const recording = new Recording({
    path,
    onTrouble: (error) => expect.unreachable(String(error)),
    rotateAtBytes: 8,
  });
  recording.append(bytes('12345678'));
  await recording.close();
  recording.append(bytes('next'));
  await recording.close();
  expect(await readFile(`${path}.1`, 'utf8')).toBe('12345678');
  expect(await readFile(path, 'utf8')).toBe('next');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  await rm(folder, { recursive: true });
});

test('a recording that cannot be written says so once and stops nothing', async () => {
  const troubles: unknown[] = [];
  const recording = new Recording({ path: '/dev/null/x/a.log', onTrouble: (error) => troubles.push(error) });
  recording.append(bytes('a'));
  await recording.close();
  recording.append(bytes('b'));
  await recording.close();
  expect(troubles).toHaveLength(1);
});

/** Writes all and waits until it is parsed. */
async function scrollbackOf(text: string): Promise<Scrollback> {
  return await new Promise((resolve) => {
    const scrollback: Scrollback = new Scrollback({
      onSettled: () => resolve(scrollback),
      onFloodTick: () => undefined,
    });
    scrollback.write(bytes(text));
  });
}

test('text is plain, and lines that the terminal wrapped are whole', async () => {
  const long = 'x'.repeat(200);
  const scrollback = await scrollbackOf(`\x1b[31mred\x1b[0m\r\n${long}\r\nend`);
  expect(scrollback.text()).toBe(`red\n${long}\nend\n`);
  scrollback.dispose();
});

test('a serialised screen draws the same again', async () => {
  const first = await scrollbackOf('one\r\ntwo\x1b[1;1HONE\x1b[?25l');
  const again = await scrollbackOf(Buffer.from(first.serialized()).toString());
  expect(again.text()).toBe(first.text());
  for (const one of [first, again]) one.dispose();
});

test('queries of the guest are not answered by the engine', async () => {
  // Nothing here has a way to answer; the terminal must not throw for want of one.
  const scrollback = await scrollbackOf('\x1b[6n\x1b[c\x1b]10;?\x07done');
  expect(scrollback.text()).toBe('done\n');
  scrollback.dispose();
});

test('a recording counts what it could not write, and says so when it can again', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const folder = await mkdtemp(join(tmpdir(), 'recording-'));
  const path = join(folder, 'a.log');
  // A link to a device that is always full, until it is not.
  await symlink('/dev/full', path);
  const troubles: unknown[] = [];
  const recording = new Recording({ path, onTrouble: (error) => troubles.push(error) });
  recording.append(bytes('12345'));
  await recording.close();
  recording.append(bytes('678'));
  expect(troubles).toHaveLength(1);
  await rm(path);
  vi.setSystemTime(Date.now() + 60_000);
  recording.append(bytes('on'));
  await recording.close();
  expect(await readFile(path, 'utf8')).toBe('\r\n[8 bytes were not recorded]\r\non');
  await rm(folder, { recursive: true });
  vi.useRealTimers();
});

test('clearing in the middle of a flood still ends in a settled scrollback', async () => {
  let settled = 0;
  const scrollback = new Scrollback({ onSettled: () => settled++, onFloodTick: () => undefined });
  scrollback.write(Buffer.alloc(2_000_000, 'x'));
  expect(scrollback.flooded).toBe(true);
  await new Promise((resolve) => setTimeout(resolve, 30));
  scrollback.write(Buffer.alloc(1_000, 'y'));
  const before = settled;
  scrollback.clear();
  await vi.waitFor(() => expect(settled).toBeGreaterThan(before), 2_000);
  expect(scrollback.flooded).toBe(false);
  scrollback.dispose();
});
