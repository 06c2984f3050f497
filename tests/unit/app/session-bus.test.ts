// Whether somebody has a name on the session's bus: the bytes of D-Bus, against a bus that answers by hand.
import { mkdtempSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { busSocket, nameHasOwner } from '../../../electron/app/session-bus.ts';
import { bytes } from '../../support/bytes.ts';

/** Written out by hand: a reply to serial 1 with a name, a signal, a reply to serial 2 with a boolean. */
const HELLO = bytes(`
  6c020101 09000000 01000000 08000000 05017500 01000000
  04000000 3a312e35 00
`);
const SIGNAL = bytes(`
  6c040101 00000000 02000000 00000000
`);
const OWNED = bytes(`
  6c020101 04000000 03000000 08000000 05017500 02000000
  01000000
`);
const NOT_OWNED = bytes(`
  6c020101 04000000 03000000 08000000 05017500 02000000
  00000000
`);
const REFUSED = bytes(`
  6c030101 00000000 03000000 08000000 05017500 02000000
`);

/** A bus that says `greeting` at once and `answers` once it was begun; resolves with its socket and what it heard. */
async function bus(
  greeting: string,
  answers: readonly Uint8Array[],
): Promise<{ path: string; heard: string[] }> {
  const heard: string[] = [];
  const server: Server = createServer((socket) => {
    let said = '';
    socket.on('data', (chunk) => {
      heard.push(chunk.toString('latin1'));
      said += chunk.toString('latin1');
      if (said.includes('AUTH') && !said.includes('BEGIN')) socket.write(greeting);
      // One byte at a time, as a socket may.
      if (said.includes('BEGIN'))
        for (const answer of answers) for (const byte of answer) socket.write(Uint8Array.of(byte));
    });
    socket.on('error', () => {});
  });
  const path = join(mkdtempSync(join(tmpdir(), 'bus-')), 'bus');
  await new Promise<void>((resolve) => server.listen(path, resolve));
  onTestFinished(() => void server.close());
  return { path, heard };
}

test('a name with an owner', async () => {
  const { path, heard } = await bus('OK 1234\r\n', [HELLO, SIGNAL, OWNED]);
  expect(await nameHasOwner('org.kde.StatusNotifierWatcher', path, 1000)).toBe(true);
  expect(heard.join('')).toContain('\0AUTH EXTERNAL 31303030\r\n');
  expect(heard.join('')).toContain('org.kde.StatusNotifierWatcher');
});

test.each([
  ['nobody has it', 'OK 1234\r\n', [HELLO, SIGNAL, NOT_OWNED]],
  ['the bus refuses the question', 'OK 1234\r\n', [HELLO, REFUSED]],
  ['the bus refuses us', 'REJECTED EXTERNAL\r\n', []],
  ['the bus says nonsense without end', 'x'.repeat(70_000), []],
  ['the bus never answers', 'OK 1234\r\n', [HELLO]],
])('no name: %s', async (_why, greeting, answers) => {
  const { path } = await bus(greeting, answers);
  expect(await nameHasOwner('a.b', path, 1000)).toBe(false);
});

test('no bus at all', async () => expect(await nameHasOwner('a.b', '/nowhere/bus', 1000)).toBe(false));

test.each([
  [{ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1000/bus' }, '/run/user/1000/bus'],
  [{ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/tmp/a%20b,guid=1' }, '/tmp/a b'],
  [{ DBUS_SESSION_BUS_ADDRESS: 'unix:abstract=/tmp/dbus-x,guid=1' }, '\0/tmp/dbus-x'],
  [{ DBUS_SESSION_BUS_ADDRESS: 'tcp:host=localhost,port=1;unix:path=/run/b' }, '/run/b'],
  [{ DBUS_SESSION_BUS_ADDRESS: 'tcp:host=localhost,port=1' }, undefined],
  [{ XDG_RUNTIME_DIR: '/run/user/1000' }, '/run/user/1000/bus'],
  [{}, undefined],
])('%j is where the bus listens', (env, path) => expect(busSocket(env)).toBe(path));
