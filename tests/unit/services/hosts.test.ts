// Which hosts are opened at a start, and what becomes of them.
import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { authList } from '../../../electron/libvirt/protocol/auth.gen.ts';
import {
  connectClose,
  connectGetLibVersion,
  connectListAllDomains,
  connectOpen,
} from '../../../electron/libvirt/protocol/connect.gen.ts';
import { domainGetXmlDesc } from '../../../electron/libvirt/protocol/domain.gen.ts';
import { connectEventConnectionClosed } from '../../../electron/libvirt/protocol/messages.gen.ts';
import { usualHosts } from '../../../electron/services/usual-hosts.ts';
import type { SecretVault } from '../../../electron/store/secret-vault.ts';
import type { SettingsStore } from '../../../electron/store/settings-store.ts';
import { FakeHost } from '../inventory/fake-host.ts';
import { profile, startServices } from './engine.ts';

let fake: FakeHost;
beforeEach(async () => {
  fake = await FakeHost.start();
});
afterEach(() => fake.stop());

/** A host that an earlier run was told to close. */
async function closed(store: SettingsStore, uri: string): Promise<void> {
  const { id } = await store.addConnection(profile(uri));
  await store.setClosed(id, true);
}

describe('a first start', () => {
  test("opens the system's libvirt alone for root, and the user's own beside it for all others", () => {
    const around = { isRoot: true, home: '/home/ann', env: {}, exists: () => true };
    expect(usualHosts(around)).toEqual(['qemu:///system']);
    expect(usualHosts({ ...around, isRoot: false })).toEqual(['qemu:///system', 'qemu:///session']);
  });

  test('opens them too where libvirt does not run and can be started', () => {
    const exists = (path: string) => path === '/usr/sbin/libvirtd';
    const around = { isRoot: false, home: '/home/ann', env: {}, exists };
    expect(usualHosts(around)).toEqual(['qemu:///system', 'qemu:///session']);
  });

  test('opens the demo where there is no libvirt at all', () => {
    const around = { isRoot: false, home: '/home/ann', env: {}, exists: () => false };
    expect(usualHosts(around)).toEqual(['demo:///default']);
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
    earlier: (store) => closed(store, other),
  });
  await vi.waitFor(() => expect(hosts().map(({ uri }) => uri)).toEqual([other, fake.uri]));
  expect(settings.usualOffered).toBe(true);
  const later = await startServices({
    startUris: [],
    usual: [fake.uri],
    earlier: async (store) => {
      await store.markUsualOffered();
      await closed(store, other);
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
    earlier: (store) => closed(store, other),
  });
  await open(fake.uri);
  expect(hosts().map(({ uri }) => uri)).toEqual([other, fake.uri]);
  expect(settings.usualOffered).toBe(false);
});

test('what was connected is back after a restart; what was closed is there, closed', async () => {
  const { hosts } = await startServices({
    startUris: [],
    earlier: async (settings) => {
      await settings.addConnection(profile(fake.uri, { readOnly: true }));
      await closed(settings, fake.uri);
      await settings.addConnection(profile('qemu:///unwished', { autoconnect: false }));
    },
  });
  await vi.waitFor(() =>
    expect(hosts()).toMatchObject([
      { readOnly: true, state: 'connected' },
      { readOnly: false, state: 'disconnected' },
      { uri: 'qemu:///unwished', state: 'disconnected' },
    ]),
  );
});

test('the same URI again is the same host, opened anew when it was closed', async () => {
  const { open, handlers, context, host, settings } = await startServices();
  const connection = await open(fake.uri);
  await handlers.connections.disconnect({ connection }, context);
  expect(host(connection)?.state).toBe('disconnected');
  expect(settings.connections.find(({ id }) => id === connection)?.closed).toBe(true);
  expect(await open(fake.uri)).toBe(connection);
  expect(settings.connections.find(({ id }) => id === connection)?.closed).toBe(false);
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
  const connection = await handlers.connections.add({ profile: profile(fake.uri) }, context);
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
  await vi.waitFor(() => expect(fake.libvirtd.count(connectClose)).toBe(1));
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
  const connection = await handlers.connections.add({ profile: profile(uri) }, context);
  await vi.waitFor(() => expect(host(connection)?.state).toBe('failed'));
  expect(host(connection)?.problem).toMatchObject({
    failure: { kind: 'protocol' },
    cures: ['not-libvirt', 'check-address'],
  });
});

test('a host that refuses to list its machines is a failed one, not an empty one', async () => {
  fake.libvirtd.refuse(connectListAllDomains, 88, 0, 'access denied');
  const { handlers, context, host } = await startServices();
  const connection = await handlers.connections.add({ profile: profile(fake.uri) }, context);
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
  const connection = await handlers.connections.add({ profile: profile(fake.uri) }, context);
  await vi.waitFor(() => expect(fake.libvirtd.count(connectListAllDomains)).toBeGreaterThan(0));
  await handlers.connections.disconnect({ connection }, context);
  expect(host(connection)).toMatchObject({ state: 'disconnected' });
  expect(host(connection)?.problem).toBeUndefined();
});

test('of twenty hosts at once, the one that never answers holds nobody back', async () => {
  const others = await Promise.all(Array.from({ length: 19 }, () => FakeHost.start()));
  onTestFinished(async () => void (await Promise.all(others.map((one) => one.stop()))));
  fake.libvirtd.neverAnswer(authList);
  for (const [at, one] of others.entries()) one.define(`web${at}`);
  const { hosts, domain } = await startServices({ startUris: [fake.uri, ...others.map(({ uri }) => uri)] });
  await vi.waitFor(() => {
    const states = hosts().map(({ uri, state }) => (uri === fake.uri ? 'silent' : state));
    expect(states.sort()).toEqual([...others.map(() => 'connected'), 'silent']);
  });
  expect(hosts().find(({ uri }) => uri === fake.uri)?.state).toBe('connecting');
  expect(others.every((_, at) => domain(`web${at}`) !== undefined)).toBe(true);
});

describe('what a person says about a host', () => {
  test('is shown at once, and does not disturb the connection', async () => {
    const { open, handlers, context, host, settings } = await startServices();
    const connection = await open(fake.uri);
    expect(host(connection)).toMatchObject({ name: 'fake', transport: 'unix', hasShell: true });
    const said = profile(fake.uri, {
      name: 'Attic',
      colour: 'teal',
      notes: 'second shelf',
      autoconnect: false,
    });
    await handlers.connections.edit({ connection, profile: said }, context);
    expect(host(connection)).toMatchObject({ name: 'Attic', profile: said, state: 'connected' });
    expect(fake.libvirtd.count(connectOpen)).toBe(1);
    expect(settings.connections.find(({ id }) => id === connection)).toMatchObject(said);
  });

  test('leads elsewhere when it is another URI or access', async () => {
    fake.define('web1');
    const { open, handlers, context, host, domain } = await startServices();
    const connection = await open(fake.uri);
    const elsewhere = profile('qemu+unix:///system?socket=/elsewhere');
    await handlers.connections.edit({ connection, profile: elsewhere }, context);
    await vi.waitFor(() => expect(host(connection)).toMatchObject({ uri: elsewhere.uri, state: 'failed' }));
    expect([domain('web1'), host(connection)?.facts]).toEqual([undefined, undefined]);
    await handlers.connections.edit({ connection, profile: profile(fake.uri, { readOnly: true }) }, context);
    await vi.waitFor(() => expect(host(connection)).toMatchObject({ state: 'connected', readOnly: true }));
  });

  test('leaves a host closed that was closed', async () => {
    const { open, handlers, context, host } = await startServices();
    const connection = await open(fake.uri);
    await handlers.connections.disconnect({ connection }, context);
    await handlers.connections.edit({ connection, profile: profile(fake.uri, { readOnly: true }) }, context);
    expect(host(connection)).toMatchObject({ state: 'disconnected', readOnly: true });
  });

  test('cannot make two hosts one, nor no sense', async () => {
    const { open, handlers, context, settings } = await startServices();
    const connection = await open(fake.uri);
    await open(fake.uri, true);
    const before = settings.connections;
    const edit = (uri: string) =>
      handlers.connections.edit({ connection, profile: profile(uri, { readOnly: true }) }, context);
    await expect(edit(fake.uri)).rejects.toMatchObject({ failure: { kind: 'invalid', field: 'uri' } });
    await expect(edit('nonsense')).rejects.toMatchObject({ name: 'InvalidUri' });
    expect(settings.connections).toEqual(before);
  });

  test('is put in an order, in which each host knows its place', async () => {
    const { open, handlers, context, hosts } = await startServices({ startUris: ['nonsense'] });
    const second = await open(fake.uri);
    const third = await open(fake.uri, true);
    const first = hosts().find(({ uri }) => uri === 'nonsense')!.id;
    const places = () => Object.fromEntries(hosts().map(({ id, position }) => [id, position]));
    expect(places()).toEqual({ [first]: 0, [second]: 1, [third]: 2 });
    await handlers.connections.reorder({ connections: [third, first] }, context);
    expect(places()).toEqual({ [third]: 0, [first]: 1, [second]: 2 });
    await handlers.connections.remove({ connection: third }, context);
    expect(places()).toEqual({ [first]: 0, [second]: 1 });
  });
});

test('the passwords of a host that is removed are forgotten, those of others are not', async () => {
  const vault: SecretVault = {
    available: async () => true,
    seal: async (secret) => secret,
    open: async (sealed) => sealed,
  };
  const { open, handlers, context, secrets } = await startServices({ vault });
  const connection = await open(fake.uri);
  await secrets.keep(`${connection}/x`, 'gone');
  await secrets.keep(`${connection}2/x`, 'stays');
  await handlers.connections.remove({ connection }, context);
  expect(await secrets.find(`${connection}/x`)).toBeUndefined();
  expect(await secrets.find(`${connection}2/x`)).toBe('stays');
});

describe('a computer that wakes', () => {
  test('tries what it lost at once', async ({ signal }) => {
    const { open, host, wake } = await startServices();
    const connection = await open(fake.uri);
    // By itself it would never try again.
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const becomes = async (state: string) => {
      while (host(connection)?.state !== state) {
        signal.throwIfAborted();
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    fake.libvirtd.peer.socket.destroy();
    await becomes('lost');
    wake();
    await becomes('connected');
  });

  test('tries soon again what was being tried, should that fail', async () => {
    const { open, host, wake } = await startServices();
    const connection = await open(fake.uri);
    const opened = fake.libvirtd.count(connectOpen);
    fake.libvirtd.neverAnswer(connectOpen);
    fake.libvirtd.peer.socket.destroy();
    await vi.waitFor(() => expect(fake.libvirtd.count(connectOpen)).toBe(opened + 1));
    wake();
    expect(fake.libvirtd.count(connectOpen)).toBe(opened + 1);
    fake.libvirtd.peer.socket.destroy();
    await vi.waitFor(() => expect(host(connection)?.problem?.retryAtMs).toBeDefined());
    // Otherwise the second wait is of 1.5 to 2.5 s.
    expect(host(connection)!.problem!.retryAtMs! - Date.now()).toBeLessThanOrEqual(1250);
  });

  test('finds out at once that a host which seems open is gone', async () => {
    const { open, host, wake } = await startServices();
    const connection = await open(fake.uri);
    fake.libvirtd.neverAnswer(connectGetLibVersion);
    wake();
    await vi.waitFor(() => expect(host(connection)?.state).toBe('lost'), 6000);
    expect(host(connection)?.problem?.failure).toMatchObject({ kind: 'unreachable', stage: 'lost' });
  });

  test('leaves alone what is there, what was closed, and what it cannot help', async () => {
    const { open, handlers, context, host, hosts, wake } = await startServices({ startUris: ['nonsense'] });
    const there = await open(fake.uri);
    const closedByHand = await open(fake.uri, true);
    await handlers.connections.disconnect({ connection: closedByHand }, context);
    const asked = fake.libvirtd.count(connectGetLibVersion);
    wake();
    await vi.waitFor(() => expect(fake.libvirtd.count(connectGetLibVersion)).toBe(asked + 1));
    expect(host(there)?.state).toBe('connected');
    expect(host(closedByHand)?.state).toBe('disconnected');
    expect(hosts().find(({ uri }) => uri === 'nonsense')?.state).toBe('failed');
  });
});
