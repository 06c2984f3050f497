// Rates from two readings of counters.
import type { DomainKey } from '../../shared/model/keys.ts';
import { type DomainSample, GAP, type HostSample } from '../../shared/model/statistics.ts';
import type { DomainCounters } from './counters.ts';

/** Growth per second; no rate without two readings, nor across a restart (a counter that fell). */
export function perSecond(before: number, after: number, elapsedMs: number): number {
  if (before === GAP || after === GAP || after < before || elapsedMs <= 0) return GAP;
  return ((after - before) * 1000) / elapsedMs;
}

/** `cpuTimeNs` grows by up to one second per second and virtual CPU. */
function cpuPercent(before: DomainCounters, after: DomainCounters, elapsedMs: number): number {
  const nsPerSecond = perSecond(before.cpuTimeNs, after.cpuTimeNs, elapsedMs);
  if (nsPerSecond === GAP) return GAP;
  // QEMU's own threads count too, so that a busy machine can exceed its share a little.
  return Math.min(100, nsPerSecond / 1e7 / Math.max(1, after.vcpus));
}

/** One machine's sample between two readings, `elapsedMs` apart. */
export function domainSample(
  key: DomainKey,
  before: DomainCounters,
  after: DomainCounters,
  elapsedMs: number,
): DomainSample {
  return {
    key,
    cpuPercent: cpuPercent(before, after, elapsedMs),
    memoryKiB: after.memoryKiB,
    diskReadBytesPerS: perSecond(before.diskReadBytes, after.diskReadBytes, elapsedMs),
    diskWriteBytesPerS: perSecond(before.diskWriteBytes, after.diskWriteBytes, elapsedMs),
    netRxBytesPerS: perSecond(before.netRxBytes, after.netRxBytes, elapsedMs),
    netTxBytesPerS: perSecond(before.netTxBytes, after.netTxBytes, elapsedMs),
  };
}

/** ns of CPU time by kind (`idle`, `kernel`, `iowait`, …), and KiB of memory by kind, as libvirt names them. */
export interface HostCounters {
  readonly cpu: ReadonlyMap<string, number>;
  readonly memory: ReadonlyMap<string, number>;
}

const WAITING = new Set(['idle', 'iowait']);

function total(times: ReadonlyMap<string, number>, counts: (kind: string) => boolean): number {
  let sum = 0;
  for (const [kind, time] of times) if (counts(kind)) sum += time;
  return sum;
}

/** The host's own sample between two readings. */
export function hostSample(
  before: HostCounters,
  after: HostCounters,
): Pick<HostSample, 'cpuPercent' | 'memoryUsedKiB'> {
  return { cpuPercent: hostCpuPercent(before.cpu, after.cpu), memoryUsedKiB: memoryUsedKiB(after.memory) };
}

function hostCpuPercent(before: HostCounters['cpu'], after: HostCounters['cpu']): number {
  const everything = () => true;
  const all = total(after, everything) - total(before, everything);
  const waiting = total(after, (kind) => WAITING.has(kind)) - total(before, (kind) => WAITING.has(kind));
  // Linux counts waiting for disks loosely: that time can fall.
  if (before.size === 0 || all <= 0) return GAP;
  return Math.min(100, Math.max(0, 100 * (1 - waiting / all)));
}

/** Caches can be given back at any time, so they count as free. */
function memoryUsedKiB(memory: HostCounters['memory']): number {
  const all = memory.get('total');
  const free = memory.get('free');
  if (all === undefined || free === undefined) return GAP;
  return Math.max(0, all - free - (memory.get('buffers') ?? 0) - (memory.get('cached') ?? 0));
}
