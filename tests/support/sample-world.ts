// A host with the machines that interfaces get wrong: every state, long titles, hostile names, no addresses.
import type { ModelSnapshot } from '../../shared/model/changes.ts';
import type { HostProfile } from '../../shared/model/connect.ts';
import type { DomainSummary } from '../../shared/model/domain.ts';
import type { HostSummary } from '../../shared/model/host.ts';
import { bridgeKey, type ConnectionId, domainKey, networkKey, poolKey } from '../../shared/model/keys.ts';
import type { BridgeSummary, NetworkSummary } from '../../shared/model/network.ts';
import { type DomainSample, GAP, type StatisticsTick } from '../../shared/model/statistics.ts';
import type { PoolSummary } from '../../shared/model/storage.ts';

export const LAPTOP = 'c1' as ConnectionId;
export const LAB = 'c2' as ConnectionId;
const GiB = 1_048_576;

/** A UUID that is the same in every run. */
export function uuidOf(number: number): string {
  return `0f1e2d3c-4b5a-4978-8796-${number.toString(16).padStart(12, '0')}`;
}

/** What a person said about a host: nothing but its URI unless changed. */
export function profile(change: Partial<HostProfile> = {}): HostProfile {
  return {
    uri: 'qemu:///system',
    readOnly: false,
    name: '',
    colour: 'none',
    notes: '',
    autoconnect: true,
    ...change,
  };
}

export function host(change: Partial<HostSummary> = {}): HostSummary {
  return {
    id: LAPTOP,
    name: 'laptop',
    uri: 'qemu:///system',
    profile: profile(),
    position: 0,
    transport: 'unix',
    hasShell: true,
    hasVirsh: true,
    readOnly: false,
    state: 'connected',
    busy: false,
    lacks: [],
    facts: {
      hostname: 'laptop',
      hypervisor: 'QEMU',
      hypervisorVersion: '7.2.19',
      libvirtVersion: '9.0.0',
      arch: 'x86_64',
      cpuModel: 'Skylake-Client-IBRS',
      cpus: 8,
      mhz: 2800,
      sockets: 1,
      coresPerSocket: 4,
      threadsPerCore: 2,
      numaNodes: 1,
      memoryKiB: 16 * GiB,
      guests: [{ osType: 'hvm', arch: 'x86_64', types: ['qemu', 'kvm'] }],
    },
    ...change,
  };
}

/** Machine `number` of a host, off unless changed. */
export function machine(number: number, name: string, change: Partial<DomainSummary> = {}): DomainSummary {
  const connection = change.connection ?? LAPTOP;
  const uuid = uuidOf(number);
  return {
    key: domainKey(connection, uuid),
    connection,
    uuid,
    name,
    state: 'off',
    reason: 'shutdown',
    persistent: true,
    autostart: false,
    managedSave: false,
    vcpus: 2,
    memoryKiB: 2 * GiB,
    maxMemoryKiB: 2 * GiB,
    addresses: [],
    displays: ['vnc'],
    osType: 'hvm',
    arch: 'x86_64',
    macs: [],
    networks: ['default'],
    disks: [],
    tags: [],
    revision: 1,
    ...change,
  };
}

const UP = { state: 'running', reason: 'booted' } as const;

export const machines: readonly DomainSummary[] = [
  machine(1, 'web-01', {
    ...UP,
    id: 1,
    title: 'Public web server',
    autostart: true,
    addresses: ['192.168.122.17'],
  }),
  machine(2, 'web-02', { ...UP, id: 2, addresses: ['192.168.122.18', 'fd00::18'] }),
  machine(3, 'web-10', { ...UP, id: 3, transition: { what: 'shutting-down', sinceMs: Date.now() - 12_000 } }),
  machine(4, 'db-02', {
    ...UP,
    id: 4,
    description: 'PostgreSQL 17, replica of db-01 in the other building; do not move without the DBA',
    vcpus: 8,
    memoryKiB: 14 * GiB,
    maxMemoryKiB: 16 * GiB,
    addresses: ['10.0.0.5'],
  }),
  machine(5, 'win11', { title: 'Windows 11', memoryKiB: 8 * GiB, maxMemoryKiB: 8 * GiB, vcpus: 4 }),
  machine(6, 'build-agent', { state: 'paused', reason: 'user', id: 6 }),
  machine(7, 'disk-full', { state: 'paused', reason: 'ioerror', id: 7 }),
  machine(8, 'old-xp', { state: 'crashed', reason: 'panicked' }),
  machine(9, 'sleeping', { managedSave: true, reason: 'saved' }),
  machine(10, 'laptop-vm', { state: 'suspended', reason: 'unknown', id: 10 }),
  machine(11, '<script>alert("name")</script>', { ...UP, id: 11, title: '<img src=x onerror=alert(1)>' }),
  machine(12, '../../etc/passwd; rm -rf "$HOME"', { description: 'a name that a shell would obey' }),
  machine(13, `a-name-that-is-${'very-'.repeat(12)}long`, {
    ...UP,
    id: 13,
    title: `A title of ten thousand letters ${'x'.repeat(10_000)}`,
  }),
  machine(14, '测试虚拟机', { title: '用于教程的机器', persistent: false, ...UP, id: 14 }),
];

export const networks: readonly NetworkSummary[] = [
  {
    key: networkKey(LAPTOP, uuidOf(101)),
    connection: LAPTOP,
    uuid: uuidOf(101),
    name: 'default',
    active: true,
    persistent: true,
    autostart: true,
    mode: 'nat',
    bridge: 'virbr0',
    addresses: [
      {
        address: '192.168.122.1',
        prefix: 24,
        dhcpRanges: [{ start: '192.168.122.2', end: '192.168.122.254' }],
      },
    ],
  },
  {
    key: networkKey(LAPTOP, uuidOf(102)),
    connection: LAPTOP,
    uuid: uuidOf(102),
    name: 'isolated',
    active: false,
    persistent: true,
    autostart: false,
    mode: 'isolated',
    bridge: 'virbr1',
    addresses: [],
  },
];

export const pools: readonly PoolSummary[] = [
  {
    key: poolKey(LAPTOP, uuidOf(201)),
    connection: LAPTOP,
    uuid: uuidOf(201),
    name: 'default',
    state: 'running',
    persistent: true,
    autostart: true,
    type: 'dir',
    path: '/var/lib/libvirt/images',
    capacityBytes: 500 * 2 ** 30,
    allocationBytes: 320 * 2 ** 30,
    availableBytes: 180 * 2 ** 30,
  },
];

export const bridges: readonly BridgeSummary[] = [
  {
    key: bridgeKey(LAPTOP, 'virbr0'),
    connection: LAPTOP,
    name: 'virbr0',
    active: true,
    mac: '52:54:00:12:34:56',
    stp: true,
    addresses: ['192.168.122.1/24'],
    ports: [{ name: 'vnet0', domain: domainKey(LAPTOP, uuidOf(1)) }],
    network: networkKey(LAPTOP, uuidOf(101)),
  },
];

export const sampleWorld: ModelSnapshot = {
  seq: 7,
  hosts: [host()],
  domains: machines,
  networks,
  pools,
  bridges,
};

const RUNS = new Set(['running', 'blocked', 'shutting-down']);

/** A tick with plausible, repeatable numbers for every machine that runs. */
export function tick(
  domains: readonly DomainSummary[],
  step: number,
  atMs: number,
  connection = LAPTOP,
): StatisticsTick {
  const own = domains.filter((domain) => domain.connection === connection && RUNS.has(domain.state));
  return {
    connection,
    atMs,
    host: {
      cpuPercent: 30 + 20 * Math.sin(step / 5),
      memoryUsedKiB: 9 * GiB,
      diskReadBytesPerS: 3_000_000,
      diskWriteBytesPerS: 900_000,
      netRxBytesPerS: 200_000,
      netTxBytesPerS: 100_000,
    },
    domains: own.map((domain, index) => sample(domain, index, step)),
  };
}

function sample(domain: DomainSummary, index: number, step: number): DomainSample {
  const wave = Math.abs(Math.sin(step / (4 + index) + index));
  return {
    key: domain.key,
    cpuPercent: index === 2 && step % 20 < 4 ? GAP : Math.round(wave * (20 + index * 12)) % 100,
    memoryKiB: Math.round(domain.memoryKiB * (0.4 + 0.3 * wave)),
    diskReadBytesPerS: Math.round(wave * 3_000_000),
    diskWriteBytesPerS: Math.round(wave * 900_000),
    netRxBytesPerS: Math.round(wave * 120_000),
    netTxBytesPerS: Math.round(wave * 40_000),
  };
}
