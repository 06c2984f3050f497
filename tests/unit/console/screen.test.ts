import type { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { challengeResponse } from '../../../electron/console/rfb/vnc-auth.ts';
import { Screen, type ScreenOptions } from '../../../electron/console/screen.ts';
import type { DisplayFacts } from '../../../electron/domain-xml/consoles.ts';
import { CHANNEL_WINDOW_BYTES } from '../../../shared/ipc.ts';
import type { ScreenCommand, ScreenNotice } from '../../../shared/model/console.ts';
import { FakeMachine, fakeLog } from './fake-host.ts';
import { channelPair, eventually, type FakeDisplay, fakeDisplay, type PageEnd } from './support.ts';

const CLIENT_HELLO = Buffer.from('RFB 003.008\n\x01\x01', 'latin1');
const SERVER_HELLO = 'RFB 003.008\n\x01\x01\0\0\0\0';
const AWAY = { kind: 'unreachable', stage: 'lost', message: 'the host is not connected' } as const;

/** Reads exactly `length` bytes that the engine sends. */
async function take(socket: Socket, length: number): Promise<Buffer> {
  let held = Buffer.alloc(0);
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    held = Buffer.concat([held, chunk]);
    if (held.length >= length) break;
  }
  return held;
}

/** A display without a password that then does `after`. */
const open =
  (after: (socket: Socket) => void | Promise<void> = () => undefined) =>
  async (socket: Socket) => {
    socket.write('RFB 003.008\n');
    await take(socket, 12);
    socket.write(Buffer.from([1, 1]));
    // The choice, and the ClientInit that comes along with it.
    await take(socket, 2);
    socket.write(Buffer.alloc(4));
    await after(socket);
  };

const locked = (password: string) => async (socket: Socket) => {
  const challenge = Buffer.alloc(16, 7);
  socket.write('RFB 003.008\n');
  await take(socket, 12);
  socket.write(Buffer.from([1, 2]));
  await take(socket, 1);
  socket.write(challenge);
  const right = (await take(socket, 17)).subarray(0, 16).equals(challengeResponse(password, challenge));
  socket.write(right ? Buffer.alloc(4) : Buffer.from([0, 0, 0, 1, 0, 0, 0, 2, 0x6e, 0x6f]));
};

function show(
  display: FakeDisplay,
  options: Partial<ScreenOptions & DisplayFacts> & { machine?: FakeMachine } = {},
) {
  const { page, engine } = channelPair<ScreenNotice, ScreenCommand>();
  const { machine = new FakeMachine(1), password, passwordExpiresAtMs, ...rest } = options;
  const device: DisplayFacts = {
    type: 'vnc',
    address: '127.0.0.1',
    port: display.port,
    passwordSet: password !== undefined,
    ...(password === undefined ? {} : { password }),
    ...(passwordExpiresAtMs === undefined ? {} : { passwordExpiresAtMs }),
  };
  const screen = new Screen(engine, {
    host: machine.host(),
    uuid: machine.uuid,
    index: 0,
    readDisplays: async () => [device],
    log: fakeLog(),
    ...rest,
  });
  return { page, screen, machine };
}

async function begin(page: PageEnd<ScreenNotice, ScreenCommand>): Promise<void> {
  const { session } = await eventually(() => page.last('ready'));
  page.channel.notify({ type: 'begin', session });
  page.channel.write(CLIENT_HELLO);
}

test('bytes pass both ways after the page was greeted as by a server without a password', async () => {
  await using display = await fakeDisplay(
    open(async (socket) => {
      const request = await take(socket, 4);
      socket.write(`heard ${request.toString()}`);
    }),
  );
  const { page, screen } = show(display);
  await begin(page);
  page.channel.write(Buffer.from('init'));
  await eventually(() => page.text === `${SERVER_HELLO}heard init`);
  screen.dispose();
});

test('a password of the definition lets in without a question', async () => {
  await using display = await fakeDisplay(locked('sesame'));
  const { page, screen } = show(display, { password: 'sesame' });
  await begin(page);
  await eventually(() => page.text === SERVER_HELLO);
  expect(page.last('password-needed')).toBeUndefined();
  screen.dispose();
});

test('a password that we cannot read is asked for, a wrong one again', async () => {
  await using display = await fakeDisplay(locked('sesame'));
  const { page, screen } = show(display);
  await eventually(() => page.last('password-needed')?.wrong === false);
  page.channel.notify({ type: 'password', password: 'guess' });
  await eventually(() => page.last('password-needed')?.wrong === true);
  page.channel.notify({ type: 'password', password: 'sesame' });
  await begin(page);
  await eventually(() => page.text === SERVER_HELLO);
  screen.dispose();
});

test('a display that was read before is gone to at once', async () => {
  await using display = await fakeDisplay(open());
  const known: DisplayFacts = { type: 'vnc', address: '127.0.0.1', port: display.port, passwordSet: false };
  const { page, screen } = show(display, {
    recallDisplays: () => [known],
    readDisplays: () => Promise.reject(new Error('nobody should ask')),
  });
  await begin(page);
  await eventually(() => page.text === SERVER_HELLO);
  screen.dispose();
});

test('a password that has changed since it was read is read again, not asked for', async () => {
  await using display = await fakeDisplay(locked('sesame'));
  const known: DisplayFacts = { type: 'vnc', address: '127.0.0.1', port: display.port, passwordSet: true };
  const { page, screen } = show(display, {
    password: 'sesame',
    recallDisplays: () => [{ ...known, password: 'before' }],
  });
  await begin(page);
  await eventually(() => page.text === SERVER_HELLO);
  expect(page.last('password-needed')).toBeUndefined();
  expect(display.count).toBe(2);
  screen.dispose();
});

test('an expired password is said to be expired', async () => {
  await using display = await fakeDisplay(locked('other'));
  const { page, screen } = show(display, { password: 'sesame', passwordExpiresAtMs: 1 });
  await eventually(() => page.last('password-needed')?.expired);
  screen.dispose();
});

test('an off machine is said to be off, and connected to by itself at each start', async () => {
  await using display = await fakeDisplay(open());
  const machine = new FakeMachine();
  const { page, screen } = show(display, { machine });
  await eventually(() => page.last('off'));
  expect(display.count).toBe(0);
  machine.set(4);
  await begin(page);
  await eventually(() => page.text === SERVER_HELLO);
  screen.dispose();
  expect(machine.listenerCount).toBe(0);
});

test('a display that closes with its machine is no failure', async () => {
  await using display = await fakeDisplay(open((socket) => void setTimeout(() => socket.destroy(), 20)));
  const { page, screen, machine } = show(display);
  await eventually(() => page.last('ready'));
  setTimeout(() => machine.set(undefined), 100);
  await eventually(() => page.last('off'));
  expect(page.last('ended')).toEqual({ type: 'ended' });
  machine.set(2);
  await eventually(() => page.last('ready')?.session === 2);
  screen.dispose();
});

test('a display that closes while its machine runs is a failure', async () => {
  await using display = await fakeDisplay(open((socket) => void socket.destroy()));
  const { page, screen } = show(display);
  await eventually(() => page.last('ended'));
  expect(page.last('ended')).toMatchObject({ failure: { kind: 'unreachable', stage: 'lost' } });
  screen.dispose();
});

test('garbage, silence and a closed port are each told as what they are', async () => {
  await using garbage = await fakeDisplay((socket) => void socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'));
  const first = show(garbage);
  await eventually(() => first.page.last('ended')?.failure?.kind === 'protocol');
  await using silent = await fakeDisplay(() => undefined);
  const second = show(silent, { deadlineMs: 50 });
  await eventually(() => second.page.last('ended')?.failure?.kind === 'timeout');
  const closed = await fakeDisplay(() => undefined);
  await closed[Symbol.asyncDispose]();
  const third = show(closed);
  await eventually(() => third.page.last('ended'));
  expect(third.page.last('ended')).toMatchObject({ failure: { kind: 'unreachable', code: 'ECONNREFUSED' } });
  for (const { screen } of [first, second, third]) screen.dispose();
});

test('a remote host that names our loopback is refused, and nothing is connected to', async () => {
  await using display = await fakeDisplay(open());
  const machine = new FakeMachine(1);
  const { page, screen } = show(display, {
    machine,
    host: machine.host({ local: false, hostName: 'lab-a' }),
  });
  await eventually(() => page.last('ended'));
  expect(page.last('ended')).toMatchObject({ failure: { kind: 'unreachable', code: 'FORBIDDEN' } });
  expect(display.count).toBe(0);
  screen.dispose();
});

test('bytes of an older session never reach a new one', async () => {
  const heard = ['', '', ''];
  const sockets: Socket[] = [];
  await using display = await fakeDisplay(
    open((socket) => {
      const number = sockets.push(socket);
      socket.on('data', (bytes: Buffer) => {
        heard[number] += bytes.toString();
      });
    }),
  );
  const { page, screen, machine } = show(display);
  await begin(page);
  await eventually(() => page.text === SERVER_HELLO);
  sockets[0]!.destroy();
  machine.set(2);
  const { session } = await eventually(() => page.last('ready')?.session === 2 && page.last('ready'));
  page.channel.write(Buffer.from('a key for the session before'));
  page.channel.notify({ type: 'begin', session: 1 });
  page.channel.write(Buffer.from('and one more'));
  page.channel.notify({ type: 'begin', session });
  page.channel.write(CLIENT_HELLO);
  page.channel.write(Buffer.from('new'));
  await eventually(() => heard[2] !== '');
  expect(heard).toEqual(['', '', 'new']);
  screen.dispose();
});

test('a page that draws slowly slows the display instead of filling the memory', async () => {
  const total = 16 * 1_048_576;
  let sent = 0;
  await using display = await fakeDisplay(
    open(async (socket) => {
      const piece = Buffer.alloc(1_048_576);
      for (; sent < total; sent += piece.length) {
        if (!socket.write(piece)) await new Promise((resolve) => socket.once('drain', resolve));
      }
    }),
  );
  const { page, screen } = show(display);
  let draw: () => void = () => undefined;
  page.drawing = new Promise((resolve) => {
    draw = resolve;
  });
  await begin(page);
  await eventually(() => page.byteCount > CHANNEL_WINDOW_BYTES / 2);
  for (let turn = 0; turn < 200; turn++) await new Promise(setImmediate);
  // What the page holds, what is on the way, and what the system's sockets hold.
  expect(page.byteCount).toBeLessThanOrEqual(CHANNEL_WINDOW_BYTES);
  expect(sent).toBeLessThan(total);
  page.drawing = undefined;
  draw();
  await eventually(() => page.byteCount === total + SERVER_HELLO.length);
  screen.dispose();
});

test('closing the tab closes the connection to the display', async () => {
  let gone = false;
  await using display = await fakeDisplay(
    open((socket) => {
      socket.on('close', () => {
        gone = true;
      });
      socket.resume();
    }),
  );
  const { page } = show(display);
  await begin(page);
  await eventually(() => page.text === SERVER_HELLO);
  page.channel.close();
  await eventually(() => gone);
});

test('a screen of a lost host says that it is lost, and comes back with the host', async () => {
  await using display = await fakeDisplay(open());
  const log = fakeLog();
  let lost = true;
  const device = { type: 'vnc', address: '127.0.0.1', port: display.port, passwordSet: false };
  const { page, screen, machine } = show(display, {
    log,
    readDisplays: async () => {
      if (lost) throw Object.assign(new Error('away'), { failure: AWAY });
      return [device];
    },
  });
  await eventually(() => page.last('ended'));
  expect(page.last('ended')).toEqual({ type: 'ended', failure: AWAY });
  expect(log.errors).toEqual([]);
  lost = false;
  machine.link(true);
  await begin(page);
  await eventually(() => page.text === SERVER_HELLO);
  screen.dispose();
});

test('a link that comes back leaves a session alone that lives', async () => {
  await using display = await fakeDisplay(open());
  const { page, screen, machine } = show(display);
  await begin(page);
  await eventually(() => page.text === SERVER_HELLO);
  machine.link(false);
  machine.link(true);
  for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate);
  expect(display.count).toBe(1);
  expect(page.last('ended')).toBeUndefined();
  screen.dispose();
});
