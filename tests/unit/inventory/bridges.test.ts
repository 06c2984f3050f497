// What `brctl show` would print, from drivers that each know a part.
import { expect, test } from 'vitest';
import { readDomainSummary } from '../../../electron/domain-xml/summary.ts';
import { BridgeView } from '../../../electron/inventory/bridge-view.ts';
import { type DomainReading, isPluggedAlike } from '../../../electron/inventory/domain-entry.ts';
import { DomainTable } from '../../../electron/inventory/domain-table.ts';
import { type HostDevices, NO_DEVICES } from '../../../electron/inventory/host-devices.ts';
import { ModelHub } from '../../../electron/inventory/model-hub.ts';
import { NetworkTable } from '../../../electron/inventory/network-table.ts';
import { interfaceFacts, netDeviceFacts, networkFacts } from '../../../electron/inventory/read-facts.ts';
import { connectionId } from '../../../shared/checks.ts';
import { domainKey, networkKey } from '../../../shared/model/keys.ts';

const connection = connectionId.parse('c1');
const uuidOf = (number: number) => `6e657477-6f72-4b00-8000-00000000000${number}`;

function machine(number: number, bridge: string, tap: string, running = true): DomainReading {
  const uuid = uuidOf(number);
  const xml = `<domain><name>vm${number}</name><uuid>${uuid}</uuid><devices><interface type='bridge'>
    <mac address='52:54:00:00:00:0${number}'/><source bridge='${bridge}'/>${running ? `<target dev='${tap}'/>` : ''}</interface></devices></domain>`;
  return {
    ref: { name: `vm${number}`, uuid, id: running ? number : -1 },
    state: running ? 'running' : 'off',
    reason: 'booted',
    persistent: true,
    autostart: false,
    managedSave: false,
    facts: readDomainSummary(xml),
  };
}

function bridgeInterface(name: string, ports: readonly string[]): HostDevices['interfaces'][number] {
  const members = ports.map((port) => `<interface type='ethernet' name='${port}'/>`).join('');
  const facts = interfaceFacts(
    `<interface type='bridge' name='${name}'><mac address='aa:bb:cc:00:00:01'/><protocol family='ipv4'><ip address='10.0.0.2' prefix='24'/></protocol><bridge stp='off'>${members}</bridge></interface>`,
  );
  return { name, mac: 'aa:bb:cc:00:00:01', active: true, facts };
}

function ethernet(name: string): HostDevices['interfaces'][number] {
  return {
    name,
    mac: '',
    active: true,
    facts: interfaceFacts(`<interface type='ethernet' name='${name}'/>`),
  };
}

function world() {
  const hub = new ModelHub();
  const domains = new DomainTable(connection, hub);
  const networks = new NetworkTable(connection, hub);
  const view = new BridgeView(connection, hub, { domains, networks });
  return { hub, domains, networks, view, bridges: () => hub.snapshot().bridges };
}

test('a bridge of the host has its ports, its addresses, and the machines behind the taps', () => {
  const { domains, view, bridges } = world();
  domains.take(machine(1, 'br0', 'vnet10'));
  view.setDevices({ ...NO_DEVICES, interfaces: [bridgeInterface('br0', ['vnet10', 'eth0', 'vnet9'])] });
  expect(bridges()).toMatchObject([
    {
      name: 'br0',
      active: true,
      stp: false,
      mac: 'aa:bb:cc:00:00:01',
      addresses: ['10.0.0.2/24'],
      ports: [
        { name: 'eth0' },
        { name: 'vnet9' },
        { name: 'vnet10', domain: domainKey(connection, uuidOf(1)) },
      ],
    },
  ]);
});

test('without an interface driver, networks and running machines name the bridges', () => {
  const { domains, networks, view, bridges } = world();
  domains.take(machine(1, 'br0', 'vnet0'));
  networks.take({
    ref: { name: 'default', uuid: uuidOf(7) },
    active: true,
    persistent: true,
    autostart: true,
    leases: [],
    facts: networkFacts(
      "<network><name>default</name><bridge name='virbr0' stp='on'/><ip address='192.168.1.1' netmask='255.255.255.0'/></network>",
    ),
  });
  view.derive();
  expect(bridges()).toMatchObject([
    { name: 'br0', active: true, ports: [{ name: 'vnet0', domain: domainKey(connection, uuidOf(1)) }] },
    {
      name: 'virbr0',
      active: true,
      stp: true,
      addresses: ['192.168.1.1/24'],
      network: networkKey(connection, uuidOf(7)),
      ports: [],
    },
  ]);
});

test('the tap of a machine that stopped is no port any more, though the devices were read before', () => {
  const { domains, view, bridges } = world();
  domains.take(machine(1, 'br0', 'vnet0'));
  view.setDevices({ ...NO_DEVICES, interfaces: [bridgeInterface('br0', ['eth0', 'vnet0'])] });
  domains.take(machine(1, 'br0', '', false));
  view.derive();
  expect(bridges()[0]?.ports).toEqual([{ name: 'eth0' }]);
});

test('bridges are derived again for what they are made of alone', () => {
  const { domains } = world();
  const now = (reading: DomainReading) => {
    domains.take(reading);
    return domains.get(uuidOf(1));
  };
  const one = now(machine(1, 'br0', 'vnet0'));
  const renamed = now({ ...machine(1, 'br0', 'vnet0'), autostart: true, state: 'paused' });
  expect(renamed).not.toBe(one);
  expect(isPluggedAlike(one, renamed)).toBe(true);
  const moved = now(machine(1, 'br1', 'vnet0'));
  expect(isPluggedAlike(one, moved)).toBe(false);
  const off = now(machine(1, 'br1', '', false));
  expect(isPluggedAlike(moved, off)).toBe(false);
  expect(isPluggedAlike(off, undefined)).toBe(true);
  expect(isPluggedAlike(undefined, moved)).toBe(false);
});

test('a bridge that nothing names any more is gone', () => {
  const { domains, view, bridges } = world();
  domains.take(machine(1, 'br0', 'vnet0'));
  view.derive();
  domains.drop(uuidOf(1));
  view.derive();
  expect(bridges()).toEqual([]);
});

test('the other devices of the host know their bridge, and taps are not among them', () => {
  const { domains, view } = world();
  domains.take(machine(1, 'br0', 'vnet0'));
  const eth0 = netDeviceFacts(
    "<device><name>net_eth0</name><parent>pci_0000_00_03_0</parent><capability type='net'><interface>eth0</interface><address>52:54:00:aa:bb:cc</address><link speed='1000' state='up'/></capability></device>",
  )!;
  view.setDevices({
    interfaceDriver: true,
    interfaces: [bridgeInterface('br0', ['eth0', 'vnet0']), ethernet('eth0'), ethernet('vnet0')],
    netDevices: [eth0],
  });
  expect(view.interfaces()).toEqual([
    {
      name: 'eth0',
      kind: 'ethernet',
      mac: '52:54:00:aa:bb:cc',
      active: true,
      speedMbit: 1000,
      addresses: [],
      upper: 'br0',
    },
  ]);
});

test.each([[[1, 2]], [[2, 1]]])(
  'of networks that name the same bridge the active one has it, known in the order %j',
  (order) => {
    const { networks, view, bridges } = world();
    for (const number of order) {
      const name = `net${number}`;
      networks.take({
        ref: { name, uuid: uuidOf(number) },
        active: number === 1,
        persistent: true,
        autostart: true,
        leases: [],
        facts: networkFacts(`<network><name>${name}</name><bridge name='virbr0'/></network>`),
      });
    }
    view.derive();
    expect(bridges()).toMatchObject([
      { name: 'virbr0', active: true, network: networkKey(connection, uuidOf(1)) },
    ]);
  },
);
