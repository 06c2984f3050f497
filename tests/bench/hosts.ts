// Opening a host of 1,000 machines: libvirt's test driver in a real libvirtd, behind its real socket, with and without a slow link.
import { join } from 'node:path';
import { startHost } from '../lab/host.ts';
import { startSlowProxy } from '../support/slow-proxy.ts';
import { writeTestDriverFile } from '../support/test-driver.ts';
import { type Contestant, guesthouse, guesthousePart, libvirtPython, virsh } from './contestants.ts';
import { countRoundTrips } from './round-trips.ts';
import { medians, type Work } from './work.ts';

const DOMAINS = 1000;
const FILE = '/var/lib/libvirt/images/bench.xml';
const ROUND_TRIP_MS = 50;

const CONTESTANTS = { guesthouse, virsh, libvirtPython } as const;
type Name = keyof typeof CONTESTANTS;
/** How often each runs; on a slow link virsh and libvirt-python take minutes. */
export type Runs = Readonly<Record<Name, number>>;

export interface LinkResult {
  readonly roundTripMs: number;
  readonly runs: Runs;
  readonly work: Readonly<Record<Name, Work>>;
  readonly roundTrips?: number;
}

/** Measures on a direct and on a slow link; says on stderr how far it is. */
export async function measureHosts(direct: Runs, slow: Runs): Promise<readonly LinkResult[]> {
  const host = await startHost();
  const uri = (socket: string): string => `test+unix://${FILE}?socket=${socket}`;
  const slowPath = '/run/lab/tmp/slow.sock';
  const countedPath = '/run/lab/tmp/counted.sock';
  await writeTestDriverFile(join(host.directory, FILE), DOMAINS);
  const proxy = await startSlowProxy({
    listenPath: slowPath,
    target: { path: host.socketPath },
    delayMs: ROUND_TRIP_MS / 2,
  });
  const counter = await countRoundTrips(countedPath, slowPath);
  try {
    const fast = await measureLink(uri(host.socketPath), direct);
    const late = await measureLink(uri(slowPath), slow);
    await guesthousePart('engine', uri(countedPath));
    const roundTrips = counter.count();
    return [
      { roundTripMs: 0, runs: direct, work: fast },
      { roundTripMs: ROUND_TRIP_MS, runs: slow, work: late, roundTrips },
    ];
  } finally {
    await counter.dispose();
    await proxy.dispose();
    await host.dispose();
  }
}

/** One after the other in turns, so that a busy minute of this machine hits all alike. */
async function measureLink(uri: string, runs: Runs): Promise<LinkResult['work']> {
  const domains = Array.from({ length: DOMAINS }, (_, index) => `vm${String(index + 1).padStart(4, '0')}`);
  const done: Record<Name, Work[]> = { guesthouse: [], virsh: [], libvirtPython: [] };
  for (let turn = 0; turn < Math.max(...Object.values(runs)); turn += 1) {
    for (const [name, contestant] of entries()) {
      if (turn >= runs[name]) continue;
      const work = await contestant(uri, domains);
      if (work.domains !== DOMAINS) throw new Error(`${name} saw ${work.domains} machines`);
      console.error(`${name} ${turn + 1}/${runs[name]}: ${Math.round(work.all ?? 0)} ms in all`);
      done[name].push(work);
    }
  }
  return {
    guesthouse: medians(done.guesthouse),
    virsh: medians(done.virsh),
    libvirtPython: medians(done.libvirtPython),
  };
}

function entries(): readonly (readonly [Name, Contestant])[] {
  return [
    ['guesthouse', guesthouse],
    ['virsh', virsh],
    ['libvirtPython', libvirtPython],
  ];
}
