import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { openEndpoint, reachOf } from '../../../electron/console/endpoint.ts';
import type { HostLogin } from '../../../electron/console/host-access.ts';
import type { DisplayFacts } from '../../../electron/domain-xml/consoles.ts';

const local = { local: true, login: undefined };
const remote = { local: false, hostName: 'lab-a', login: undefined };
const vnc = (change: Partial<DisplayFacts>): DisplayFacts => ({
  type: 'vnc',
  passwordSet: false,
  ...change,
});

test('a local display on the loopback is reached there', () =>
  expect(reachOf(vnc({ address: '127.0.0.1', port: 5901 }), local)).toMatchObject({
    reach: 'tcp',
    endpoint: { host: '127.0.0.1', port: 5901 },
  }));

test('a local display that listens everywhere is reached on the loopback', () => {
  expect(reachOf(vnc({ address: '0.0.0.0', port: 5901 }), local)).toMatchObject({
    endpoint: { host: '127.0.0.1' },
  });
  expect(reachOf(vnc({ address: '::', port: 5901 }), local)).toMatchObject({ endpoint: { host: '::1' } });
});

test('a local machine that names an address of someone else is not followed', () =>
  expect(reachOf(vnc({ address: '203.0.113.9', port: 5901 }), local)).toEqual({
    reach: 'forbidden',
    address: '203.0.113.9:5901',
  }));

test('a remote host cannot send us to our own loopback', () => {
  for (const address of ['127.0.0.1', '127.1.2.3', 'localhost', '::1', '::ffff:127.0.0.1']) {
    expect(reachOf(vnc({ address, port: 5901 }), remote)).toMatchObject({ reach: 'forbidden' });
  }
});

test('a remote host whose own name means our loopback is refused before anything is sent', async () => {
  const { endpoint } = reachOf(vnc({ address: '0.0.0.0', port: 5901 }), {
    local: false,
    login: undefined,
    hostName: 'localhost',
  });
  await expect(openEndpoint(endpoint!, AbortSignal.timeout(5_000))).rejects.toMatchObject({
    code: 'FORBIDDEN',
  });
});

test('a remote display is looked for at the name that the person typed, whatever address it claims', () =>
  expect(reachOf(vnc({ address: '192.0.2.7', port: 5901 }), remote)).toMatchObject({
    endpoint: { host: 'lab-a', port: 5901 },
  }));

test('a remote display below the ports of VNC is refused', () =>
  expect(reachOf(vnc({ address: '0.0.0.0', port: 22 }), remote)).toMatchObject({ reach: 'forbidden' }));

test('a UNIX socket is reached on this machine only', () => {
  const display = vnc({ socket: '/run/x.sock' });
  expect(reachOf(display, local)).toMatchObject({ reach: 'unix', endpoint: { path: '/run/x.sock' } });
  expect(reachOf(display, remote)).toMatchObject({ reach: 'forbidden' });
});

test('what is no VNC, or listens nowhere, says so', () => {
  expect(reachOf(vnc({ type: 'spice', port: 5901 }), local)).toEqual({ reach: 'unsupported' });
  expect(reachOf(vnc({}), local)).toEqual({ reach: 'none' });
});

test('with a login, a display is reached from the far end, by the address as the host knows it', async () => {
  const opened: string[] = [];
  const stream = new PassThrough();
  const login: HostLogin = {
    openTcp: async (host, port) => {
      opened.push(`${host} ${port}`);
      return stream;
    },
    openUnix: async (path) => {
      opened.push(path);
      return stream;
    },
    shells: undefined,
  };
  const far = { local: false, hostName: 'lab-a', login };
  for (const display of [
    { address: '127.0.0.1', port: 5901 },
    { address: '0.0.0.0', port: 5902 },
    { address: '::', port: 5903 },
    { socket: '/run/vnc.sock' },
  ]) {
    const { endpoint } = reachOf(vnc(display), far);
    expect(await openEndpoint(endpoint!, new AbortController().signal)).toBe(stream);
  }
  expect(opened).toEqual(['127.0.0.1 5901', '127.0.0.1 5902', '::1 5903', '/run/vnc.sock']);
  expect(reachOf(vnc({ address: '127.0.0.1', port: 22 }), far)).toMatchObject({ reach: 'forbidden' });
  expect(reachOf(vnc({ address: 'inside.example', port: 5901 }), far)).toMatchObject({ reach: 'forbidden' });
});
