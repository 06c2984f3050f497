import { expect, test } from 'vitest';
import { openEndpoint, reachOf } from '../../../electron/console/endpoint.ts';
import type { DisplayFacts } from '../../../electron/domain-xml/consoles.ts';

const local = { local: true };
const remote = { local: false, hostName: 'lab-a' };
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
