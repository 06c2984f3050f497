// Measures, in the lab, and prints the table.
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { flood, virtioConsole } from './consoles.ts';
import { firstScreen } from './first-screen.ts';
import { fuzz } from './fuzz.ts';
import { healing } from './heal.ts';
import { type LinkResult, measureHosts } from './hosts.ts';
import { manyMachines } from './many.ts';
import { remoteHosts } from './remote.ts';
import { remoteConsoles } from './remote-consoles.ts';
import { firstPicture } from './screen.ts';
import { markdown, ms, type Row } from './table.ts';
import { hands } from './window/hands.ts';
import { idleOnDemo, idleOnGuests } from './window/idle.ts';
import { startOfApp } from './window/start.ts';
import { STEPS, type Step, type Work } from './work.ts';

const words = process.argv.slice(2);
const quick = words.includes('--quick');
const only = words
  .find((word) => word.startsWith('--only='))
  ?.slice('--only='.length)
  .split(',');
const seconds = Number(words.find((word) => word.startsWith('--seconds='))?.slice('--seconds='.length) ?? 60);

const STEP_NAMES: Readonly<Record<Step, string>> = {
  connect: 'connect',
  list: 'list of 1,000 domains',
  xml: 'XML of all 1,000',
  statistics: 'bulk statistics',
  all: 'all together',
};

function hostRows({ roundTripMs, runs, work, roundTrips }: LinkResult): Row[] {
  const row = (what: string, of: (work: Work) => number | undefined, remark = ''): Row => {
    const [ours, virsh, python] = [of(work.guesthouse), of(work.virsh), of(work.libvirtPython)];
    const ratio = ours === undefined || python === undefined ? '' : (ours / python).toFixed(2);
    const remarks = [ratio, remark].filter((part) => part !== '').join('; ');
    const cells = { guesthouse: ms(ours), virsh: ms(virsh), libvirtPython: ms(python) };
    return { what: `${roundTripMs} ms: ${what}`, ...cells, remark: remarks };
  };
  const trips = roundTrips === undefined ? [] : [`${roundTrips} round trips of ours, addresses included`];
  const counts = `runs: ${runs.guesthouse}, ${runs.virsh}, ${runs.libvirtPython}`;
  return [
    ...STEPS.map((step) =>
      row(STEP_NAMES[step], (one) => one[step], step === 'all' ? [...trips, counts].join('; ') : ''),
    ),
    row('all but connect', afterConnect, 'in connect libvirtd reads the file of 1,000 machines'),
  ];
}

function afterConnect({ all, connect }: Work): number | undefined {
  return all === undefined || connect === undefined ? undefined : all - connect;
}

/** Rows of one part; a part that cannot be measured says why in the table. */
async function part(name: string, measure: () => Promise<readonly Row[]>): Promise<readonly Row[]> {
  if (only !== undefined && !only.includes(name)) return [];
  console.error(`${name} …`);
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

const bundle = dirname(process.argv[1] ?? '');
const rows = [
  ...(await part('hosts', hosts)),
  ...(await part('ssh', () => remoteHosts(bundle, quick ? 1 : 5))),
  ...(await part('far-consoles', () => remoteConsoles(quick ? 2 : 5))),
  ...(await part('page', () => firstScreen(join(bundle, '../..')))),
  ...(await part('screen', () => firstPicture(quick ? 2 : 5))),
  ...(await part('serial', () => virtioConsole(quick ? 1 : 5))),
  ...(await part('heal', () => healing(quick ? 2 : 5))),
  ...(await part('flood', () => flood(bundle, quick ? 1 : 3))),
  ...(await part('many', () => manyMachines(bundle))),
  ...(await part('hands', () => hands(bundle, quick ? 1 : 3))),
  ...(await part('start', () => startOfApp(quick ? 2 : 5))),
  ...(await part('idle', () => idleOnDemo(bundle))),
  ...(await part('guests', () => idleOnGuests(quick ? 5 : 60))),
  ...(await part('fuzz', () => fuzz(quick ? 5 : seconds))),
];
console.log(`Medians, on ${cpus().length} × ${cpus()[0]?.model ?? 'unknown CPU'}, Node ${process.version}\n`);
console.log(markdown(rows));
process.exit(0);
