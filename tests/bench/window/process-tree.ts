// What a program and all that it started cost: their CPU time, and the memory that is theirs.
import { readdir, readFile } from 'node:fs/promises';

const TICK_MS = 10;

export interface TreeCost {
  readonly cpuMs: number;
  /** Resident, shared pages counted once for each process: what most monitors show, summed. */
  readonly residentMB: number;
  /** Resident, shared pages divided among those that share them. */
  readonly ownMB: number;
  readonly processes: number;
}

interface Stat {
  readonly pid: number;
  readonly parent: number;
  readonly cpuMs: number;
}

/** The cost until now of the process `root` and of its descendants that live. */
export async function treeCost(root: number): Promise<TreeCost> {
  const pids = await treeOf(root);
  const sizes = await Promise.all(pids.map(({ pid }) => memoryOf(pid)));
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  return {
    cpuMs: sum(pids.map(({ cpuMs }) => cpuMs)),
    residentMB: Math.round(sum(sizes.map(({ residentKB }) => residentKB)) / 1024),
    ownMB: Math.round(sum(sizes.map(({ ownKB }) => ownKB)) / 1024),
    processes: sizes.filter(({ residentKB }) => residentKB > 0).length,
  };
}

/** Their CPU time alone, which takes no time to read. */
export async function treeCpuMs(root: number): Promise<number> {
  return (await treeOf(root)).reduce((sum, { cpuMs }) => sum + cpuMs, 0);
}

async function treeOf(root: number): Promise<readonly Stat[]> {
  const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const all = (await Promise.all(names.map((name) => statOf(Number(name))))).flatMap((stat) => stat ?? []);
  const tree = all.filter(({ pid }) => pid === root);
  for (const { pid } of tree) tree.push(...all.filter(({ parent }) => parent === pid));
  return tree;
}

/** Parent, and utime and stime: fields 4, 14 and 15 of proc(5). */
async function statOf(pid: number): Promise<Stat | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = /\) (.*)$/s.exec(stat)?.[1]?.split(' ');
  if (fields === undefined) return undefined;
  return { pid, parent: Number(fields[1]), cpuMs: (Number(fields[11]) + Number(fields[12])) * TICK_MS };
}

async function memoryOf(pid: number): Promise<{ readonly residentKB: number; readonly ownKB: number }> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  const of = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0);
  return { residentKB: of('Rss'), ownKB: of('Pss') };
}
