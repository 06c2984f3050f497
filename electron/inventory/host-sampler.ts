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
const EMPTY: HostCounters = { cpu: new Map(), memory: new Map() };

interface ParameterCounts {
  readonly cpu: number;
  readonly memory: number;
}

export class HostSampler {
  #counts: Promise<ParameterCounts> | undefined;

  /** The counters now; empty where the driver has none. */
  async read(ask: Ask): Promise<HostCounters> {
    const [{ cpu }, { memory }] = await Promise.all([
      orElse(this.readCpu(ask, ALL_CPUS), EMPTY),
      orElse(this.readCell(ask, ALL_CELLS), EMPTY),
    ]);
    return { cpu, memory };
  }

  /** The times of one CPU. */
  async readCpu(ask: Ask, cpuNum: number): Promise<HostCounters> {
    const nparams = (await this.#counted(ask)).cpu;
    if (nparams === 0) return EMPTY;
    const { params } = await ask(nodeGetCpuStats, { cpuNum, nparams, flags: 0 });
    return { cpu: byField(params), memory: EMPTY.memory };
  }

  /** The memory of one NUMA node. */
  async readCell(ask: Ask, cellNum: number): Promise<HostCounters> {
    const nparams = (await this.#counted(ask)).memory;
    if (nparams === 0) return EMPTY;
    // A node of its own has fewer numbers than the whole has.
    const room =
      cellNum === ALL_CELLS
        ? nparams
        : (await ask(nodeGetMemoryStats, { nparams: 0, cellNum, flags: 0 })).nparams;
    const { params } = await ask(nodeGetMemoryStats, { nparams: room, cellNum, flags: 0 });
    return { cpu: EMPTY.cpu, memory: byField(params) };
  }

  #counted(ask: Ask): Promise<ParameterCounts> {
    this.#counts ??= askCounts(ask);
    return this.#counts;
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
