// Each physical CPU of a host, and its memory by NUMA node: one call for each, made only while somebody looks.
import { GAP, type HostParts } from '../../shared/model/statistics.ts';
import { type Ask, orElse } from './ask.ts';
import { HostSampler } from './host-sampler.ts';
import type { Span } from './meter.ts';
import { type HostCounters, hostSample } from './rates.ts';

/** Calls are answered five at a time, and each is read from the kernel: more CPUs are not asked one by one. */
const MOST_CPUS = 256;
const MOST_CELLS = 64;
const NOTHING: HostCounters = { cpu: new Map(), memory: new Map() };

export interface HostPartCounters {
  readonly cpus: readonly HostCounters[];
  readonly cells: readonly HostCounters[];
}

interface HostLayout {
  readonly cpus: number;
  readonly numaNodes: number;
}

/** A CPU that is offline has nothing. */
export async function readHostParts(ask: Ask, { cpus, numaNodes }: HostLayout): Promise<HostPartCounters> {
  const sampler = new HostSampler();
  const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);
  const [ofCpus, ofCells] = await Promise.all([
    Promise.all(upTo(Math.min(cpus, MOST_CPUS)).map((cpu) => orElse(sampler.readCpu(ask, cpu), NOTHING))),
    Promise.all(
      upTo(Math.min(numaNodes, MOST_CELLS)).map((cell) => orElse(sampler.readCell(ask, cell), NOTHING)),
    ),
  ]);
  return { cpus: ofCpus, cells: ofCells };
}

export function hostParts({ before, after }: Span<HostPartCounters>): HostParts {
  return {
    cpus: after.cpus.map((cpu, index) => hostSample(before.cpus[index] ?? NOTHING, cpu).cpuPercent),
    cells: after.cells.map((cell) => ({
      totalKiB: cell.memory.get('total') ?? GAP,
      usedKiB: hostSample(cell, cell).memoryUsedKiB,
    })),
  };
}
