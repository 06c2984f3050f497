// `--serve` as a browser, a stranger and an attacker see it, over real sockets.
import { mkdtempSync, readdirSync, readlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createConnection } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { listPageFiles } from '../../../electron/ipc/page-files.ts';
import { makeToken } from '../../../electron/ipc/token.ts';
import { startWebServer, type WebServer } from '../../../electron/ipc/web-server.ts';
import { createSocketDial } from '../../../renderer/live/socket-dial.ts';
import type { DomainKey } from '../../../shared/model/keys.ts';
import { type Settings, USUAL_SETTINGS } from '../../../shared/model/settings.ts';
import { openPage, type Page, reaches, startTestEngine, type TestEngine } from './served.ts';

const settings: Settings = { ...USUAL_SETTINGS, theme: 'dark' };
const domain = 'c1/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0' as DomainKey;

/** More than any socket buffers. */
const LARGE_BYTES = 64 * 1_048_576;

let engine: TestEngine;
let server: WebServer;
let token: string;
let clock: number;
const pages: Page[] = [];
const asked = vi.fn();

function builtPage(): string {
  const folder = mkdtempSync(join(tmpdir(), 'guesthouse-page-'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>page</title>');
  writeFileSync(join(folder, 'page.js'), 'export {};');
  writeFileSync(join(folder, 'large.js'), '');
  truncateSync(join(folder, 'large.js'), LARGE_BYTES);
  writeFileSync(join(folder, 'secret.key'), 'not for the page');
  return folder;
}

async function serve(helloMs = 5000): Promise<WebServer> {
  return startWebServer({
    files: listPageFiles(builtPage()),
    token,
    port: 0,
    admit: engine.server.admitSocket,
    helloMs,
    now: () => clock,
  });
}

beforeEach(async () => {
  vi.stubGlobal('WebSocket', WebSocket);
  clock = 1_000_000;
  token = makeToken();
  engine = startTestEngine({
    settings: {
      get: () => {
        asked();
        return settings;
      },
    },
    consoles: { serial: (_input, channel) => channel.onBytes((bytes) => channel.write(bytes)) },
  });
  server = await serve();
});

afterEach(async () => {
  for (const page of pages.splice(0)) page.link.close();
  await server.close();
  asked.mockClear();
  vi.unstubAllGlobals();
});

interface Answer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

/** A GET with exactly the path and headers given, which `fetch` would tidy up. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asking = request({ port: server.port, host: '127.0.0.1', path, headers, method }, (response) => {
      let body = '';
      response.on('data', (text) => {
        body += text;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      );
    });
    asking.on('error', reject);
    asking.end();
  });
}

function page(withToken = token): Page {
  // A browser sets the origin itself; ws does what it is told.
  class BrowserSocket extends WebSocket {
    constructor(url: string) {
      super(url, { origin: `http://127.0.0.1:${server.port}` });
    }
  }
  vi.stubGlobal('WebSocket', BrowserSocket);
  const opened = openPage(createSocketDial(`ws://127.0.0.1:${server.port}/engine`, withToken));
  pages.push(opened);
  return opened;
}

interface Raw {
  readonly socket: WebSocket;
  readonly closed: Promise<number>;
  readonly heard: string[];
}

function raw(options: { origin?: string; headers?: Record<string, string> } = {}): Promise<Raw> {
  const origin = 'origin' in options ? options.origin : `http://127.0.0.1:${server.port}`;
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/engine`, {
    ...(origin === undefined ? {} : { origin }),
    ...(options.headers === undefined ? {} : { headers: options.headers }),
  });
  const heard: string[] = [];
  socket.on('message', (data) => heard.push(String(data)));
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  return new Promise((resolve, reject) => {
    socket.on('open', () => resolve({ socket, closed, heard }));
    socket.on('error', reject);
  });
}

describe('the token', () => {
  test('is 256 bits, another at each start, and only in the fragment of the address', () => {
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(makeToken()).not.toBe(token);
    expect(new URL(server.url).hash).toBe(`#token=${token}`);
    expect(new URL(server.url).search).toBe('');
  });

  test('lets a page in, and its channels', async () => {
    const { api, link } = page();
    expect(await api.settings.get({})).toEqual({ ok: true, value: settings });
    const channel = api.consoles.serial({ domain, device: 'serial0' });
    const echoed = new Promise<Uint8Array>((resolve) => channel.onBytes(resolve));
    channel.write(Uint8Array.of(0, 127, 255));
    expect([...(await echoed)]).toEqual([0, 127, 255]);
    expect(link.state).toBe('up');
  });

  test('that is wrong gets nothing but the closing, and the page does not try again', async () => {
    const { link, api } = page(makeToken());
    expect(await api.settings.get({})).toMatchObject({ failure: { kind: 'unreachable' } });
    await reaches(link, 'refused');
    expect(asked).not.toHaveBeenCalled();
  });

  test('is asked of each channel too', async () => {
    const { socket, closed, heard } = await raw();
    socket.send(
      JSON.stringify({
        token: makeToken(),
        channel: { type: 'open', method: 'consoles.serial', input: { domain, device: 'serial0' } },
      }),
    );
    expect(await closed).toBe(4401);
    expect(heard).toEqual([]);
  });

  test.each([
    ['text that is not JSON', '{'],
    ['a request before the token', '{"type":"request","id":1,"method":"settings.get","input":{}}'],
    ['a token that is a number', '{"token":1}'],
    ['an empty token', '{"token":""}'],
  ])('%s instead of it is refused', async (_what, text) => {
    const { socket, closed, heard } = await raw();
    socket.send(text);
    expect(await closed).toBe(4401);
    expect(heard).toEqual([]);
    expect(asked).not.toHaveBeenCalled();
  });

  test('as bytes is refused', async () => {
    const { socket, closed } = await raw();
    socket.send(Buffer.from(JSON.stringify({ token })));
    expect(await closed).toBe(4401);
  });

  test('is not waited for in a message without end', async () => {
    const { socket, closed, heard } = await raw();
    // Of a message of 8 MiB, the piece that a server would have to keep.
    socket.send('x'.repeat(32_768), { fin: false });
    expect(await closed).toBe(1006);
    expect(heard).toEqual([]);
  });

  test('may have much right behind it', async () => {
    const { socket, heard } = await raw();
    socket.send(
      JSON.stringify({
        token,
        channel: { type: 'open', method: 'consoles.serial', input: { domain, device: 'serial0' } },
      }),
    );
    socket.send(new Uint8Array(200_000));
    await vi.waitFor(() => expect(heard.join('')).toContain('"ack"'));
    expect(socket.readyState).toBe(socket.OPEN);
  });

  test('that does not come in time ends the socket', async () => {
    await server.close();
    server = await serve(50);
    const { closed, heard } = await raw();
    expect(await closed).toBe(4408);
    expect(heard).toEqual([]);
  });

  test('wrong ten times closes the ears for a minute, to the right one too', async () => {
    for (let attempt = 0; attempt < 10; attempt += 1) {
      const { socket, closed } = await raw();
      socket.send(JSON.stringify({ token: makeToken() }));
      expect(await closed).toBe(attempt < 9 ? 4401 : 4429);
    }
    expect(await (await raw()).closed).toBe(4429);
    clock += 60_001;
    expect(await page().api.settings.get({})).toMatchObject({ ok: true });
  });
});

describe('a socket', () => {
  test.each([
    ['without an origin', {}],
    ['from another page', { origin: 'http://evil.example' }],
    ['from another port of this computer', { origin: 'http://127.0.0.1:1' }],
    ['from a page over https', { origin: 'https://127.0.0.1' }],
    ['from a sandboxed page', { origin: 'null' }],
  ])('%s is refused before it opens', async (_what, { origin }: { origin?: string }) => {
    const wanted = origin?.startsWith('https:') ? `${origin}:${server.port}` : origin;
    const options = wanted === undefined ? { origin: undefined as never } : { origin: wanted };
    await expect(raw(options)).rejects.toThrow('403');
  });

  test('for a host name that is not ours is refused: DNS rebinding', async () => {
    const host = `evil.example:${server.port}`;
    await expect(raw({ origin: `http://${host}`, headers: { host } })).rejects.toThrow('403');
  });

  test('to another path does not open', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/other`, {
      origin: `http://127.0.0.1:${server.port}`,
    });
    const failure = new Promise((resolve) => socket.on('error', resolve));
    expect(String(await failure)).toContain('404');
  });

  test('that sends garbage after its token is closed, and the others live on', async () => {
    const good = page();
    await good.api.settings.get({});
    const { socket, closed } = await raw();
    socket.send(JSON.stringify({ token }));
    socket.send('[]');
    await closed;
    expect(await good.api.settings.get({})).toMatchObject({ ok: true });
  });
});

describe('a file', () => {
  test('of the page is served with every header of protection', async () => {
    const { status, headers, body } = await get('/');
    expect(status).toBe(200);
    expect(body).toContain('<title>page</title>');
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['referrer-policy']).toBe('no-referrer');
    expect(headers['cross-origin-opener-policy']).toBe('same-origin');
    expect(headers['cross-origin-resource-policy']).toBe('same-origin');
    const policy = String(headers['content-security-policy']).split('; ');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy.join(' ')).not.toMatch(/unsafe-eval|\*/);
  });

  test.each([
    '/secret.key',
    '/../package.json',
    '/%2e%2e/package.json',
    '/..%2fpackage.json',
    '//etc/passwd',
    '/page.js/',
    '/\\..\\x',
  ])('%s is not there, since it is not on the list', async (path) => {
    expect(await get(path)).toMatchObject({ status: 404 });
  });

  test('is given to no other host name, and to no page of another origin', async () => {
    expect(await get('/', { host: 'evil.example' })).toMatchObject({ status: 403 });
    expect(await get('/', { host: '127.0.0.1' })).toMatchObject({ status: 403 });
    expect(await get('/', { origin: 'http://evil.example' })).toMatchObject({ status: 403 });
    expect(await get('/', { host: `localhost:${server.port}` })).toMatchObject({ status: 200 });
  });

  test.runIf(process.platform === 'linux')('is closed when the browser leaves in the middle', async () => {
    const isOpen = () =>
      readdirSync('/proc/self/fd').some((fd) => {
        try {
          return readlinkSync(`/proc/self/fd/${fd}`).endsWith('/large.js');
        } catch {
          return false;
        }
      });
    const asking = request({ port: server.port, host: '127.0.0.1', path: '/large.js' });
    await new Promise((resolve) => {
      asking.on('response', (response) => response.once('data', resolve));
      asking.end();
    });
    expect(isOpen()).toBe(true);
    asking.destroy();
    await vi.waitFor(() => expect(isOpen()).toBe(false));
  });

  test('can only be read', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      expect(await get('/', {}, method)).toMatchObject({ status: 405 });
    }
  });
});

test('nothing listens but on the loopback', async () => {
  const outside = Object.values(networkInterfaces())
    .flat()
    .find((one) => one !== undefined && !one.internal && one.family === 'IPv4');
  for (const host of [outside?.address, '::1'].filter((one) => one !== undefined)) {
    const outcome = await new Promise((resolve) => {
      const socket = createConnection({ host, port: server.port });
      socket.on('connect', () => resolve('connected'));
      socket.on('error', () => resolve('refused'));
    });
    expect(outcome).toBe('refused');
  }
});
