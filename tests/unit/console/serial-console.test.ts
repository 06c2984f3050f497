import { expect, test } from 'vitest';
import type { SerialNotice } from '../../../shared/model/console.ts';
import { Device, refused, view } from './serial-device.ts';
import { channelPair, eventually } from './support.ts';

test('nothing is opened before the first view, and one stream serves them all', async () => {
  const device = new Device();
  const { console } = device.console();
  expect(device.opened).toEqual([]);
  const first = view(console);
  const second = view(console);
  await first.is('open');
  await second.is('open');
  expect(device.opened).toEqual([false]);
  device.say('hello');
  await first.shows('hello');
  await second.shows('hello');
  first.channel.write(Buffer.from('a'));
  second.channel.write(Buffer.from('b'));
  await eventually(() => device.typed === 'ab');
  await console.dispose();
});

test('what is typed while the console opens reaches the guest, in order', async () => {
  const device = new Device();
  const { console } = device.console();
  const early = view(console);
  early.channel.write(Buffer.from('l'));
  early.channel.write(Buffer.from('s\r'));
  await eventually(() => device.typed === 'ls\r');
  await console.dispose();
});

test('a later view is shown what came before, then what comes', async () => {
  const device = new Device();
  const { console } = device.console();
  const first = view(console);
  await first.is('open');
  device.say('before\r\n');
  await first.shows('before');
  const later = view(console);
  await later.shows('before');
  const { bytes } = later.last('replay')!;
  device.say('after');
  await later.shows('after');
  expect(later.text.indexOf('after')).toBeGreaterThanOrEqual(bytes);
  await console.dispose();
});

test('exactly one view answers queries: the newest, then the one that was focused, then who is left', async () => {
  const device = new Device();
  const { console } = device.console();
  const first = view(console);
  const second = view(console);
  await eventually(() => second.last('answering')?.on && first.last('answering')?.on === false);
  first.channel.notify({ type: 'focus' });
  await eventually(() => first.last('answering')?.on && second.last('answering')?.on === false);
  first.channel.close();
  await eventually(() => second.last('answering')?.on);
  await console.dispose();
});

test('a console that someone else has is in use, and is not taken without a question', async () => {
  const device = new Device();
  device.heldByOther = true;
  const { console } = device.console();
  const page = view(console);
  await page.is('in-use');
  page.channel.notify({ type: 'reopen' });
  await eventually(() => device.opened.length === 2);
  expect(device.opened).toEqual([false, false]);
  page.channel.notify({ type: 'take-over' });
  await page.is('open');
  expect(device.opened).toEqual([false, false, true]);
  await console.dispose();
});

test('a released console stays released until someone asks, or the machine starts again', async () => {
  const device = new Device();
  const { console } = device.console();
  const page = view(console);
  await page.is('open');
  await console.release();
  await page.is('released');
  expect(device.held).toBe(false);
  device.machine.link(true);
  expect(device.held).toBe(false);
  page.channel.notify({ type: 'reopen' });
  await page.is('open');
  await console.release();
  device.machine.set(undefined);
  device.machine.set(2);
  await page.is('open');
  await console.dispose();
});

test('a console is off with its machine and opens with the next start', async () => {
  const device = new Device();
  const { console } = device.console();
  const page = view(console);
  await page.is('open');
  device.end({ kind: 'finished', by: 'host' });
  device.machine.set(undefined);
  await page.is('off');
  device.machine.set(2);
  await page.is('open');
  await console.dispose();
});

test('a boot can be awaited before the model knows of it', async () => {
  const device = new Device('off');
  const { console } = device.console();
  const page = view(console);
  await page.is('off');
  expect(console.wanted).toBe(true);
  await console.open({ starting: true });
  expect(device.held).toBe(true);
  device.machine.set(7);
  expect(device.opened).toEqual([false]);
  await console.dispose();
});

test('a lost connection is told, and the console opens again with it', async () => {
  const device = new Device();
  const { console } = device.console();
  const page = view(console);
  await page.is('open');
  device.end({ kind: 'failed', error: refused(38, 'I/O error') });
  await page.is('lost');
  expect(page.last('state')).toMatchObject({ failure: { kind: 'refused', code: 38 } });
  device.machine.link(true);
  await page.is('open');
  await console.dispose();
});

test('after the last view has closed the stream is kept for a while, then let go', async () => {
  const device = new Device();
  const { console, idle } = device.console({ keepMs: 100 });
  const page = view(console);
  await page.is('open');
  page.channel.close();
  const again = view(console);
  await again.is('open');
  expect(device.opened).toEqual([false]);
  again.channel.close();
  await eventually(() => idle.mock.calls.length > 0);
  expect(device.held).toBe(false);
  await console.dispose();
});

test('a paste waits for a host that does not read', async () => {
  const device = new Device();
  const { console } = device.console();
  const page = view(console);
  await page.is('open');
  device.full = true;
  page.channel.write(Buffer.alloc(200_000, 'x'));
  await eventually(() => device.typed.length === 200_000);
  const { unackedBytes } = page.channel;
  expect(unackedBytes).toBe(200_000);
  device.drain();
  await eventually(() => page.channel.unackedBytes === 0);
  await console.dispose();
});

test('what a page says is checked', async () => {
  const device = new Device();
  const { console } = device.console();
  const { page, engine } = channelPair<SerialNotice, unknown>();
  console.attach(engine as Parameters<typeof console.attach>[0]);
  for (const notice of [
    null,
    7,
    { type: 'resize', columns: 1e9, rows: 2 },
    { type: 'take-over', force: 1 },
  ]) {
    page.channel.notify(notice);
  }
  page.channel.notify({ type: 'focus' });
  await eventually(() => page.last('state')?.state === 'open');
  expect(device.opened).toEqual([false]);
  await console.dispose();
});

test('a machine that was restarted between two looks is followed into its new run', async () => {
  const device = new Device();
  const { console } = device.console();
  const page = view(console);
  await page.is('open');
  device.machine.set(2);
  await eventually(() => device.opened.length === 2);
  expect(device.held).toBe(true);
  device.say('the second boot');
  await page.shows('the second boot');
  await console.dispose();
});
