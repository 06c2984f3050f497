// What a machine has used so far: counters that grow with its load and never fall while it runs.
import { chance } from './chance.ts';
import { loadCurve, memoryShare } from './load-curve.ts';
import type { Machine } from './machine.ts';

const KIB = 1024;
const MIB = 1024 * 1024;

/** The milliseconds of full load in this run. Each machine is at another place of its curve. */
function loadMs(machine: Machine): number {
  const curve = loadCurve(machine.load, machine.seed);
  const offsetMs = (machine.seed % 1_200) * 1_000;
  return curve.sum(offsetMs + machine.ranMs) - curve.sum(offsetMs);
}

/** Of all its virtual CPUs together. */
export function cpuTimeNs(machine: Machine): bigint {
  return BigInt(Math.round(loadMs(machine) * machine.definition.facts.vcpus * 1e6));
}

/** Of one of its virtual CPUs: some have more to do than others. */
export function vcpuTimeNs(machine: Machine, vcpu: number): bigint {
  const { vcpus } = machine.definition.facts;
  const weights = Array.from(
    { length: vcpus },
    (_, index) => 0.6 + chance(machine.seed, 'vcpu', index) * 0.8,
  );
  const share = (weights[vcpu] ?? 0) / weights.reduce((sum, one) => sum + one, 0);
  return BigInt(Math.round(loadMs(machine) * vcpus * share * 1e6));
}

/** What its guest uses of its memory. */
export function memoryUsedKiB(machine: Machine): number {
  const { memoryKiB } = machine.definition.facts;
  return Math.round(memoryKiB * memoryShare(machine.load, machine.seed, machine.ranMs));
}

/** What it has of the host's memory: all that it was given, once it runs. */
export function memoryNowKiB(machine: Machine): number {
  return machine.definition.facts.memoryKiB;
}

export interface DiskCounters {
  readonly readBytes: bigint;
  readonly readRequests: bigint;
  readonly writtenBytes: bigint;
  readonly writeRequests: bigint;
  readonly flushes: bigint;
}

export function diskCounters(machine: Machine, disk: number): DiskCounters {
  // A disk behind the first holds data, and has more to do.
  const bytesPerMs = (disk === 0 ? 6 : 18) * KIB * (0.5 + chance(machine.seed, 'disk', disk));
  const bytes = machine.blank ? 0 : loadMs(machine) * bytesPerMs;
  const boot = Math.min(machine.ranMs, 20_000) * 9 * KIB;
  const big = (value: number) => BigInt(Math.round(value));
  return {
    readBytes: big(bytes * 0.4 + boot),
    readRequests: big((bytes * 0.4 + boot) / (24 * KIB)),
    writtenBytes: big(bytes * 0.6),
    writeRequests: big((bytes * 0.6) / (16 * KIB)),
    flushes: big(bytes / (256 * KIB)),
  };
}

export interface NicCounters {
  readonly receivedBytes: bigint;
  readonly receivedPackets: bigint;
  readonly sentBytes: bigint;
  readonly sentPackets: bigint;
}

export function nicCounters(machine: Machine, nic: number): NicCounters {
  const bytes =
    loadMs(machine) * 4 * KIB * (0.4 + chance(machine.seed, 'nic', nic) * 1.6) + machine.ranMs * 0.2;
  const answers = machine.load === 'diurnal' ? 5.5 : 0.8;
  const big = (value: number) => BigInt(Math.round(value));
  return {
    receivedBytes: big(bytes),
    receivedPackets: big(bytes / 420),
    sentBytes: big(bytes * answers),
    sentPackets: big((bytes * answers) / 980),
  };
}

/** How full the file behind a disk is, where no pool has it. */
export function diskSizes(
  machine: Machine,
  disk: number,
): { readonly capacity: bigint; readonly allocation: bigint } {
  const capacityMiB = (disk === 0 ? 40 : 400) * 1024;
  const filled = capacityMiB * (0.2 + chance(machine.seed, 'full', disk) * 0.5);
  return {
    capacity: BigInt(capacityMiB) * BigInt(MIB),
    allocation: BigInt(Math.round(filled)) * BigInt(MIB),
  };
}
