// `demo:///large?domains=10000&hosts=20&host=3&rtt=50`: many machines, on one host or as one of many, behind a long line.
import { chance, uuidOf } from '../world/chance.ts';
import { Definition, mark } from '../world/definition.ts';
import { Domains } from '../world/domains.ts';
import type { LoadKind } from '../world/load-curve.ts';
import type { MachinePlan } from '../world/machine-plan.ts';
import { Networks } from '../world/networks.ts';
import { Pools } from '../world/pools.ts';
import { DemoWorld } from '../world/world.ts';
import type { MakeOptions } from './default.ts';
import { defaultDevices } from './default-devices.ts';
import { networkPlan } from './default-places.ts';
import { type GroupText, type MachineText, machineText, type TagText } from './machine-text.ts';

export interface LargeSize {
  /** On all hosts together. */
  readonly domains: number;
  readonly hosts: number;
  /** Which of the hosts this one is, from 1. */
  readonly host: number;
  readonly seed: number;
  /** Of 100 machines so many are off. */
  readonly off: number;
}

interface Role {
  readonly name: string;
  readonly load: LoadKind;
  readonly system: MachinePlan['system'];
  readonly text: Omit<MachineText, 'disks'>;
}

const ROLES: readonly Role[] = [
  role('web', 'diurnal', { memoryMiB: 2048, vcpus: 2, nics: [{ network: 'default' }] }),
  role('api', 'diurnal', { memoryMiB: 4096, vcpus: 4, nics: [{ network: 'default' }] }),
  role('db', 'bursty', { memoryMiB: 8192, vcpus: 4, nics: [{ network: 'default' }] }),
  role('ci', 'bursty', { memoryMiB: 4096, vcpus: 4, nics: [{ network: 'default' }] }),
  role('cache', 'steady', { memoryMiB: 2048, vcpus: 1, nics: [{ network: 'default' }] }),
  role('metrics', 'leak', { memoryMiB: 2048, vcpus: 2, nics: [{ network: 'default' }] }),
  role('desk', 'idle', { memoryMiB: 4096, vcpus: 2, nics: [{ bridge: 'br0' }] }),
];

function role(name: string, load: LoadKind, text: Pick<MachineText, 'memoryMiB' | 'vcpus' | 'nics'>): Role {
  const title = `${name} ${mark('number')}`;
  const group: GroupText = { path: `${mark('site')}/${name}` };
  return {
    name,
    load,
    system: 'linux',
    text: { ...text, title, osId: 'http://debian.org/debian/12', group },
  };
}

const COLOURS = ['teal', 'blue', 'orange', 'green', 'pink', 'yellow', 'red'];
const SITES = ['Berlin', 'Lisbon', 'Oslo', 'Osaka', 'Quito'];
const STAGES = ['production', 'staging', 'testing'];

function oneOf(names: readonly string[], ...words: readonly (string | number)[]): string {
  return names[Math.floor(chance(...words) * names.length)] ?? '';
}

const definitions = ROLES.map(({ name, text }, index) => {
  const disks = [{ file: `/var/lib/libvirt/images/${mark('name')}.qcow2` }];
  const tags: readonly TagText[] = [
    { name: mark('stage'), colour: 'violet' },
    { name, colour: COLOURS[index] ?? 'blue' },
  ];
  return new Definition(machineText({ ...text, disks, tags }));
});

/** One network for all, with an address for each. */
const WIDE = {
  name: 'default',
  lines: [
    "<forward mode='nat'/>",
    "<bridge name='virbr0' stp='on' delay='0'/>",
    "<ip address='10.60.0.1' netmask='255.255.0.0'>",
    "  <dhcp><range start='10.60.0.2' end='10.60.255.254'/></dhcp>",
    '</ip>',
  ],
};

/** No two machines of a demo have the same. */
function macOfNumber(number: number): string {
  const digits = (number + 1).toString(16).padStart(6, '0');
  return `52:54:00:${digits.slice(0, 2)}:${digits.slice(2, 4)}:${digits.slice(4)}`;
}

function planOf(number: number, { seed, off }: LargeSize): MachinePlan {
  const index = number % ROLES.length;
  const {
    name: kind,
    load,
    system,
  } = ROLES[index] ?? role('vm', 'idle', { memoryMiB: 512, vcpus: 1, nics: [] });
  const digits = String(number).padStart(5, '0');
  return {
    name: `${kind}-${digits}`,
    uuid: uuidOf('large', seed, number),
    definition: definitions[index] ?? new Definition(''),
    values: {
      number: digits,
      mac0: macOfNumber(number),
      site: oneOf(SITES, seed, 'site', number),
      stage: oneOf(STAGES, seed, 'stage', number),
    },
    load,
    system,
    autostart: number % 3 === 0,
    begins: chance(seed, 'state', number) * 100 < off ? 'off' : 'running',
    upMs: 60_000 + Math.round(chance(seed, 'up', number) * 30 * 24 * 3_600_000),
  };
}

/** The numbers of the machines on one of the hosts: an even share, the first hosts have what is over. */
function numbersOf({ domains, hosts, host }: LargeSize): readonly number[] {
  const numbers: number[] = [];
  for (let number = host; number <= domains; number += hosts) numbers.push(number);
  return numbers;
}

export function makeLargeWorld(size: LargeSize, options: Omit<MakeOptions, 'seed'>): DemoWorld {
  const plans = numbersOf(size).map((number) => planOf(number, size));
  const cpus = Math.max(32, Math.ceil(plans.length / 4) * 2);
  const hostname = size.hosts === 1 ? 'demo-large' : `demo-large-${String(size.host).padStart(2, '0')}`;
  return new DemoWorld(
    { ...options, seed: size.seed, hostname },
    {
      size: { cpus, memoryKiB: cpus * 16 * 1024 * 1024 },
      domains: (around) => new Domains(around, plans),
      networks: (around) => new Networks(around, [networkPlan(WIDE)]),
      pools: (around) => new Pools(around, []),
      devices: () => defaultDevices(),
    },
  );
}
