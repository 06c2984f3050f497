// Which hosts are opened at a start, and what becomes of them.
import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { connectClose, connectListAllDomains } from '../../../electron/libvirt/protocol/connect.gen.ts';
import { domainGetXmlDesc } from '../../../electron/libvirt/protocol/domain.gen.ts';
import { connectEventConnectionClosed } from '../../../electron/libvirt/protocol/messages.gen.ts';
import { usualUris } from '../../../electron/services/hosts.ts';
import { FakeHost } from '../inventory/fake-host.ts';
import { startServices } from './engine.ts';

let fake: FakeHost;
beforeEach(async () => {
  fake = await FakeHost.start();
});
afterEach(() => fake.stop());

describe('a first start', () => {
  test("opens the system's libvirt alone for root, and the user's own beside it for all others", () => {
    expect(usualUris(true)).toEqual(['qemu:///system']);
    expect(usualUris(false)).toEqual(['qemu:///system', 'qemu:///session']);
  });

  test('opens what was named instead, and shows one that makes no sense with what is wrong', async () => {
    const { hosts } = await startServices({ startUris: ['nonsense', fake.uri] });
    await vi.waitFor(() =>
      expect(hosts()).toMatchObject([
        {
          uri: 'nonsense',
          state: 'failed',
          problem: { failure: { kind: 'invalid' }, cures: ['check-address'] },
        },
        { uri: fake.uri, state: 'connected', name: 'fake' },
      ]),
    );
  });
});

test('the first start that names nothing opens the usual ones, also after one that named another; no later one does', async () => {
  const other = 'qemu+unix:///system?socket=/nowhere';
  const { hosts, settings } = await startServices({
    startUris: [],
    usual: [fake.uri],
    earlier: (store) => store.addConnection({ uri: other, readOnly: false, autoconnect: false }),
  });
  await vi.waitFor(() => expect(hosts().map(({ uri }) => uri)).toEqual([other, fake.uri]));
  expect(settings.usualOffered).toBe(true);
  const later = await startServices({
    startUris: [],
    usual: [fake.uri],
    earlier: async (store) => {
      await store.markUsualOffered();
      await store.addConnection({ uri: other, readOnly: false, autoconnect: false });
    },
  });
  await vi.waitFor(() => expect(later.hosts().map(({ uri }) => uri)).toEqual([other]));
});

test('an engine that takes the place of one that died opens what is stored, and nothing by itself', async () => {
  const other = 'qemu+unix:///system?socket=/nowhere';
  const { hosts, open, settings } = await startServices({
    startUris: [],
    restarted: true,
    usual: ['qemu+unix:///system?socket=/usual'],
    earlier: (store) => store.addConnection({ uri: other, readOnly: false, autoconnect: false }),
  });
  await open(fake.uri);
  expect(hosts().map(({ uri }) => uri)).toEqual([other, fake.uri]);
  expect(settings.usualOffered).toBe(false);
});

test('what was connected is back after a restart; what was closed is there, closed', async () => {
  const { hosts } = await startServices({
    startUris: [],
    earlier: async (settings) => {
      await settings.addConnection({ uri: fake.uri, readOnly: true, autoconnect: true });
      await settings.addConnection({ uri: fake.uri, readOnly: false, autoconnect: false });
    },
  });
  await vi.waitFor(() =>
    expect(hosts()).toMatchObject([
      { readOnly: true, state: 'connected' },
      { readOnly: false, state: 'disconnected' },
    ]),
  );
});

test('the same URI again is the same host, opened anew when it was closed', async () => {
  const { open, handlers, context, host, settings } = await startServices();
  const connection = await open(fake.uri);
  await handlers.connections.disconnect({ connection }, context);
  expect(host(connection)?.state).toBe('disconnected');
  expect(settings.connections.find(({ id }) => id === connection)?.autoconnect).toBe(false);
  expect(await open(fake.uri)).toBe(connection);
  expect(settings.connections.find(({ id }) => id === connection)?.autoconnect).toBe(true);
});

test('a host that is removed takes its machines with it and is forgotten', async () => {
  fake.define('web1');
  const { open, handlers, context, host, domain, settings } = await startServices();
  const connection = await open(fake.uri);
  expect(domain('web1')).toBeDefined();
  await handlers.connections.remove({ connection }, context);
  expect([host(connection), domain('web1')]).toEqual([undefined, undefined]);
  expect(settings.connections.map(({ id }) => id)).not.toContain(connection);
  await expect(handlers.connections.connect({ connection }, context)).rejects.toMatchObject({
    failure: { kind: 'invalid', field: 'connection' },
  });
});

test('a host that is lost keeps what was known, and is what a fresh load says when it is back', async () => {
  const web1 = fake.define('web1');
  fake.define('web2');
  const { open, host, domain } = await startServices();
  const connection = await open(fake.uri);
  const { key } = domain('web1')!;
  fake.libvirtd.peer.socket.destroy();
  await vi.waitFor(() =>
    expect(host(connection)).toMatchObject({ state: 'lost', problem: { retryAtMs: expect.any(Number) } }),
  );
  expect(domain('web1')?.key).toBe(key);
  web1.title = 'changed meanwhile';
  fake.domains.delete([...fake.domains.values()][1]!.uuid);
  await vi.waitFor(() => expect(host(connection)?.state).toBe('connected'), 5000);
  expect(domain('web1')).toMatchObject({ key, title: 'changed meanwhile' });
  expect(domain('web2')).toBeUndefined();
  expect(host(connection)?.problem).toBeUndefined();
});

test('a host is gone since it was lost, however often it is tried', async () => {
  const { open, host } = await startServices();
  const connection = await open(fake.uri);
  await fake.stop();
  await vi.waitFor(() => expect(host(connection)?.state).toBe('lost'));
  const { sinceMs, retryAtMs } = host(connection)!.problem!;
  await vi.waitFor(() => expect(host(connection)?.problem?.retryAtMs).toBeGreaterThan(retryAtMs!), 5000);
  expect(host(connection)?.problem?.sinceMs).toBe(sinceMs);
});

test('a connection that ends with its last answer is never shown as open', async () => {
  fake.define('web1');
  fake.libvirtd.on(domainGetXmlDesc, (_args, call) => {
    // The answers that follow, and the end, travel in one packet.
    call.peer.socket.cork();
    setTimeout(() => {
      call.peer.message(connectEventConnectionClosed, { reason: 1 });
      call.peer.socket.uncork();
    }, 50);
    return { xml: '<domain><name>web1</name></domain>' };
  });
  const { handlers, context, host } = await startServices();
  const connection = await handlers.connections.add({ uri: fake.uri, readOnly: false }, context);
  await vi.waitFor(() => expect(['failed', 'connected']).toContain(host(connection)?.state));
  await new Promise((resolve) => setImmediate(resolve));
  expect(host(connection)).toMatchObject({
    state: 'failed',
    problem: { failure: { kind: 'unreachable', stage: 'lost' } },
  });
});

test('a URI that is added while its old host says goodbye is a new host, shown and stored', async () => {
  const { open, handlers, context, hosts, settings } = await startServices({ startUris: ['nonsense'] });
  const first = await open(fake.uri);
  let goodbye: () => void = () => undefined;
  fake.libvirtd.on(connectClose, (_args, call) => {
    goodbye = () => call.reply({});
    return undefined;
  });
  const removed = handlers.connections.remove({ connection: first }, context);
  const second = await open(fake.uri);
  goodbye();
  await removed;
  expect(hosts().map(({ id, state }) => ({ id, state }))).toContainEqual({ id: second, state: 'connected' });
  expect(settings.connections.map(({ id }) => id)).toContain(second);
});

test('a socket that is not libvirt is said to be none', async () => {
  const path = `${fake.libvirtd.path}-other`;
  const other = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  await new Promise<void>((resolve) => other.listen(path, resolve));
  onTestFinished(() => void other.close());
  const { handlers, context, host } = await startServices();
  const uri = `qemu:///system?socket=${path}`;
  const connection = await handlers.connections.add({ uri, readOnly: false }, context);
  await vi.waitFor(() => expect(host(connection)?.state).toBe('failed'));
  expect(host(connection)?.problem).toMatchObject({
    failure: { kind: 'protocol' },
    cures: ['not-libvirt', 'check-address'],
  });
});

test('a host that refuses to list its machines is a failed one, not an empty one', async () => {
  fake.libvirtd.refuse(connectListAllDomains, 88, 0, 'access denied');
  const { handlers, context, host } = await startServices();
  const connection = await handlers.connections.add({ uri: fake.uri, readOnly: false }, context);
  await vi.waitFor(() =>
    expect(host(connection)).toMatchObject({
      state: 'failed',
      problem: { failure: { kind: 'refused', code: 88 } },
    }),
  );
});

test('a host that is closed while it loads stays closed', async () => {
  fake.libvirtd.neverAnswer(connectListAllDomains);
  const { handlers, context, host } = await startServices();
  const connection = await handlers.connections.add({ uri: fake.uri, readOnly: false }, context);
  await vi.waitFor(() => expect(fake.libvirtd.count(connectListAllDomains)).toBeGreaterThan(0));
  await handlers.connections.disconnect({ connection }, context);
  expect(host(connection)).toMatchObject({ state: 'disconnected' });
  expect(host(connection)?.problem).toBeUndefined();
});
