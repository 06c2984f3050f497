// The live model of a real libvirtd: what virsh does elsewhere appears, what we ask for happens.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ConnectionId, DomainKey } from '../../shared/model/keys.ts';
import { GUEST_READY, guestXml } from '../lab/guest.ts';
import { type Host, startHost } from '../lab/host.ts';
import { waitFor } from '../lab/process.ts';
import { startEngine, type TestEngine } from './inventory-engine.ts';

let host: Host;
let engine: TestEngine;
let connection: ConnectionId;

beforeAll(async () => {
  host = await startHost();
  await host.defineGuest({ name: 'web1', title: 'First', description: 'The <first> machine' });
  engine = await startEngine();
  connection = await engine.open(`qemu+unix:///system?socket=${host.socketPath}`);
});
// Whatever became of the test before.
beforeEach(async () => {
  const { key, state } = await engine.domain('web1');
  if (state !== 'off') await act(key, 'force-off');
});
afterAll(async () => {
  await engine?.dispose();
  await host?.dispose();
});

async function act(
  domain: DomainKey,
  action: Parameters<TestEngine['handlers']['domains']['act']>[0]['action'],
) {
  await engine.handlers.domains.act({ domain, action }, engine.context);
}

test('the first load holds the host, its machines, networks, pools and bridges', async () => {
  const { domains, networks, pools, bridges } = await engine.snapshot();
  const bridge = `virbr${host.number}`;
  expect((await engine.host(connection)).facts).toMatchObject({
    hypervisor: 'QEMU',
    hostname: host.name,
    arch: 'x86_64',
  });
  expect(domains).toMatchObject([
    {
      name: 'web1',
      title: 'First',
      description: 'The <first> machine',
      state: 'off',
      persistent: true,
      vcpus: 1,
      memoryKiB: 131_072,
    },
  ]);
  expect(networks).toMatchObject([{ name: 'default', active: true, autostart: true, mode: 'nat', bridge }]);
  expect(pools).toMatchObject([
    { name: 'default', state: 'running', type: 'dir', path: '/var/lib/libvirt/images' },
  ]);
  expect(bridges.find(({ name }) => name === bridge)).toMatchObject({
    active: true,
    stp: true,
    network: networks[0]!.key,
  });
});

describe('what another client does', () => {
  test('shows when a machine is defined, changed and undefined', async () => {
    await host.defineGuest({ name: 'guest2', screen: 'none' });
    expect(await engine.domain('guest2')).toMatchObject({ state: 'off', displays: [] });
    await host.virsh('desc', 'guest2', '--title', '--config', '--new-desc', 'Second');
    await engine.domain('guest2', ({ title }) => title === 'Second');
    await host.virsh('setvcpus', 'guest2', '2', '--config', '--maximum');
    await host.virsh('undefine', 'guest2');
    await waitFor('the end of guest2', async () =>
      (await engine.snapshot()).domains.every(({ name }) => name !== 'guest2'),
    );
  });

  test('shows when a machine runs, is paused and is destroyed, with its tap in the bridge', async () => {
    await host.virsh('start', 'web1');
    const running = await engine.domain('web1', ({ state }) => state === 'running');
    expect(running).toMatchObject({ reason: 'booted', id: expect.any(Number) });
    const ports = async () =>
      (await engine.snapshot()).bridges.find(({ name }) => name === `virbr${host.number}`)?.ports;
    await waitFor('the tap', async () => (await ports())?.some(({ domain }) => domain === running.key));
    await host.virsh('suspend', 'web1');
    await engine.domain('web1', ({ state, reason }) => state === 'paused' && reason === 'user');
    await host.virsh('resume', 'web1');
    await engine.domain('web1', ({ state, reason }) => state === 'running' && reason === 'unpaused');
    await host.virsh('destroy', 'web1');
    expect(await engine.domain('web1', ({ state }) => state === 'off')).toMatchObject({
      reason: 'destroyed',
    });
    await waitFor('the tap to go', async () => (await ports())?.length === 0);
  });

  test('shows when a network and a pool are stopped, started, and made', async () => {
    const network = async () => (await engine.snapshot()).networks.find(({ name }) => name === 'default');
    const pools = async () => (await engine.snapshot()).pools;
    await host.virsh('net-destroy', 'default');
    await waitFor('the network to stop', async () => (await network())?.active === false);
    await host.virsh('net-start', 'default');
    await waitFor('the network to start', async () => (await network())?.active);
    await host.virsh('pool-create-as', 'scratch', 'dir', '--target', '/tmp');
    await waitFor('the pool', async () =>
      (await pools()).some((one) => one.name === 'scratch' && !one.persistent),
    );
    await host.virsh('pool-destroy', 'scratch');
    await waitFor('the end of the pool', async () => (await pools()).every(({ name }) => name !== 'scratch'));
  });
});

describe('what we ask for', () => {
  test('starts, pauses, resumes, saves, restores and forces off a machine', async () => {
    const { key } = await engine.domain('web1');
    await act(key, 'start');
    await engine.domain('web1', ({ state, transition }) => state === 'running' && transition === undefined);
    await act(key, 'pause');
    await engine.domain('web1', ({ state }) => state === 'paused');
    await act(key, 'resume');
    await engine.domain('web1', ({ state }) => state === 'running');
    await act(key, 'managed-save');
    await engine.domain(
      'web1',
      (one) => one.state === 'off' && one.managedSave && one.transition === undefined,
    );
    await act(key, 'start');
    await engine.domain('web1', ({ state, managedSave }) => state === 'running' && !managedSave);
    await act(key, 'force-off');
    expect(await engine.domain('web1')).toMatchObject({ state: 'off', reason: 'destroyed' });
  });

  test('shows what has no event: autostart, and a saved state that was dropped', async () => {
    const { key } = await engine.domain('web1');
    await act(key, 'autostart-on');
    expect(await engine.domain('web1')).toMatchObject({ autostart: true });
    await act(key, 'autostart-off');
    expect(await engine.domain('web1')).toMatchObject({ autostart: false });
    await act(key, 'start');
    await act(key, 'managed-save');
    await engine.domain('web1', ({ managedSave }) => managedSave);
    await act(key, 'drop-managed-save');
    expect(await engine.domain('web1')).toMatchObject({ managedSave: false });
    await host.virsh('autostart', 'web1');
    await engine.handlers.connections.refresh({ connection }, engine.context);
    expect(await engine.domain('web1')).toMatchObject({ autostart: true });
    await act(key, 'autostart-off');
  });

  test('follows a reboot and a shut down until the guest has done it, with its address on the way', async () => {
    const { key } = await engine.domain('web1');
    await act(key, 'start');
    await host.waitForSerial('web1', `${GUEST_READY}: web1 on /dev/ttyS0`);
    await engine.domain('web1', ({ addresses }) => addresses[0]?.startsWith('192.168.') === true);
    await act(key, 'reboot');
    await engine.domain('web1', ({ transition }) => transition?.what === 'rebooting');
    await engine.domain('web1', ({ transition, state }) => transition === undefined && state === 'running');
    await waitFor(
      'the second boot',
      async () => (await host.serialLog('web1')).split(`${GUEST_READY}: web1 on /dev/ttyS0`).length > 2,
      40_000,
    );
    await act(key, 'shutdown');
    await engine.domain('web1', ({ transition }) => transition?.what === 'shutting-down');
    expect(await engine.domain('web1', ({ state }) => state === 'off')).toMatchObject({ reason: 'shutdown' });
    expect((await engine.domain('web1')).transition).toBeUndefined();
  });
});

test('measures the host and its machines while a page watches, and no longer', async () => {
  const { key } = await engine.domain('web1');
  await act(key, 'start');
  await engine.handlers.statistics.watch({ connection, inView: 'all' }, engine.context);
  const busy = () => engine.ticks.flatMap(({ domains }) => domains).find(({ cpuPercent }) => cpuPercent > 1);
  expect(await waitFor('a busy machine', async () => busy())).toMatchObject({
    key,
    memoryKiB: expect.any(Number),
  });
  expect(engine.ticks.at(-1)!.host.memoryUsedKiB).toBeGreaterThan(10_000);
  const history = await engine.handlers.statistics.domain({ domain: key, range: '2min' }, engine.context);
  expect(history.series.cpuPercent).toHaveLength(history.times.length);
  const past = await engine.handlers.statistics.host({ connection, range: '24h' }, engine.context);
  expect(past.series.memoryUsedKiB.at(-1)).toBeGreaterThan(10_000);
  const parts = await engine.handlers.statistics.domainParts({ domain: key }, engine.context);
  expect(parts.vcpus[0]?.percent).toBeGreaterThan(1);
  const { cpus, cells } = await engine.handlers.statistics.hostParts({ connection }, engine.context);
  expect(cpus.filter((percent) => percent >= 0).length).toBeGreaterThan(0);
  expect(cells.every(({ usedKiB, totalKiB }) => usedKiB <= totalKiB)).toBe(true);
  await engine.handlers.statistics.unwatch({ connection }, engine.context);
  await act(key, 'force-off');
});

test('tells the volumes of a pool and who uses them, and the leases of a network and whose they are', async () => {
  await host.exec('qemu-img', ['create', '-f', 'qcow2', '/var/lib/libvirt/images/data1.qcow2', '10M']);
  await host.defineGuest({
    name: 'db1',
    screen: 'none',
    devices:
      "<disk type='file'><driver name='qemu' type='qcow2'/><source file='/var/lib/libvirt/images/data1.qcow2'/><target dev='vdb'/></disk>",
  });
  const { key } = await engine.domain('db1');
  const { pools, networks } = await engine.snapshot();
  await engine.handlers.pools.act({ pool: pools[0]!.key, action: 'refresh' }, engine.context);
  const { volumes } = await engine.handlers.pools.details({ pool: pools[0]!.key }, engine.context);
  expect(volumes.find(({ name }) => name === 'data1.qcow2')).toMatchObject({
    format: 'qcow2',
    capacityBytes: 10_485_760,
    users: [key],
  });
  const { users, xml } = await engine.handlers.networks.details(
    { network: networks[0]!.key },
    engine.context,
  );
  expect(users.map(({ domain }) => domain)).toContain(key);
  expect(xml).toContain('<name>default</name>');
  await host.virsh('undefine', 'db1');
});

test('tells a machine in detail, and its definitions without the password', async () => {
  await host.defineGuest({ name: 'closed', screen: 'vnc-password' });
  const { key } = await engine.domain('closed');
  const details = await engine.handlers.domains.details({ domain: key }, engine.context);
  expect(details).toMatchObject({ virtType: 'qemu', arch: 'x86_64', pendingChanges: false });
  const { running, stored } = await engine.handlers.domains.xml({ domain: key }, engine.context);
  expect(running).toBeUndefined();
  expect(stored).toContain('<name>closed</name>');
  expect(stored).not.toContain('knock');
  await host.virsh('undefine', 'closed');
});

test('adds a tablet to a machine that runs and to what it starts from, once', async () => {
  const xml = guestXml({ name: 'mouse', tablet: false, network: false }, host.directory);
  await host.defineXml(xml.replace("<controller type='usb' model='none'/>", ''));
  const { key } = await engine.domain('mouse');
  await act(key, 'start');
  const add = () => engine.handlers.domains.addTablet({ domain: key }, engine.context);
  expect(await add()).toEqual({ live: true });
  expect(await host.virsh('dumpxml', 'mouse')).toContain("<input type='tablet' bus='usb'>");
  expect(await host.virsh('dumpxml', 'mouse', '--inactive')).toContain("<input type='tablet' bus='usb'>");
  await expect(add()).rejects.toMatchObject({ failure: { kind: 'conflict' } });
  await act(key, 'force-off');
  await host.virsh('undefine', 'mouse');
  await waitFor('the end of mouse', async () =>
    (await engine.snapshot()).domains.every(({ name }) => name !== 'mouse'),
  );
});

test('refuses changes over a read-only connection, and still shows everything', async () => {
  const id = await engine.open(`qemu+unix:///system?socket=${host.socketPath}-ro`, { readOnly: true });
  const domains = (await engine.snapshot()).domains.filter((one) => one.connection === id);
  expect(domains).toMatchObject([{ name: 'web1' }]);
  await expect(act(domains[0]!.key, 'start')).rejects.toMatchObject({ failure: { kind: 'unsupported' } });
  await engine.handlers.connections.remove({ connection: id }, engine.context);
  expect((await engine.snapshot()).domains.every((one) => one.connection !== id)).toBe(true);
});
