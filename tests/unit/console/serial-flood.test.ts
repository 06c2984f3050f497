// Consoles that say more than a view can draw.
import { expect, test } from 'vitest';
import { CHANNEL_WINDOW_BYTES } from '../../../shared/ipc.ts';
import { Device, view } from './serial-device.ts';
import { eventually } from './support.ts';

test('a flood is read in full; a view that cannot keep up is brought up to date at its end', async () => {
  const device = new Device();
  const { console } = device.console();
  const page = view(console);
  await page.is('open');
  let draw: () => void = () => undefined;
  page.drawing = new Promise((resolve) => {
    draw = resolve;
  });
  const line = 'all work and no play makes jack a dull boy\r\n';
  const piece = Buffer.from(line.repeat(6000));
  for (let sent = 0; sent < 32 * CHANNEL_WINDOW_BYTES; sent += piece.length) device.flood(piece);
  device.say('\r\nthe end of the flood');
  for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate);
  expect(page.byteCount).toBeLessThanOrEqual(CHANNEL_WINDOW_BYTES);
  page.drawing = undefined;
  page.bytes = Buffer.alloc(0);
  draw();
  await page.shows('the end of the flood');
  // 10,000 lines of scrollback and the screen, whatever came before.
  const text = await console.text();
  expect(text).toContain('the end of the flood');
  expect(text.split('\n').length).toBeGreaterThan(9_000);
  device.say('\r\nlive again');
  await page.shows('live again');
  await console.dispose();
}, 30_000);

test('a flood that breaks off in the middle of an escape sequence leaves a sane terminal', async () => {
  const device = new Device();
  const { console } = device.console();
  const page = view(console);
  await page.is('open');
  const piece = Buffer.from(`${'x'.repeat(200)}\r\n`.repeat(1300));
  device.say('\x1b]0;a title that never ends \x1b[31');
  for (let sent = 0; sent < 8 * CHANNEL_WINDOW_BYTES; sent += piece.length) device.flood(piece);
  device.say('\r\nplain');
  const later = view(console);
  await later.shows('plain');
  expect(await console.text()).toMatch(/\nplain\n$/);
  await console.dispose();
}, 30_000);

test('clear empties the scrollback for every view', async () => {
  const device = new Device();
  const { console } = device.console();
  const page = view(console);
  await page.is('open');
  device.say('old\r\n'.repeat(100));
  await page.shows('old');
  page.bytes = Buffer.alloc(0);
  const before = page.notices.filter(({ type }) => type === 'replay').length;
  page.channel.notify({ type: 'clear' });
  await eventually(() => page.notices.filter(({ type }) => type === 'replay').length > before);
  expect(await console.text()).not.toContain('old');
  await console.dispose();
});

test('a view that fell behind is brought up to date when it has drained, without another byte', async () => {
  const device = new Device();
  const { console } = device.console();
  const page = view(console);
  await page.is('open');
  let draw: () => void = () => undefined;
  page.drawing = new Promise((resolve) => {
    draw = resolve;
  });
  const piece = Buffer.from(`${'y'.repeat(62)}\r\n`.repeat(1024));
  // Less than a flood, more than the window; then the prompt, and silence.
  for (let sent = 0; sent < CHANNEL_WINDOW_BYTES; sent += piece.length) device.flood(piece);
  device.say(`${'z'.repeat(70)}\r\nlogin: `);
  await console.text();
  expect(page.text).not.toContain('login:');
  // Drawn one after the other, so that the acknowledgements come in steps.
  page.drawing = undefined;
  draw();
  await page.shows('login:');
  await console.dispose();
});

test('a scrollback longer than the window is replayed once, not again and again', async () => {
  const device = new Device();
  const { console } = device.console();
  const first = view(console);
  await first.is('open');
  const line = Array.from({ length: 14 }, (_, at) => `\x1b[38;5;${100 + at}mwords`).join('');
  const lines = Array.from({ length: 10_000 }, () => `${line}\r\n`);
  for (let at = 0; at < lines.length; at += 500) {
    device.say(lines.slice(at, at + 500).join(''));
    // Below a flood's pace.
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
  await console.text();
  const later = view(console);
  let draw: () => void = () => undefined;
  later.drawing = new Promise((resolve) => {
    draw = resolve;
  });
  await eventually(() => (later.last('replay')?.bytes ?? 0) > CHANNEL_WINDOW_BYTES);
  device.say('still talking');
  await console.text();
  later.drawing = undefined;
  draw();
  await later.shows('still talking');
  expect(later.notices.filter(({ type }) => type === 'replay')).toHaveLength(1);
  await console.dispose();
}, 20_000);
