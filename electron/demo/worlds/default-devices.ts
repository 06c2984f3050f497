// The demo host's own devices: two network cards with a bridge on one of them, disks, a graphics card.
import { macOf } from '../world/chance.ts';
import { Devices, type HostInterface, type NodeDevice } from '../world/devices.ts';

const mac = (name: string) => macOf('demo host', name).replace('52:54:00', '3c:ec:ef');

function ethernet(name: string, indent: string, speed: number): string {
  return [
    `<interface type='ethernet' name='${name}'>`,
    `  <link speed='${speed}' state='${speed > 0 ? 'up' : 'down'}'/>`,
    `  <mac address='${mac(name)}'/>`,
    '</interface>',
  ]
    .map((line) => `${indent}${line}`)
    .join('\n');
}

const INTERFACES: readonly HostInterface[] = [
  {
    name: 'br0',
    mac: mac('eno1'),
    active: true,
    xml: `<interface type='bridge' name='br0'>
  <protocol family='ipv4'>
    <ip address='10.20.0.11' prefix='24'/>
  </protocol>
  <bridge>
${ethernet('eno1', '    ', 10_000)}
  </bridge>
</interface>
`,
  },
  { name: 'eno1', mac: mac('eno1'), active: true, xml: `${ethernet('eno1', '', 10_000)}\n` },
  { name: 'eno2', mac: mac('eno2'), active: false, xml: `${ethernet('eno2', '', 0)}\n` },
  {
    name: 'lo',
    mac: '00:00:00:00:00:00',
    active: true,
    xml: `<interface type='ethernet' name='lo'>
  <protocol family='ipv4'>
    <ip address='127.0.0.1' prefix='8'/>
  </protocol>
  <link state='unknown'/>
  <mac address='00:00:00:00:00:00'/>
</interface>
`,
  },
];

interface PciText {
  readonly name: string;
  readonly bus: number;
  readonly slot: number;
  readonly classCode: string;
  readonly vendor: readonly [id: string, name: string];
  readonly product: readonly [id: string, name: string];
}

const INTEL = ['0x8086', 'Intel Corporation'] as const;
const PCI: readonly PciText[] = [
  {
    name: 'pci_0000_00_00_0',
    bus: 0,
    slot: 0,
    classCode: '0x060000',
    vendor: INTEL,
    product: ['0x09a2', 'Host bridge'],
  },
  {
    name: 'pci_0000_01_00_0',
    bus: 1,
    slot: 0,
    classCode: '0x020000',
    vendor: INTEL,
    product: ['0x1563', 'Ethernet controller X550'],
  },
  {
    name: 'pci_0000_01_00_1',
    bus: 1,
    slot: 0,
    classCode: '0x020000',
    vendor: INTEL,
    product: ['0x1563', 'Ethernet controller X550'],
  },
  {
    name: 'pci_0000_02_00_0',
    bus: 2,
    slot: 0,
    classCode: '0x010802',
    vendor: ['0x144d', 'Samsung Electronics Co Ltd'],
    product: ['0xa80a', 'NVMe SSD controller'],
  },
  {
    name: 'pci_0000_03_00_0',
    bus: 3,
    slot: 0,
    classCode: '0x030000',
    vendor: ['0x10de', 'NVIDIA Corporation'],
    product: ['0x2236', 'GA102GL'],
  },
];

function pciDevice({ name, bus, slot, classCode, vendor, product }: PciText): NodeDevice {
  const deviceFunction = Number(name.slice(-1));
  return {
    name,
    parent: 'computer',
    capability: 'pci',
    xml: `<device>
  <name>${name}</name>
  <path>/sys/devices/${name}</path>
  <parent>computer</parent>
  <capability type='pci'>
    <class>${classCode}</class>
    <domain>0</domain>
    <bus>${bus}</bus>
    <slot>${slot}</slot>
    <function>${deviceFunction}</function>
    <product id='${product[0]}'>${product[1]}</product>
    <vendor id='${vendor[0]}'>${vendor[1]}</vendor>
  </capability>
</device>
`,
  };
}

function netDevice(name: string, address: string, parent: string, link: string): NodeDevice {
  const full = `net_${name}_${address.replaceAll(':', '_')}`;
  return {
    name: full,
    parent,
    capability: 'net',
    xml: `<device>
  <name>${full}</name>
  <path>/sys/class/net/${name}</path>
  <parent>${parent}</parent>
  <capability type='net'>
    <interface>${name}</interface>
    <address>${address}</address>
    <link ${link}/>
    <capability type='80203'/>
  </capability>
</device>
`,
  };
}

const COMPUTER: NodeDevice = {
  name: 'computer',
  parent: undefined,
  capability: 'system',
  xml: `<device>
  <name>computer</name>
  <capability type='system'>
    <product>Demonstration host</product>
    <hardware>
      <vendor>Guesthouse</vendor>
      <version>1</version>
      <serial>DEMO-0001</serial>
      <uuid>8d7ea0d2-5b6b-4a36-a3d5-0d6d2f6f3b11</uuid>
    </hardware>
    <firmware>
      <vendor>Guesthouse</vendor>
      <version>1.0</version>
      <release_date>01/01/2026</release_date>
    </firmware>
  </capability>
</device>
`,
};

const DISK: NodeDevice = {
  name: 'block_nvme0n1_DEMO0001',
  parent: 'pci_0000_02_00_0',
  capability: 'storage',
  xml: `<device>
  <name>block_nvme0n1_DEMO0001</name>
  <path>/sys/block/nvme0n1</path>
  <parent>pci_0000_02_00_0</parent>
  <capability type='storage'>
    <block>/dev/nvme0n1</block>
    <drive_type>disk</drive_type>
    <model>Demonstration NVMe 2 TB</model>
    <serial>DEMO0001</serial>
    <size>2000398934016</size>
    <logical_block_size>512</logical_block_size>
    <num_blocks>3907029168</num_blocks>
  </capability>
</device>
`,
};

/** The same for every demo host. */
export function defaultDevices(): Devices {
  return new Devices(INTERFACES, [
    COMPUTER,
    ...PCI.map(pciDevice),
    netDevice('eno1', mac('eno1'), 'pci_0000_01_00_0', "speed='10000' state='up'"),
    netDevice('eno2', mac('eno2'), 'pci_0000_01_00_1', "state='down'"),
    netDevice('br0', mac('eno1'), 'computer', "speed='10000' state='up'"),
    netDevice('lo', '00:00:00:00:00:00', 'computer', "state='unknown'"),
    DISK,
  ]);
}
