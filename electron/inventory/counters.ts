// What one machine's record of the bulk statistics says, as plain numbers that only grow.
import { GAP } from '../../shared/model/statistics.ts';
import type { TypedParam } from '../libvirt/protocol/values.gen.ts';

/** `GAP` where the host gave no number: it is off, busy (NOWAIT), or the driver cannot tell. */
export interface DomainCounters {
  readonly cpuTimeNs: number;
  /** How many the machine has now; never `GAP`. */
  readonly vcpus: number;
  readonly memoryKiB: number;
  readonly diskReadBytes: number;
  readonly diskWriteBytes: number;
  readonly netRxBytes: number;
  readonly netTxBytes: number;
}

/** The number of a typed parameter; texts are none. Byte counters stay exact up to 8 PiB. */
export function numberOf(param: TypedParam): number | undefined {
  const { value } = param.value;
  return typeof value === 'string' ? undefined : Number(value);
}

const BLOCK = /^block\.\d+\.(rd|wr)\.bytes$/;
const NET = /^net\.\d+\.(rx|tx)\.bytes$/;

/** Reads a record; disks and interfaces are summed over all of the machine's. */
export function readCounters(params: readonly TypedParam[], vcpus: number): DomainCounters {
  const single = new Map<string, number>();
  const sums = { rd: GAP, wr: GAP, rx: GAP, tx: GAP };
  for (const param of params) {
    const number = numberOf(param);
    if (number === undefined) continue;
    const direction = (BLOCK.exec(param.field) ?? NET.exec(param.field))?.[1];
    if (direction === 'rd' || direction === 'wr' || direction === 'rx' || direction === 'tx') {
      sums[direction] = Math.max(0, sums[direction]) + number;
    } else single.set(param.field, number);
  }
  return {
    cpuTimeNs: single.get('cpu.time') ?? GAP,
    vcpus,
    memoryKiB: usedMemoryKiB(single),
    diskReadBytes: sums.rd,
    diskWriteBytes: sums.wr,
    netRxBytes: sums.rx,
    netTxBytes: sums.tx,
  };
}

/** What the guest itself says it uses, else what its process holds of the host's memory. */
function usedMemoryKiB(single: ReadonlyMap<string, number>): number {
  const available = single.get('balloon.available');
  const unused = single.get('balloon.unused');
  if (available !== undefined && unused !== undefined && available >= unused) return available - unused;
  return single.get('balloon.rss') ?? GAP;
}
