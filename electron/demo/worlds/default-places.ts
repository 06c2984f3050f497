// The networks and the storage of the demo's host.
import { uuidOf } from '../world/chance.ts';
import type { MachinePlan } from '../world/machine-plan.ts';
import type { NetworkPlan } from '../world/networks.ts';
import type { PoolPlan, Volume } from '../world/pools.ts';

const GIB = 1024 ** 3;

interface NetworkText {
  readonly name: string;
  readonly active?: boolean;
  readonly autostart?: boolean;
  readonly lines: readonly string[];
}

const NETWORKS: readonly NetworkText[] = [
  {
    name: 'default',
    lines: [
      "<forward mode='nat'/>",
      "<bridge name='virbr0' stp='on' delay='0'/>",
      "<mac address='52:54:00:0a:7e:10'/>",
      "<ip address='192.168.122.1' netmask='255.255.255.0'>",
      "  <dhcp><range start='192.168.122.100' end='192.168.122.254'/></dhcp>",
      '</ip>',
    ],
  },
  {
    name: 'dmz',
    lines: [
      "<forward mode='route' dev='br0'/>",
      "<bridge name='virbr1' stp='on' delay='0'/>",
      "<mac address='52:54:00:0a:7e:11'/>",
      "<domain name='dmz.example'/>",
      "<ip address='203.0.113.1' netmask='255.255.255.0'>",
      "  <dhcp><range start='203.0.113.20' end='203.0.113.250'/></dhcp>",
      '</ip>',
    ],
  },
  {
    name: 'backend',
    lines: [
      "<bridge name='virbr2' stp='on' delay='0'/>",
      "<mac address='52:54:00:0a:7e:12'/>",
      "<domain name='backend.example'/>",
      "<ip address='10.33.0.1' netmask='255.255.255.0'>",
      "  <dhcp><range start='10.33.0.50' end='10.33.0.200'/></dhcp>",
      '</ip>',
    ],
  },
  {
    name: 'isolated-lab',
    autostart: false,
    lines: [
      "<bridge name='virbr3' stp='on' delay='0'/>",
      "<mac address='52:54:00:0a:7e:13'/>",
      "<ip address='10.99.0.1' netmask='255.255.255.0'>",
      "  <dhcp><range start='10.99.0.20' end='10.99.0.250'/></dhcp>",
      '</ip>',
    ],
  },
  {
    name: 'office-bridge',
    active: false,
    autostart: false,
    lines: ["<forward mode='bridge'/>", "<bridge name='br0'/>"],
  },
];

export function defaultNetworks(): readonly NetworkPlan[] {
  return NETWORKS.map(networkPlan);
}

/** A network as libvirt has it stored, from the lines inside of its definition. */
export function networkPlan({ name, lines, active = true, autostart = true }: NetworkText): NetworkPlan {
  const uuid = uuidOf('demo network', name);
  const body = [`<name>${name}</name>`, `<uuid>${uuid}</uuid>`, ...lines].map((line) => `  ${line}\n`);
  return { name, uuid, active, autostart, xml: `<network>\n${body.join('')}</network>\n` };
}

/** A volume of usual growth: a part of what it may hold. */
function volume(path: string, capacityGiB: number, share: number, format = 'qcow2'): Volume {
  const capacityBytes = Math.round(capacityGiB * GIB);
  const name = path.slice(path.lastIndexOf('/') + 1);
  return { name, path, format, capacityBytes, allocationBytes: Math.round(capacityBytes * share) };
}

const SIZES_GIB: Readonly<Record<string, number>> = {
  'db-primary-data.raw': 400,
  'db-replica-data.raw': 400,
};

/** The volumes that machines have below `folder`. */
function volumesBelow(folder: string, machines: readonly MachinePlan[]): readonly Volume[] {
  return machines
    .flatMap(({ definition }) => definition.facts.disks)
    .filter(({ source, device }) => device === 'disk' && source.startsWith(`${folder}/`))
    .map(({ source }, index) => {
      const name = source.slice(folder.length + 1);
      const raw = name.endsWith('.raw');
      return volume(
        source,
        SIZES_GIB[name] ?? 40,
        raw ? 1 : 0.18 + (index % 5) * 0.13,
        raw ? 'raw' : 'qcow2',
      );
    });
}

export function defaultPools(machines: readonly MachinePlan[]): readonly PoolPlan[] {
  const images = '/var/lib/libvirt/images';
  const fast = '/srv/fast';
  return [
    {
      name: 'default',
      uuid: uuidOf('demo pool', 'default'),
      type: 'dir',
      path: images,
      capacityBytes: 930 * GIB,
      active: true,
      autostart: true,
      volumes: [
        ...volumesBelow(images, machines),
        volume(`${images}/debian-12-template.qcow2`, 20, 0.09),
        volume(`${images}/virtio-win.iso`, 0.7, 1, 'iso'),
        volume(`${images}/debian-12.9.0-amd64-netinst.iso`, 0.63, 1, 'iso'),
      ],
    },
    {
      name: 'fast',
      uuid: uuidOf('demo pool', 'fast'),
      type: 'fs',
      path: fast,
      source: "<device path='/dev/nvme0n1p1'/>\n    <format type='ext4'/>",
      capacityBytes: 1_863 * GIB,
      active: true,
      autostart: true,
      volumes: volumesBelow(fast, machines),
    },
    {
      name: 'archive',
      uuid: uuidOf('demo pool', 'archive'),
      type: 'netfs',
      path: '/srv/archive',
      source: "<host name='nas.example'/>\n    <dir path='/export/archive'/>\n    <format type='nfs'/>",
      capacityBytes: 7_450 * GIB,
      active: false,
      autostart: false,
      volumes: [volume('/srv/archive/legacy-erp-2019.qcow2', 60, 0.7)],
    },
  ];
}
