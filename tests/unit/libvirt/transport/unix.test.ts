import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Cancelled, Unreachable, Unsupported } from '../../../../electron/libvirt/errors.ts';
import type { Surroundings } from '../../../../electron/libvirt/sockets.ts';
import { openTransport } from '../../../../electron/libvirt/transport/open.ts';
import { openUnixTransport } from '../../../../electron/libvirt/transport/unix.ts';
import { parseUri } from '../../../../electron/libvirt/uri.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'unix-transport-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const request = { readonly: false, timeoutMs: 5_000 };
const failure = (stage: string, code: string) => expect.objectContaining({ stage, code });

function around(env: Record<string, string>): Surroundings {
  return { isRoot: false, home: folder, env: { XDG_RUNTIME_DIR: folder, ...env }, exists: () => false };
}

test('a socket that is not there is said to be missing', async () => {
  const opening = openUnixTransport(parseUri(`qemu:///system?socket=${folder}/none`), request);
  await expect(opening).rejects.toThrow(Unreachable);
  await expect(opening).rejects.toEqual(failure('connect', 'ENOENT'));
});

test('a file that is no socket is unreachable', async () => {
  writeFileSync(join(folder, 'file'), '');
  const opening = openUnixTransport(parseUri(`qemu:///system?socket=${folder}/file`), request);
  await expect(opening).rejects.toMatchObject({ stage: 'connect' });
});

test('a cancelled attempt says so', async () => {
  const opening = openUnixTransport(parseUri(`qemu:///system?socket=${folder}/none`), {
    ...request,
    signal: AbortSignal.abort(),
  });
  await expect(opening).rejects.toThrow(Cancelled);
});

// A daemon as libvirt's: it takes --timeout, is slow to listen, and must inherit neither our terminal nor our secrets.
const DAEMON = `#!${process.execPath}
const { createServer } = require('node:net');
const { mkdirSync } = require('node:fs');
if (process.argv[2] !== '--timeout=120' || process.env.OUR_SECRET) process.exit(1);
const folder = process.env.XDG_RUNTIME_DIR + '/libvirt';
mkdirSync(folder, { recursive: true });
setTimeout(() => {
  const server = createServer((socket) => {
    socket.end('hello');
    server.close();
  });
  server.listen(folder + '/libvirt-sock');
}, 50);
setTimeout(() => process.exit(), 10_000).unref();
`;

test("the user's own daemon is started when none runs", async () => {
  const program = join(folder, 'libvirtd');
  writeFileSync(program, DAEMON);
  chmodSync(program, 0o755);
  const transport = await openUnixTransport(
    parseUri('qemu:///session'),
    request,
    around({ LIBVIRTD_PATH: program, OUR_SECRET: 'token' }),
  );
  const words = await new Promise<string>((resolve) => {
    let text = '';
    transport.open({
      data: (chunk) => {
        text += Buffer.from(chunk).toString();
      },
      drained: () => undefined,
      closed: () => resolve(text),
    });
  });
  expect(words).toBe('hello');
});

test('a daemon that is not installed is named', async () => {
  const opening = openUnixTransport(
    parseUri('qemu:///session'),
    request,
    around({ LIBVIRTD_PATH: `${folder}/nowhere` }),
  );
  await expect(opening).rejects.toMatchObject({ stage: 'connect', code: 'ENOENT' });
  await expect(opening).rejects.toThrow('nowhere is not installed');
});

test('tcp reaches a port, and a port without a listener is said to be closed', async () => {
  const server = createServer((socket) => socket.end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const transport = await openTransport(parseUri(`qemu+tcp://127.0.0.1:${port}/system`), request);
  transport.destroy();
  await new Promise((resolve) => server.close(resolve));
  const opening = openTransport(parseUri(`qemu+tcp://127.0.0.1:${port}/system`), request);
  await expect(opening).rejects.toEqual(failure('connect', 'ECONNREFUSED'));
});

test.each(['qemu+ssh://h/system'])(
  '%s is said to be unsupported',
  async (uri) => await expect(openTransport(parseUri(uri), request)).rejects.toThrow(Unsupported),
);
