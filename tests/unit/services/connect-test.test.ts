// What a person sees while a host is tried out.
import { createServer } from 'node:net';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { authList } from '../../../electron/libvirt/protocol/auth.gen.ts';
import { connectClose, connectGetLibVersion } from '../../../electron/libvirt/protocol/connect.gen.ts';
import type { Failure } from '../../../shared/failure.ts';
import type { ByteChannel } from '../../../shared/ipc.ts';
import type { TestNotice } from '../../../shared/model/connect.ts';
import { FakeHost } from '../inventory/fake-host.ts';
import { startServices } from './engine.ts';

let fake: FakeHost;
beforeEach(async () => {
  fake = await FakeHost.start();
});
afterEach(() => fake.stop());

/** The engine's end of a channel, with what the page would see. */
function page() {
  const notices: TestNotice[] = [];
  const closing: ((failure?: Failure) => void)[] = [];
  const closed = vi.fn();
  const close = () => {
    for (const listener of closing.splice(0)) listener();
    closed();
  };
  const channel: ByteChannel<TestNotice, never> = {
    write: () => undefined,
    notify: (notice) => notices.push(notice),
    unackedBytes: 0,
    onBytes: () => undefined,
    onNotice: () => undefined,
    onDrain: () => undefined,
    onClose: (listener) => closing.push(listener),
    close,
  };
  return { channel, notices, closed, close };
}

test('each step is told as it begins and ends, and then what was found; nothing is kept', async () => {
  const { handlers, context, hosts, settings } = await startServices();
  await vi.waitFor(() => expect(hosts()).toMatchObject([{ state: 'failed' }]));
  const before = [hosts(), settings.connections];
  const { channel, notices, closed } = page();
  await handlers.connections.test({ uri: fake.uri, readOnly: false }, channel, context);
  expect(notices.map((notice) => ('step' in notice ? `${notice.type} ${notice.step}` : notice.type))).toEqual(
    [
      'plan',
      'begun connect',
      'done connect',
      'begun authenticate',
      'done authenticate',
      'begun open',
      'done open',
      'opened',
    ],
  );
  expect(notices[0]).toEqual({ type: 'plan', steps: ['connect', 'authenticate', 'open'] });
  expect(notices.at(-1)).toMatchObject({
    hostname: 'fake',
    libvirtVersion: expect.stringMatching(/^\d+\.\d+/),
  });
  expect(closed).toHaveBeenCalledOnce();
  expect([hosts(), settings.connections]).toEqual(before);
  expect(fake.libvirtd.count(connectClose)).toBe(1);
});

test('a host that is not there fails at its step, with what helps', async () => {
  const { handlers, context } = await startServices();
  const { channel, notices, closed } = page();
  const uri = 'qemu+unix:///system?socket=/nowhere';
  await handlers.connections.test({ uri, readOnly: false }, channel, context);
  expect(notices.at(-1)).toMatchObject({
    type: 'failed',
    step: 'connect',
    failure: { kind: 'unreachable', stage: 'connect', code: 'ENOENT' },
    commands: [],
  });
  expect(closed).toHaveBeenCalledOnce();
});

test('a way that leads over the network has its own steps', async () => {
  const { handlers, context } = await startServices();
  const server = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const { channel, notices } = page();
  const uri = `qemu+tcp://127.0.0.1:${port}/system`;
  await handlers.connections.test({ uri, readOnly: true }, channel, context);
  expect(notices[0]).toEqual({ type: 'plan', steps: ['resolve', 'connect', 'authenticate', 'open'] });
  expect(notices.at(-1)).toMatchObject({
    type: 'failed',
    failure: { kind: 'protocol' },
    cures: ['not-libvirt', 'check-address'],
  });
});

test('a URI that makes no sense is refused before anything is tried', async () => {
  const { handlers, context } = await startServices();
  const { channel, notices } = page();
  const uri = 'qemu+ssh://-oProxyCommand=x/system';
  await expect(handlers.connections.test({ uri, readOnly: false }, channel, context)).rejects.toMatchObject({
    name: 'InvalidUri',
    field: 'host',
  });
  expect(notices).toEqual([]);
});

test('a page that closes the channel ends it, wherever it is', async () => {
  fake.libvirtd.neverAnswer(authList);
  const { handlers, context } = await startServices();
  const { channel, notices, close } = page();
  const tested = handlers.connections.test({ uri: fake.uri, readOnly: false }, channel, context);
  await vi.waitFor(() => expect(fake.libvirtd.count(authList)).toBe(1));
  const told = notices.length;
  close();
  await tested;
  expect(notices).toHaveLength(told);
  expect(fake.libvirtd.count(connectGetLibVersion)).toBe(0);
});
