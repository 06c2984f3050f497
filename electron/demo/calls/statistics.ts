// Numbers of machines and of the host.
import { connectGetAllDomainStats } from '../../libvirt/protocol/connect.gen.ts';
import {
  VirConnectGetAllDomainStatsFlags as BulkFlags,
  VirDomainMemoryStatTags as Tags,
  VirDomainStatsTypes as Types,
} from '../../libvirt/protocol/constants.gen.ts';
import { domainInterfaceStats, domainMemoryStats } from '../../libvirt/protocol/domain.gen.ts';
import { domainBlockStats, domainGetBlockInfo } from '../../libvirt/protocol/domain-block.gen.ts';
import {
  nodeGetCpuMap,
  nodeGetCpuStats,
  nodeGetFreeMemory,
  nodeGetInfo,
  nodeGetMemoryStats,
} from '../../libvirt/protocol/node.gen.ts';
import type { TypedParam } from '../../libvirt/protocol/values.gen.ts';
import { typedParam } from '../../libvirt/typed-params.ts';
import { type Answer, reads } from '../server/answers.ts';
import { badArgument, Refusal } from '../server/refusal.ts';
import {
  cpuTimeNs,
  diskCounters,
  diskSizes,
  memoryNowKiB,
  memoryUsedKiB,
  nicCounters,
  vcpuTimeNs,
} from '../world/counters.ts';
import type { Machine } from '../world/machine.ts';
import type { DemoWorld } from '../world/world.ts';
import { passes } from './domain-lists.ts';

const { int, uint, ullong, string } = typedParam;

type Class = readonly [type: number, read: (machine: Machine, world: DemoWorld) => readonly TypedParam[]];

const CLASSES: readonly Class[] = [
  [
    Types.VIR_DOMAIN_STATS_STATE,
    ({ state, reason }) => [int('state.state', state), int('state.reason', reason)],
  ],
  [Types.VIR_DOMAIN_STATS_CPU_TOTAL, cpu],
  [Types.VIR_DOMAIN_STATS_BALLOON, balloon],
  [Types.VIR_DOMAIN_STATS_VCPU, vcpu],
  [Types.VIR_DOMAIN_STATS_INTERFACE, interfaces],
  [Types.VIR_DOMAIN_STATS_BLOCK, block],
];

const KNOWN_CLASSES = CLASSES.reduce((sum, [type]) => sum | type, 0);

function cpu(machine: Machine): readonly TypedParam[] {
  if (!machine.active) return [];
  const time = cpuTimeNs(machine);
  return [ullong('cpu.time', time), ullong('cpu.user', (time * 7n) / 10n), ullong('cpu.system', time / 5n)];
}

function balloon(machine: Machine): readonly TypedParam[] {
  const maximum = BigInt(machine.definition.facts.memoryKiB);
  if (!machine.active) return [ullong('balloon.maximum', maximum)];
  const [now, used] = [memoryNowKiB(machine), memoryUsedKiB(machine)];
  const sizes = [ullong('balloon.current', BigInt(now)), ullong('balloon.maximum', maximum)];
  // Guests that say nothing of themselves are known by what their process holds.
  if (machine.system === 'bsd') return [...sizes, ullong('balloon.rss', BigInt(used))];
  return [
    ...sizes,
    ullong('balloon.unused', BigInt(now - used)),
    ullong('balloon.available', BigInt(now)),
    ullong('balloon.usable', BigInt(Math.round((now - used) * 0.95))),
    ullong('balloon.rss', BigInt(Math.min(now, Math.round(used * 1.1)))),
  ];
}

function vcpu(machine: Machine): readonly TypedParam[] {
  const { vcpus } = machine.definition.facts;
  const counts = [uint('vcpu.current', vcpus), uint('vcpu.maximum', vcpus)];
  if (!machine.active) return counts;
  const each = Array.from({ length: vcpus }, (_, index) => [
    int(`vcpu.${index}.state`, 1),
    ullong(`vcpu.${index}.time`, vcpuTimeNs(machine, index)),
  ]);
  return [...counts, ...each.flat()];
}

function interfaces(machine: Machine): readonly TypedParam[] {
  if (!machine.active) return [];
  const { nics } = machine.definition.facts;
  const each = nics.map((_, index) => {
    const counters = nicCounters(machine, index);
    const at = `net.${index}`;
    return [
      string(`${at}.name`, machine.tap(index)),
      ullong(`${at}.rx.bytes`, counters.receivedBytes),
      ullong(`${at}.rx.pkts`, counters.receivedPackets),
      ullong(`${at}.rx.errs`, 0n),
      ullong(`${at}.rx.drop`, 0n),
      ullong(`${at}.tx.bytes`, counters.sentBytes),
      ullong(`${at}.tx.pkts`, counters.sentPackets),
      ullong(`${at}.tx.errs`, 0n),
      ullong(`${at}.tx.drop`, 0n),
    ];
  });
  return [uint('net.count', nics.length), ...each.flat()];
}

/** Of the volume behind a disk. */
function sizesOf(world: DemoWorld, machine: Machine, index: number) {
  const source = machine.definition.facts.disks[index]?.source ?? '';
  const volume = source === '' ? undefined : world.pools.findAt(source);
  if (volume === undefined) return diskSizes(machine, index);
  return { capacity: BigInt(volume.capacityBytes), allocation: BigInt(volume.allocationBytes) };
}

function block(machine: Machine, world: DemoWorld): readonly TypedParam[] {
  if (!machine.active) return [];
  const { disks } = machine.definition.facts;
  const each = disks.map((disk, index) => {
    const [counters, sizes] = [diskCounters(machine, index), sizesOf(world, machine, index)];
    const at = `block.${index}`;
    return [
      string(`${at}.name`, disk.target),
      ...(disk.source === '' ? [] : [string(`${at}.path`, disk.source)]),
      ullong(`${at}.rd.reqs`, counters.readRequests),
      ullong(`${at}.rd.bytes`, counters.readBytes),
      ullong(`${at}.wr.reqs`, counters.writeRequests),
      ullong(`${at}.wr.bytes`, counters.writtenBytes),
      ullong(`${at}.fl.reqs`, counters.flushes),
      ullong(`${at}.allocation`, sizes.allocation),
      ullong(`${at}.capacity`, sizes.capacity),
      ullong(`${at}.physical`, sizes.allocation),
    ];
  });
  return [uint('block.count', disks.length), ...each.flat()];
}

function record(world: DemoWorld, machine: Machine, types: number) {
  const wanted = CLASSES.filter(([type]) => types === 0 || (types & type) !== 0);
  return { dom: machine.ref, params: wanted.flatMap(([, read]) => read(machine, world)) };
}

/** The machine and the place of one of its disks. */
function diskOf(world: DemoWorld, dom: { name: string; uuid: string }, path: string) {
  const machine = world.domains.demand(dom);
  const { disks } = machine.definition.facts;
  const index = disks.findIndex(
    ({ target, source }) => target === path || (source !== '' && source === path),
  );
  if (index < 0) throw badArgument(`${machine.name} has no disk ${path}`);
  return { machine, index };
}

/** What the host's machines have used of its processors so far. */
function usedCpuMs({ domains }: DemoWorld): number {
  const running = domains.all.filter(({ active }) => active);
  return running.reduce((sum, machine) => sum + Number(cpuTimeNs(machine)), 0) / 1e6;
}

/** What the host's machines and its own programs use of its memory. */
function usedHostKiB({ domains, size: { memoryKiB } }: DemoWorld): number {
  const running = domains.all.filter(({ active }) => active);
  const used = running.reduce((sum, machine) => sum + memoryUsedKiB(machine), memoryKiB * 0.04);
  return Math.min(used, memoryKiB * 0.97);
}

/** How much of the machines' work is done by one CPU; the first ones have more. */
function cpuShare(cpu: number, cpus: number): number {
  const weight = (index: number) => 1 + 0.6 * Math.cos(index * 1.7) + 0.4 / (index + 1);
  const all = Array.from({ length: cpus }, (_, index) => weight(index));
  return weight(cpu) / all.reduce((sum, one) => sum + one, 0);
}

function hostCpu(world: DemoWorld, cpu: number) {
  if (cpu >= world.size.cpus) throw badArgument(`there is no CPU ${cpu}`, 'VIR_FROM_NONE');
  const isAll = cpu < 0;
  const cpus = isAll ? world.size.cpus : 1;
  const share = isAll ? 1 : cpuShare(cpu, world.size.cpus);
  // A host that was up long enough before for all that its machines have used.
  const beforeMs = 400 * 24 * 3_600_000;
  const elapsedMs = (world.clock.nowMs() - world.startMs + beforeMs) * cpus;
  const used = Math.min(usedCpuMs(world) * share, elapsedMs * 0.98);
  const ns = (value: number) => BigInt(Math.round(value * 1e3)) * 1000n;
  return [
    { field: 'kernel', value: ns(used * 0.25) },
    { field: 'user', value: ns(used * 0.75) },
    { field: 'idle', value: ns(elapsedMs - used) },
    { field: 'iowait', value: ns(0) },
  ];
}

function hostMemory(world: DemoWorld) {
  const total = world.size.memoryKiB;
  const free = BigInt(Math.round(total - usedHostKiB(world)));
  const cached = BigInt(Math.round(total * 0.02));
  return [
    { field: 'total', value: BigInt(total) },
    { field: 'free', value: free - cached },
    { field: 'buffers', value: cached / 4n },
    { field: 'cached', value: cached - cached / 4n },
  ];
}

/** libvirt's way: room for none asks how many there are, and any other number must be theirs. */
function counted<T>(params: readonly T[], room: number) {
  if (room === 0) return { params: [], nparams: params.length };
  if (room !== params.length)
    throw badArgument(`there are ${params.length} numbers, not ${room}`, 'VIR_FROM_NONE');
  return { params, nparams: params.length };
}

function modelName(text: string): Uint8Array {
  const bytes = new Uint8Array(32);
  bytes.set(Buffer.from(text).subarray(0, 31));
  return bytes;
}

export const statisticsCalls: readonly Answer[] = [
  reads(connectGetAllDomainStats, ({ doms, stats, flags }, { world }) => {
    const enforce = (flags & Number(BulkFlags.VIR_CONNECT_GET_ALL_DOMAINS_STATS_ENFORCE_STATS)) !== 0;
    if (enforce && (stats & ~KNOWN_CLASSES) !== 0) {
      throw new Refusal('VIR_ERR_ARGUMENT_UNSUPPORTED', `unknown classes of statistics: ${stats}`);
    }
    const machines =
      doms.length === 0 ? world.domains.all : doms.flatMap(({ uuid }) => world.domains.find(uuid) ?? []);
    const asked = machines.filter((machine) => passes(machine, flags));
    return { retStats: asked.map((machine) => record(world, machine, stats)) };
  }),
  reads(domainMemoryStats, ({ dom, maxStats }, { world }) => {
    const machine = world.domains.demand(dom);
    machine.demandActive();
    const [now, used] = [memoryNowKiB(machine), memoryUsedKiB(machine)];
    const stats = [
      { tag: Tags.VIR_DOMAIN_MEMORY_STAT_ACTUAL_BALLOON, val: BigInt(now) },
      { tag: Tags.VIR_DOMAIN_MEMORY_STAT_UNUSED, val: BigInt(now - used) },
      { tag: Tags.VIR_DOMAIN_MEMORY_STAT_AVAILABLE, val: BigInt(now) },
      { tag: Tags.VIR_DOMAIN_MEMORY_STAT_RSS, val: BigInt(used) },
    ];
    return { stats: stats.slice(0, maxStats) };
  }),
  reads(domainBlockStats, ({ dom, path }, { world }) => {
    const { machine, index } = diskOf(world, dom, path);
    machine.demandActive();
    const {
      readRequests: rdReq,
      readBytes: rdBytes,
      writeRequests: wrReq,
      writtenBytes: wrBytes,
    } = diskCounters(machine, index);
    return { rdReq, rdBytes, wrReq, wrBytes, errs: -1n };
  }),
  reads(domainGetBlockInfo, ({ dom, path }, { world }) => {
    const { machine, index } = diskOf(world, dom, path);
    const { capacity, allocation } = sizesOf(world, machine, index);
    return { capacity, allocation, physical: allocation };
  }),
  reads(domainInterfaceStats, ({ dom, device }, { world }) => {
    const machine = world.domains.demand(dom);
    machine.demandActive();
    const index = machine.definition.facts.nics.findIndex(
      ({ mac }, place) => machine.tap(place) === device || machine.filled(mac) === device,
    );
    if (index < 0) throw badArgument(`${machine.name} has no interface ${device}`);
    const { receivedBytes, receivedPackets, sentBytes, sentPackets } = nicCounters(machine, index);
    const none = { rxErrs: 0n, rxDrop: 0n, txErrs: 0n, txDrop: 0n };
    return {
      rxBytes: receivedBytes,
      rxPackets: receivedPackets,
      txBytes: sentBytes,
      txPackets: sentPackets,
      ...none,
    };
  }),
  reads(nodeGetInfo, (_, { world }) => {
    const { cpus, memoryKiB } = world.size;
    const layout = { nodes: 1, sockets: 1, cores: cpus / 2, threads: 2 };
    return { model: modelName('x86_64'), memory: BigInt(memoryKiB), cpus, mhz: 2_800, ...layout };
  }),
  reads(nodeGetCpuStats, ({ cpuNum, nparams }, { world }) => counted(hostCpu(world, cpuNum), nparams)),
  reads(nodeGetMemoryStats, ({ nparams }, { world }) => counted(hostMemory(world), nparams)),
  reads(nodeGetFreeMemory, (_, { world }) => ({
    freeMem: BigInt(Math.round(world.size.memoryKiB - usedHostKiB(world))) * 1024n,
  })),
  reads(nodeGetCpuMap, (_, { world }) => {
    const { cpus } = world.size;
    return { cpumap: new Uint8Array(Math.ceil(cpus / 8)).fill(255), online: cpus, ret: cpus };
  }),
];
