// Where addresses come from when libvirt has no event for them.
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import type { Ask } from '../../../electron/inventory/ask.ts';
import { HostInventory } from '../../../electron/inventory/host-inventory.ts';
import { ModelHub } from '../../../electron/inventory/model-hub.ts';
import { connectGetHostname } from '../../../electron/libvirt/protocol/connect.gen.ts';
import { domainInterfaceAddresses } from '../../../electron/libvirt/protocol/domain.gen.ts';
import { connectionId } from '../../../shared/checks.ts';
import { FakeHost } from './fake-host.ts';

const AGENT = 1;
const ARP = 2;
const mac = '52:54:00:00:00:01';
const devices = `<interface type='bridge'><mac address='${mac}'/><source bridge='br0'/></interface>`;
const seen = (...addrs: readonly string[]) => ({
  ifaces: [{ name: 'vnet0', hwaddr: mac, addrs: addrs.map((addr) => ({ type: 0, addr, prefix: 24 })) }],
});

let fake: FakeHost;
beforeEach(async () => {
  fake = await FakeHost.start();
});
afterEach(() => fake.stop());

async function loaded() {
  const hub = new ModelHub();
  const inventory = new HostInventory({
    connection: connectionId.parse('c1'),
    hub,
    onTrouble: () => undefined,
  });
  const connection = await fake.connect();
  connection.onEvent((event) => inventory.event(event));
  await inventory.load(connection);
  onTestFinished(async () => {
    inventory.detach();
    await connection.close();
  });
  const ask: Ask = (procedure, args) => connection.call(procedure, args);
  return { inventory, ask, addresses: () => hub.snapshot().domains[0]?.addresses };
}

test('a running machine without a lease has what the host saw of it, without what every machine has', async () => {
  fake.startDomain(fake.define('web1', { devices }));
  fake.libvirtd.on(domainInterfaceAddresses, ({ source }) =>
    source === ARP ? seen('10.0.0.5', '127.0.0.1', 'fe80::1', '10.0.0.5') : undefined,
  );
  const { addresses } = await loaded();
  await vi.waitFor(() => expect(addresses()).toEqual(['10.0.0.5']));
});

test('a lease is believed before the ARP table, which is then not asked', async () => {
  fake.startDomain(fake.define('web1', { devices: devices.replace("bridge'><mac", "network'><mac") }));
  const soon = BigInt(Math.floor(Date.now() / 1000) + 1000);
  fake.addNetwork('default', true).leases = [{ mac, ipaddr: '192.168.1.7', expirytime: soon }];
  const { addresses } = await loaded();
  expect(addresses()).toEqual(['192.168.1.7']);
  expect(fake.libvirtd.count(domainInterfaceAddresses)).toBe(0);
});

test('a machine whose network has stopped, and its lease with it, is looked for in the ARP table', async () => {
  fake.startDomain(fake.define('web1', { devices: devices.replace("bridge'><mac", "network'><mac") }));
  const soon = BigInt(Math.floor(Date.now() / 1000) + 1000);
  const network = fake.addNetwork('default', true);
  network.leases = [{ mac, ipaddr: '192.168.1.7', expirytime: soon }];
  fake.libvirtd.on(domainInterfaceAddresses, () => seen('10.0.0.5'));
  const { addresses } = await loaded();
  expect(addresses()).toEqual(['192.168.1.7']);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  network.active = false;
  network.leases = [];
  fake.tellNetwork(network);
  await vi.waitFor(() => expect(addresses()).toEqual([]));
  vi.advanceTimersByTime(2000);
  await vi.waitFor(() => expect(addresses()).toEqual(['10.0.0.5']));
});

test('a machine whose lease is missing when those of another are read is looked at again', async () => {
  const own = devices.replace("bridge'><mac", "network'><mac").replace("bridge='br0'", "network='default'");
  fake.startDomain(fake.define('web1', { devices: own }));
  const web2 = fake.define('web2', { devices: own.replace(mac, '52:54:00:00:00:02') });
  fake.startDomain(web2);
  const soon = BigInt(Math.floor(Date.now() / 1000) + 1000);
  const network = fake.addNetwork('default', true);
  network.leases = [{ mac, ipaddr: '192.168.1.7', expirytime: soon }];
  const { inventory, ask, addresses } = await loaded();
  expect(addresses()).toEqual(['192.168.1.7']);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  network.leases = [];
  await inventory.addresses.readOne(ask, web2.uuid);
  expect(addresses()).toEqual([]);
  network.leases = [{ mac, ipaddr: '192.168.1.8', expirytime: soon }];
  vi.advanceTimersByTime(2000);
  await vi.waitFor(() => expect(addresses()).toEqual(['192.168.1.8']));
});

test('a machine that started while everything was read again is looked at until it has an address', async () => {
  const web1 = fake.define('web1', { devices });
  let booted = false;
  fake.libvirtd.on(domainInterfaceAddresses, () => (booted ? seen('10.0.0.5') : seen()));
  const { inventory, addresses } = await loaded();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  // Nobody is told: it is found running.
  Object.assign(web1, { id: 7, state: 1, reason: 1 });
  await inventory.refresh();
  expect(addresses()).toEqual([]);
  booted = true;
  vi.advanceTimersByTime(2000);
  await vi.waitFor(() => expect(addresses()).toEqual(['10.0.0.5']));
});

test('a driver that cannot look at ARP is asked once', async () => {
  for (const name of ['web1', 'web2', 'web3']) fake.startDomain(fake.define(name, { devices }));
  fake.libvirtd.refuse(domainInterfaceAddresses, 74, 0, 'unsupported source');
  const { inventory, ask } = await loaded();
  await vi.waitFor(() => expect(fake.libvirtd.count(domainInterfaceAddresses)).toBe(1));
  // Its answer comes after that of the question before.
  await ask(connectGetHostname, {});
  await inventory.addresses.lookAtArp(ask);
  expect(fake.libvirtd.count(domainInterfaceAddresses)).toBe(1);
});

test("a guest's agent tells the addresses of its machine, until it is off", async () => {
  const web1 = fake.define('web1', { devices });
  fake.startDomain(web1);
  fake.libvirtd.on(domainInterfaceAddresses, ({ source }) => (source === AGENT ? seen('10.9.9.9') : seen()));
  const { inventory, ask, addresses } = await loaded();
  await inventory.addresses.askGuest(ask, web1.uuid);
  expect(addresses()).toEqual(['10.9.9.9']);
  fake.stopDomain(web1);
  await vi.waitFor(() => expect(addresses()).toEqual([]));
  fake.startDomain(web1);
  await vi.waitFor(() => expect(inventory.domains.get(web1.uuid)?.state).toBe('running'));
  expect(addresses()).toEqual([]);
});

test('what a guest told before the connection was lost is not believed after it', async () => {
  const web1 = fake.define('web1', { devices });
  fake.startDomain(web1);
  fake.libvirtd.on(domainInterfaceAddresses, ({ source }) => (source === AGENT ? seen('10.9.9.9') : seen()));
  const { inventory, ask, addresses } = await loaded();
  await inventory.addresses.askGuest(ask, web1.uuid);
  expect(addresses()).toEqual(['10.9.9.9']);
  inventory.detach();
  fake.stopDomain(web1);
  fake.startDomain(web1);
  const again = await fake.connect();
  await inventory.load(again);
  await vi.waitFor(() => expect(addresses()).toEqual([]));
  await again.close();
});

test('a machine that has just started is looked at until it has an address', async () => {
  const web1 = fake.define('web1', { devices });
  let looks = 0;
  fake.libvirtd.on(domainInterfaceAddresses, () => {
    looks += 1;
    return looks < 3 ? seen() : seen('10.0.0.8');
  });
  const { inventory, ask, addresses } = await loaded();
  fake.startDomain(web1);
  await vi.waitFor(() => expect(inventory.domains.get(web1.uuid)?.state).toBe('running'));
  inventory.addresses.follow(ask, web1.uuid, [1, 1, 1, 1, 1]);
  await vi.waitFor(() => expect(addresses()).toEqual(['10.0.0.8']));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(looks).toBe(3);
});

test('a machine that ran before we came, and has no address yet, is looked at too', async () => {
  const web1 = fake.define('web1', { devices });
  fake.startDomain(web1);
  let given = false;
  fake.libvirtd.on(domainInterfaceAddresses, () => (given ? seen('10.0.0.8') : seen()));
  const { inventory, ask, addresses } = await loaded();
  expect(addresses()).toEqual([]);
  given = true;
  inventory.addresses.followLatest(ask, [1, 1]);
  await vi.waitFor(() => expect(addresses()).toEqual(['10.0.0.8']));
});
