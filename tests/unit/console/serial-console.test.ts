import { expect, test, vi } from 'vitest';
import { SerialConsole, type SerialStream } from '../../../electron/console/serial/serial-console.ts';
import { LibvirtError } from '../../../electron/libvirt/errors.ts';
import type { StreamEnd } from '../../../electron/libvirt/streams.ts';
import { CHANNEL_WINDOW_BYTES } from '../../../shared/ipc.ts';
import type { SerialCommand, SerialNotice } from '../../../shared/model/console.ts';
import { FakeMachine, fakeLog } from './fake-host.ts';
import { channelPair, eventually } from './support.ts';

const refused = (code: number, message: string) =>
  new LibvirtError({
    code,
    domain: 10,
    message,
    level: 2,
    dom: undefined,
    str1: undefined,
    str2: undefined,
    str3: undefined,
    int1: 0,
    int2: 0,
    net: undefined,
  });

/** libvirt's side of one device: who holds it, and what it says. */
class Device {
  readonly machine: FakeMachine;
  readonly opened: boolean[] = [];
  heldByOther = false;
  typed = '';
  full = false;
  #onData: (bytes: Uint8Array) => void = () => undefined;
  #end: ((end: StreamEnd) => void) | undefined;
  #drained: () => void = () => undefined;

  constructor(run: number | 'off' = 1) {
    this.machine = new FakeMachine(run === 'off' ? undefined : run);
  }

  get held(): boolean {
    return this.#end !== undefined;
  }

  console(options: { keepMs?: number } = {}) {
    const idle = vi.fn();
    const host = this.machine.host();
    const console = new SerialConsole({
      open: async ({ force, onData }) => this.#open(force, onData),
      run: () => this.machine.run,
      onIdle: idle,
      log: fakeLog(),
      graceMs: 20,
      ...options,
    });
    host.onDomain('', () => console.machineChanged(false));
    host.onLink((up) => console.machineChanged(up));
    return { console, idle };
  }

  say(text: string): void {
    this.#onData(Buffer.from(text));
  }

  flood(bytes: Uint8Array): void {
    this.#onData(bytes);
  }

  end(end: StreamEnd): void {
    const tell = this.#end;
    this.#end = undefined;
    tell?.(end);
  }

  drain(): void {
    this.full = false;
    this.#drained();
  }

  #open(force: boolean, onData: (bytes: Uint8Array) => void): SerialStream {
    this.opened.push(force);
    if (this.heldByOther && !force) throw refused(9, 'Active console session exists for this domain');
    this.heldByOther = false;
    this.#onData = onData;
    const ended = new Promise<StreamEnd>((resolve) => {
      this.#end = resolve;
    });
    return {
      ended,
      write: (bytes) => {
        this.typed += Buffer.from(bytes).toString();
        return !this.full;
      },
      drained: () =>
        new Promise((resolve) => {
          this.#drained = resolve;
        }),
      abort: async () => this.end({ kind: 'aborted' }),
    };
  }
}

function view(console: SerialConsole) {
  const { page, engine } = channelPair<SerialNotice, SerialCommand>();
  console.attach(engine);
  return Object.assign(page, {
    is: (state: string) => eventually(() => page.last('state')?.state === state),
    /** What stands on its screen: the last replay and all after it. */
    shows: (text: string) => eventually(() => page.text.includes(text)),
  });
}

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
