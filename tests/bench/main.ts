// Measures, in the lab, and prints the table.
import { access } from 'node:fs/promises';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { flood, virtioConsole } from './consoles.ts';
import { firstScreen } from './first-screen.ts';
import { type LinkResult, measureHosts } from './hosts.ts';
import { firstPicture } from './screen.ts';
import { markdown, ms, type Row } from './table.ts';
import type { Step } from './work.ts';

const words = process.argv.slice(2);
const quick = words.includes('--quick');
const only = words
  .find((word) => word.startsWith('--only='))
  ?.slice('--only='.length)
  .split(',');

const STEP_NAMES: Readonly<Record<Step, string>> = {
  connect: 'connect',
  list: 'list of 1,000 domains',
  xml: 'XML of all 1,000',
  statistics: 'bulk statistics',
  all: 'all together',
};

function hostRows({ roundTripMs, runs, work, roundTrips }: LinkResult): Row[] {
  const { guesthouse, virsh, libvirtPython } = work;
  const steps: readonly Step[] = ['connect', 'list', 'xml', 'statistics', 'all'];
  return steps.map((step) => {
    const [ours, theirs] = [guesthouse[step], libvirtPython[step]];
    const ratio = ours === undefined || theirs === undefined ? '' : (ours / theirs).toFixed(2);
    const trips =
      step === 'all' && roundTrips !== undefined
        ? `; ${roundTrips} round trips of ours, addresses included`
        : '';
    const times = step === 'all' ? `; runs: ${runs.guesthouse}, ${runs.virsh}, ${runs.libvirtPython}` : '';
    return {
      what: `${roundTripMs} ms: ${STEP_NAMES[step]}`,
      guesthouse: ms(ours),
      virsh: ms(virsh[step]),
      libvirtPython: ms(theirs),
      remark: `${ratio}${trips}${times}`,
    };
  });
}

/** Rows of one part; a part that cannot be measured says why in the table. */
async function part(name: string, measure: () => Promise<readonly Row[]>): Promise<readonly Row[]> {
  if (only !== undefined && !only.includes(name)) return [];
  try {
    return await measure();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [{ what: name, guesthouse: 'not measured', remark: why.split('\n')[0] ?? '' }];
  }
}

async function hosts(): Promise<readonly Row[]> {
  const direct = quick ? 2 : 7;
  const slow = quick
    ? { guesthouse: 2, virsh: 0, libvirtPython: 0 }
    : { guesthouse: 3, virsh: 1, libvirtPython: 1 };
  const results = await measureHosts({ guesthouse: direct, virsh: direct, libvirtPython: direct }, slow);
  return results.flatMap(hostRows);
}

async function virtManager(): Promise<readonly Row[]> {
  const path = '/usr/bin/virt-manager';
  const installed = await access(path).then(
    () => true,
    () => false,
  );
  const remark = installed
    ? 'installed; it has no way to be timed without a display'
    : `not installed (${path})`;
  return [{ what: 'virt-manager', guesthouse: '', remark }];
}

const bundle = dirname(process.argv[1] ?? '');
const rows = [
  ...(await part('hosts', hosts)),
  ...(await part('virt-manager', virtManager)),
  ...(await part('page', () => firstScreen(join(bundle, '../..')))),
  ...(await part('screen', () => firstPicture(quick ? 2 : 5))),
  ...(await part('serial', () => virtioConsole(quick ? 1 : 5))),
  ...(await part('flood', () => flood(bundle, quick ? 1 : 3))),
];
console.log(`Medians, on ${cpus().length} × ${cpus()[0]?.model ?? 'unknown CPU'}, Node ${process.version}\n`);
console.log(markdown(rows));
process.exit(0);
