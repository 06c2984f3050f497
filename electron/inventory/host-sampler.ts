// Reads the host's own CPU times and memory, one round trip a reading.
import {
  VirNodeGetCPUStatsAllCPUs,
  VirNodeGetMemoryStatsAllCells,
} from '../libvirt/protocol/constants.gen.ts';
import { nodeGetCpuStats, nodeGetMemoryStats } from '../libvirt/protocol/node.gen.ts';
import { type Ask, orElse } from './ask.ts';
import type { HostCounters } from './rates.ts';

const ALL_CPUS = VirNodeGetCPUStatsAllCPUs.VIR_NODE_CPU_STATS_ALL_CPUS;
const ALL_CELLS = VirNodeGetMemoryStatsAllCells.VIR_NODE_MEMORY_STATS_ALL_CELLS;
const NOTHING = { params: [], nparams: 0 };

interface ParameterCounts {
  readonly cpu: number;
  readonly memory: number;
}

export class HostSampler {
  #counts: ParameterCounts | undefined;

  /** The counters now; empty where the driver has none. */
  async read(ask: Ask): Promise<HostCounters> {
    this.#counts ??= await askCounts(ask);
    const { cpu, memory } = this.#counts;
    const [times, sizes] = await Promise.all([
      cpu === 0
        ? NOTHING
        : orElse(ask(nodeGetCpuStats, { cpuNum: ALL_CPUS, nparams: cpu, flags: 0 }), NOTHING),
      memory === 0
        ? NOTHING
        : orElse(ask(nodeGetMemoryStats, { nparams: memory, cellNum: ALL_CELLS, flags: 0 }), NOTHING),
    ]);
    return { cpu: byField(times.params), memory: byField(sizes.params) };
  }
}

/** Room for 0 parameters asks how many there are; any other number must be that one. */
async function askCounts(ask: Ask): Promise<ParameterCounts> {
  const [cpu, memory] = await Promise.all([
    orElse(ask(nodeGetCpuStats, { cpuNum: ALL_CPUS, nparams: 0, flags: 0 }), NOTHING),
    orElse(ask(nodeGetMemoryStats, { nparams: 0, cellNum: ALL_CELLS, flags: 0 }), NOTHING),
  ]);
  return { cpu: cpu.nparams, memory: memory.nparams };
}

function byField(
  params: readonly { readonly field: string; readonly value: bigint }[],
): ReadonlyMap<string, number> {
  return new Map(params.map(({ field, value }) => [field, Number(value)]));
}
