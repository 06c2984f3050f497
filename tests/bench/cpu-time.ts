// CPU time of everybody in the lab world, by the name of the program: what a measurement cost, and whom.
import type { ChildProcess } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';

/** Of `/proc/PID/stat`: a tick is 10 ms on every Linux. */
const TICK_MS = 10;

/** ms of CPU since each program's processes began, those of children that ended included. */
export type CpuTimes = ReadonlyMap<string, number>;

export async function cpuTimes(): Promise<CpuTimes> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')));
  const times = new Map<string, number>();
  for (const stat of stats) {
    const [, name = '', rest = ''] = /^\d+ \((.*)\) (.*)$/s.exec(stat) ?? [];
    // utime, stime, and both of the children that ended, as fields 14 to 17 of proc(5).
    const ticks = rest
      .split(' ')
      .slice(11, 15)
      .reduce((sum, word) => sum + Number(word), 0);
    times.set(name, (times.get(name) ?? 0) + ticks * TICK_MS);
  }
  return times;
}

/** ms of CPU since a process of ours began. */
export async function processCpuMs({ pid }: ChildProcess): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const [user, system] = (/\) (.*)$/s.exec(stat)?.[1] ?? '').split(' ').slice(11, 13).map(Number);
  return ((user ?? 0) + (system ?? 0)) * TICK_MS;
}

/** ms of CPU between two readings, of the programs that `matches`. */
export function cpuBetween(before: CpuTimes, after: CpuTimes, matches: (name: string) => boolean): number {
  let sum = 0;
  for (const [name, ms] of after) if (matches(name)) sum += ms - (before.get(name) ?? 0);
  return sum;
}
