import { expect, test } from 'vitest';
import { readCapabilities } from '../../../electron/domain-xml/capabilities.ts';
import { readInterface, readNetDevice } from '../../../electron/domain-xml/host-interface.ts';
import { readNetwork } from '../../../electron/domain-xml/network.ts';
import { readPool, readVolume } from '../../../electron/domain-xml/storage.ts';
import { bytesOf, kibibytesOf } from '../../../electron/domain-xml/units.ts';
import { XmlFault } from '../../../electron/xml/fault.ts';

test('a network is read with its addresses and ranges', () => {
  const xml = `<network connections='2'>
  <name>a&lt;b</name><uuid>dd8fe884-6c02-601e-7551-cca97df1c5df</uuid><title>T</title>
  <forward mode='route' dev='eth0'><interface dev='eth0'/></forward>
  <bridge name='virbr5' stp='off' delay='0'/><mac address='52:54:00:00:00:05'/>
  <domain name='lab.example' localOnly='yes'/>
  <dns><host ip='10.5.0.9'><hostname>x</hostname></host></dns>
  <ip address='10.5.0.1' netmask='255.255.252.0'>
    <dhcp><range start='10.5.0.2' end='10.5.0.9'/><range start='10.5.1.2' end='10.5.1.9'/><host mac='52:54:00:00:00:06' ip='10.5.0.5'/></dhcp>
  </ip>
  <ip family='ipv6' address='fd00::1' prefix='60'/>
  <ip family='ipv6' address='fd01::1'/><ip address='172.16.0.1'/>
</network>`;
  expect(readNetwork(xml)).toEqual({
    name: 'a<b',
    title: 'T',
    mode: 'route',
    bridge: 'virbr5',
    stp: false,
    mac: '52:54:00:00:00:05',
    domainName: 'lab.example',
    addresses: [
      {
        address: '10.5.0.1',
        prefix: 22,
        dhcpRanges: [
          { start: '10.5.0.2', end: '10.5.0.9' },
          { start: '10.5.1.2', end: '10.5.1.9' },
        ],
      },
      { address: 'fd00::1', prefix: 60, dhcpRanges: [] },
      { address: 'fd01::1', prefix: 64, dhcpRanges: [] },
      { address: '172.16.0.1', prefix: 16, dhcpRanges: [] },
    ],
  });
});

test.each([
  ['', 'isolated'],
  ['<forward/>', 'nat'],
  [`<forward mode='open'/>`, 'open'],
  [`<forward mode='bridge'/>`, 'bridge'],
  [`<forward mode='hostdev'/>`, 'hostdev'],
  [`<forward mode='teleport'/>`, 'unknown'],
])('a network with %s is %s', (forward, mode) => {
  expect(readNetwork(`<network><name>n</name>${forward}</network>`).mode).toBe(mode);
});

test.each([
  ['255.255.255.0', 24],
  ['255.255.255.255', 32],
  ['0.0.0.0', 0],
  ['255.0.255.0', 8],
  ['garbage', 8],
])('the netmask %s is a prefix of %i', (mask, prefix) => {
  const xml = `<network><ip address='10.0.0.1' netmask='${mask}'/></network>`;
  expect(readNetwork(xml).addresses[0]?.prefix).toBe(prefix);
});

test('a pool and a volume are read', () => {
  expect(
    readPool(`<pool type='dir'><name>default</name><target><path>/srv/a &amp; b</path></target></pool>`),
  ).toEqual({ name: 'default', type: 'dir', path: '/srv/a & b' });
  expect(readPool(`<pool type='rbd'><name>ceph</name><source/></pool>`)).toEqual({
    name: 'ceph',
    type: 'rbd',
  });
  expect(
    readVolume(`<volume type='file'><name>v</name><key>/srv/v</key><capacity unit='G'>2</capacity>
      <allocation unit='bytes'>196608</allocation><target><path>/srv/v</path><format type='qcow2'/></target>
      <backingStore><path>/srv/base</path><format type='raw'/></backingStore></volume>`),
  ).toEqual({
    name: 'v',
    key: '/srv/v',
    path: '/srv/v',
    format: 'qcow2',
    capacityBytes: 2_147_483_648,
    allocationBytes: 196_608,
    backingPath: '/srv/base',
  });
  expect(readVolume('<volume><name>lv</name><capacity>512</capacity></volume>')).toEqual({
    name: 'lv',
    format: 'raw',
    capacityBytes: 512,
    allocationBytes: 0,
  });
});

test('capabilities tell the processor and the guests', () => {
  const xml = `<capabilities><host><uuid>1</uuid><cpu><arch>x86_64</arch><model>Skylake-Client</model></cpu></host>
  <guest><os_type>hvm</os_type><arch name='x86_64'><wordsize>64</wordsize><machine maxCpus='255'>q35</machine>
    <domain type='qemu'/><domain type='kvm'><machine>q35</machine></domain></arch></guest>
  <guest><os_type>exe</os_type><arch name='i686'><domain type='lxc'/></arch></guest></capabilities>`;
  expect(readCapabilities(xml)).toEqual({
    arch: 'x86_64',
    cpuModel: 'Skylake-Client',
    guests: [
      { osType: 'hvm', arch: 'x86_64', types: ['qemu', 'kvm'] },
      { osType: 'exe', arch: 'i686', types: ['lxc'] },
    ],
  });
});

test('a bridge of the host is read with its ports and addresses', () => {
  const xml = `<interface type='bridge' name='br0'>
  <protocol family='ipv4'><ip address='192.168.1.2' prefix='24'/></protocol>
  <protocol family='ipv6'><ip address='fe80::1' prefix='64'/></protocol>
  <bridge stp='on' delay='2'>
    <interface type='ethernet' name='eth0'><link speed='1000' state='up'/><mac address='52:54:00:00:00:01'/></interface>
    <interface type='ethernet' name='vnet0'/>
  </bridge></interface>`;
  expect(readInterface(xml)).toEqual({
    name: 'br0',
    type: 'bridge',
    addresses: ['192.168.1.2/24', 'fe80::1/64'],
    stp: true,
    ports: ['eth0', 'vnet0'],
  });
});

test('an interface tells its link, and an unknown speed is none', () => {
  const xml = (speed: string): string =>
    `<interface type='ethernet' name='eth0'><link speed='${speed}' state='down'/><mac address='52:54:00:00:00:01'/></interface>`;
  const facts = {
    name: 'eth0',
    type: 'ethernet',
    mac: '52:54:00:00:00:01',
    up: false,
    addresses: [],
    ports: [],
  };
  expect(readInterface(xml('2500'))).toEqual({ ...facts, speedMbit: 2500 });
  for (const speed of ['0', '-1', '4294967295', 'fast']) expect(readInterface(xml(speed))).toEqual(facts);
});

test('a network device of the host is read, any other device is not', () => {
  const device = (parent: string, type: string): string => `<device><name>net_x</name><path>/sys/x</path>
  <parent>${parent}</parent><capability type='${type}'><interface>eth0</interface>
  <address>52:54:00:00:00:01</address><link speed='1000' state='up'/><capability type='80203'/></capability></device>`;
  const facts = { name: 'eth0', mac: '52:54:00:00:00:01', up: true, speedMbit: 1000 };
  expect(readNetDevice(device('pci_0000_00_03_0', 'net'))).toEqual({ ...facts, physical: true });
  expect(readNetDevice(device('computer', 'net'))).toEqual({ ...facts, physical: false });
  expect(readNetDevice(device('computer', 'pci'))).toBeUndefined();
});

test('sizes are read in every unit that libvirt writes', () => {
  expect(kibibytesOf('1048576', 'KiB')).toBe(1_048_576);
  expect(kibibytesOf('1048576', undefined)).toBe(1_048_576);
  expect(kibibytesOf('4', 'GiB')).toBe(4_194_304);
  expect(bytesOf('1', 'KB')).toBe(1000);
  expect(bytesOf('3', 'k')).toBe(3072);
  expect(bytesOf('7', 'bytes')).toBe(7);
  expect(bytesOf('-7', 'bytes')).toBeUndefined();
  expect(bytesOf('7', 'parsec')).toBeUndefined();
  expect(bytesOf('', 'k')).toBeUndefined();
});

test('a malformed document is a fault for each reader', () => {
  for (const read of [readCapabilities, readInterface, readNetDevice, readNetwork, readPool, readVolume]) {
    expect(() => read('<a><b></a>')).toThrow(XmlFault);
  }
});
