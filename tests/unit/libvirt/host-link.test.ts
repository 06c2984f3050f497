import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { routeOf } from '../../../electron/libvirt/blocking-calls.ts';
import { CallTimeout, Cancelled, ConnectionClosed, Unreachable } from '../../../electron/libvirt/errors.ts';
import { type HostLink, openHostLink } from '../../../electron/libvirt/host-link.ts';
import { authList, authPolkit } from '../../../electron/libvirt/protocol/auth.gen.ts';
import {
  connectGetHostname,
  connectListAllDomains,
  connectOpen,
} from '../../../electron/libvirt/protocol/connect.gen.ts';
import {
  domainAbortJob,
  domainDestroyFlags,
  domainGetXmlDesc,
  domainManagedSave,
  domainReboot,
} from '../../../electron/libvirt/protocol/domain.gen.ts';
import {
  domainMigratePerform3Params,
  domainMigrateSetMaxSpeed,
} from '../../../electron/libvirt/protocol/domain-migration.gen.ts';
import { qemuDomainAgentCommand } from '../../../electron/libvirt/protocol/qemu.gen.ts';
import { storagePoolRefresh, storageVolGetXmlDesc } from '../../../electron/libvirt/protocol/storage.gen.ts';
import { type FakeCall, FakeLibvirtd } from '../../support/fake-libvirtd.ts';

const uuid = (digit: number): string => `0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f${digit}`;
const dom = (digit: number) => ({ name: `vm${digit}`, uuid: uuid(digit), id: digit });
const reboot = (digit: number) => ({ dom: dom(digit), flags: 0 });

let server: FakeLibvirtd;
let link: HostLink;
let reboots: { readonly name: string; readonly call: FakeCall<object> }[];
beforeEach(async () => {
  server = await FakeLibvirtd.start();
  server.on(connectGetHostname, () => ({ hostname: 'h' }));
  reboots = [];
  server.on(domainReboot, ({ dom: { name } }, call) => {
    reboots.push({ name, call });
    return undefined;
  });
  link = await openHostLink(server.uri);
});
afterEach(async () => {
  await link.close();
  await server.stop();
});

test.each([
  [domainReboot, 'work'],
  [domainManagedSave, 'work'],
  [qemuDomainAgentCommand, 'work'],
  [storagePoolRefresh, 'work'],
  [storageVolGetXmlDesc, 'work'],
  [domainMigratePerform3Params, 'work'],
  [domainMigrateSetMaxSpeed, 'live'],
  [domainAbortJob, 'live'],
  [domainDestroyFlags, 'live'],
  [domainGetXmlDesc, 'live'],
  [connectListAllDomains, 'live'],
] as const)('$name goes by its connection', (procedure, route) => expect(routeOf(procedure)).toBe(route));

test('one connection is enough until a call can block', async () => {
  await link.call(connectGetHostname, {});
  expect(server.peers).toHaveLength(1);
  void link.call(domainReboot, reboot(1)).catch(() => undefined);
  await vi.waitFor(() => expect(reboots).toHaveLength(1));
  expect(server.peers).toHaveLength(2);
  expect(reboots[0]?.call.peer).toBe(server.peers[1]);
});

test('ten actions on a machine that hangs leave the host alive and another machine its turn', async () => {
  const actions = Array.from({ length: 10 }, () => link.call(domainReboot, reboot(1)));
  const other = link.call(domainReboot, reboot(2));
  await vi.waitFor(() => expect(reboots.map(({ name }) => name)).toEqual(['vm1', 'vm1', 'vm2']));
  await expect(link.call(connectGetHostname, {})).resolves.toEqual({ hostname: 'h' });
  reboots[2]?.call.reply({});
  await other;
  expect(reboots).toHaveLength(3);
  const ofFirst = () => reboots.filter(({ name }) => name === 'vm1');
  for (let answered = 0; answered < 10; answered += 1) {
    await vi.waitFor(() => expect(ofFirst().length).toBeGreaterThan(answered));
    ofFirst()[answered]?.call.reply({});
  }
  await Promise.all(actions);
  expect(server.peers).toHaveLength(2);
});

test('a call that was given up keeps its place until the host has answered it', async () => {
  const control = new AbortController();
  const given = [1, 2, 3].map((digit) =>
    link.call(domainReboot, reboot(digit), { signal: control.signal }).catch((error: unknown) => error),
  );
  await vi.waitFor(() => expect(reboots).toHaveLength(3));
  control.abort();
  await Promise.all(given);
  const next = link.call(domainReboot, reboot(4));
  await expect(link.call(domainReboot, reboot(5), { timeoutMs: 20 })).rejects.toThrow(CallTimeout);
  expect(reboots).toHaveLength(3);
  reboots[1]?.call.reply({});
  await vi.waitFor(() => expect(reboots.map(({ name }) => name)).toEqual(['vm1', 'vm2', 'vm3', 'vm4']));
  reboots[3]?.call.reply({});
  await next;
});

test('a pool that hangs, with its volumes, leaves a place for machines', async () => {
  server.neverAnswer(storagePoolRefresh).neverAnswer(storageVolGetXmlDesc);
  const pool = { name: 'nfs', uuid: uuid(1) };
  const vol = (name: string) => ({ vol: { pool: 'nfs', name, key: `/nfs/${name}` }, flags: 0 });
  const hanging = [
    link.call(storagePoolRefresh, { pool, flags: 0 }),
    link.call(storageVolGetXmlDesc, vol('a')),
    link.call(storageVolGetXmlDesc, vol('b')),
  ];
  for (const one of hanging) one.catch(() => undefined);
  const other = link.call(domainReboot, reboot(1));
  await vi.waitFor(() => expect(reboots).toHaveLength(1));
  reboots[0]?.call.reply({});
  await other;
  expect([storagePoolRefresh, storageVolGetXmlDesc].map((one) => server.count(one))).toEqual([1, 1]);
});

test('the caller may choose the connection', async () => {
  await link.call(connectGetHostname, {}, { route: 'work' });
  expect(server.peers).toHaveLength(2);
  void link.call(domainReboot, reboot(1), { route: 'live' }).catch(() => undefined);
  await vi.waitFor(() => expect(reboots[0]?.call.peer).toBe(server.peers[0]));
});

test('a lost work connection fails its calls only, and the next call opens another', async () => {
  const ends: unknown[] = [];
  link.onClosed((end) => ends.push(end));
  const action = link.call(domainReboot, reboot(1));
  await vi.waitFor(() => expect(reboots).toHaveLength(1));
  server.peers[1]?.socket.destroy();
  await expect(action).rejects.toThrow(Unreachable);
  expect(ends).toEqual([]);
  const again = link.call(domainReboot, reboot(1));
  await vi.waitFor(() => expect(reboots).toHaveLength(2));
  reboots[1]?.call.reply({});
  await again;
  expect(server.peers).toHaveLength(3);
});

test('a work connection that cannot be opened fails the call, not the host', async () => {
  server.refuse(connectOpen, 38, 7, 'too many clients');
  await expect(link.call(domainReboot, reboot(1))).rejects.toMatchObject({ stage: 'open' });
  expect(link.end).toBeUndefined();
  server.on(connectOpen, () => ({}));
  void link.call(domainReboot, reboot(1)).catch(() => undefined);
  await vi.waitFor(() => expect(reboots).toHaveLength(1));
});

test('when the live connection is lost, so is the host, with all its calls', async () => {
  const ends: unknown[] = [];
  link.onClosed((end) => ends.push(end));
  const action = link.call(domainReboot, reboot(1));
  await vi.waitFor(() => expect(reboots).toHaveLength(1));
  server.peers[0]?.socket.destroy();
  await expect(action).rejects.toThrow(Unreachable);
  expect(ends).toEqual([link.end]);
  await expect(link.call(domainReboot, reboot(1))).rejects.toBe(link.end);
});

test('a transfer has a connection of its own, which neither side asks for life', async () => {
  const transfer = await link.openTransfer();
  expect(server.peers).toHaveLength(2);
  expect(server.peer.frames.map(({ procedure }) => procedure)).toEqual([66, 1]);
  await transfer.close();
  expect(link.end).toBeUndefined();
});

test('closing closes every connection', async () => {
  void link.call(domainReboot, reboot(1)).catch(() => undefined);
  await link.openTransfer();
  await vi.waitFor(() => expect(server.peers).toHaveLength(3));
  await link.close();
  await vi.waitFor(() => expect(server.peers.every(({ socket }) => socket.destroyed)).toBe(true));
});

describe('while the work connection is being opened', () => {
  beforeEach(() => void server.neverAnswer(connectOpen));
  const opened = () => vi.waitFor(() => expect(server.count(connectOpen)).toBe(2));

  test('a call keeps its deadline', async () => {
    await expect(link.call(domainReboot, reboot(1), { timeoutMs: 20 })).rejects.toThrow(CallTimeout);
  });

  test('a call can be cancelled', async () => {
    const control = new AbortController();
    const action = link.call(domainReboot, reboot(1), { signal: control.signal });
    await opened();
    control.abort();
    await expect(action).rejects.toThrow(Cancelled);
    expect(getEventListeners(control.signal, 'abort')).toEqual([]);
  });

  test('a host that is lost takes the attempt with it, and the calls that waited for it', async () => {
    const action = link.call(domainReboot, reboot(1));
    await opened();
    server.peers[0]?.socket.destroy();
    await expect(action).rejects.toThrow(Unreachable);
    await expect(action).rejects.toBe(link.end);
    await vi.waitFor(() => expect(server.peers.every(({ socket }) => socket.destroyed)).toBe(true));
  });

  test('a host that is lost says so also where the attempt hears of it first', async () => {
    const action = link.call(domainReboot, reboot(1));
    await opened();
    server.peers[1]?.socket.destroy();
    await new Promise((resolve) => setImmediate(resolve));
    server.peers[0]?.socket.destroy();
    await expect(action).rejects.toBeInstanceOf(Unreachable);
    await expect(action).rejects.toBe(link.end);
  });

  test('closing gives the attempt up', async () => {
    const [action, transfer] = [link.call(domainReboot, reboot(1)), link.openTransfer()];
    const ends = Promise.allSettled([action, transfer]);
    await vi.waitFor(() => expect(server.count(connectOpen)).toBe(3));
    await link.close();
    const closed = { status: 'rejected', reason: expect.any(ConnectionClosed) };
    expect(await ends).toEqual([closed, closed]);
    await vi.waitFor(() => expect(server.peers.every(({ socket }) => socket.destroyed)).toBe(true));
  });
});

test('the second connection is read-only when the first is', async () => {
  const flagsSeen: number[] = [];
  server.on(connectOpen, ({ flags }) => {
    flagsSeen.push(flags);
    return {};
  });
  const readonly = await openHostLink(server.uri, { readonly: true });
  void readonly.call(domainReboot, reboot(1)).catch(() => undefined);
  await vi.waitFor(() => expect(flagsSeen).toEqual([1, 1]));
  await readonly.close();
});

test('a host whose polkit was asked gets its second connection while the yes still holds', async () => {
  server.on(authList, () => ({ types: [2] as const }));
  let asked = 0;
  server.on(authPolkit, () => {
    asked += 1;
    return { complete: 1 };
  });
  const other = await openHostLink(server.uri);
  await vi.waitFor(() => expect(asked).toBe(2));
  await other.close();
});
