// Hosts over ssh with a round trip of 50 ms: one of 1,000 machines, one of 10, and twenty of 200 at once.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { writeTestDriverFile } from '../support/test-driver.ts';
import { cpuBetween, cpuTimes } from './cpu-time.ts';
import { type FarHost, startFarHosts } from './far-hosts.ts';
import type { RemoteResult } from './remote-engine.ts';
import { ms, type Row } from './table.ts';
import { median } from './work.ts';

const ROUND_TRIP_MS = 50;
const FILE = '/var/lib/libvirt/images/bench.xml';
const SOCKET = '&socket=/run/libvirt/libvirt-sock';
const SEVERAL = { hosts: 20, domains: 200 } as const;

/** `bundle` is the folder of the built scripts. */
export async function remoteHosts(bundle: string, times: number): Promise<readonly Row[]> {
  return [...(await oneHost(bundle, times)), ...(await severalHosts(bundle, times))];
}

async function oneHost(bundle: string, times: number): Promise<readonly Row[]> {
  await using far = await startFarHosts(1, ROUND_TRIP_MS);
  const rows: Row[] = [];
  for (const domains of [10, 1000]) {
    const uris = await Promise.all(far.hosts.map((one) => populate(one, domains)));
    const runs: RemoteResult[] = [];
    for (let run = 0; run < times; run += 1) {
      const [result] = (await openAll(bundle, uris, domains)).results;
      if (result !== undefined) runs.push(result);
    }
    const middle = (of: (run: RemoteResult) => number): number | undefined => median(runs.map(of));
    rows.push({
      what: `ssh, ${ROUND_TRIP_MS} ms: ${domains} domains, after the login`,
      guesthouse: ms(middle(afterLogin)),
      remark: [
        domains === 1000 ? 'at most 1.2 s; ' : '',
        `rows and XML ${ms(middle((run) => run.loadedMs - run.loggedInMs))}, statistics too;`,
        ` ${middle(({ roundTrips }) => roundTrips)} round trips of libvirt;`,
        ` the login before ${ms(middle(({ loggedInMs }) => loggedInMs))}`,
      ].join(''),
    });
  }
  return rows;
}

async function severalHosts(bundle: string, times: number): Promise<readonly Row[]> {
  await using far = await startFarHosts(SEVERAL.hosts, ROUND_TRIP_MS);
  const uris = await Promise.all(far.hosts.map((one) => populate(one, SEVERAL.domains)));
  const runs: Opened[] = [];
  for (let run = 0; run < times; run += 1) runs.push(await openAll(bundle, uris, SEVERAL.domains));
  const middle = (of: (run: Opened) => number): string => ms(median(runs.map(of)));
  const what = `ssh, ${ROUND_TRIP_MS} ms: ${SEVERAL.hosts} hosts of ${SEVERAL.domains}`;
  const cpu = `CPU: engine ${middle((run) => run.engineCpuMs)}, its ssh ${middle((run) => run.sshCpuMs)}`;
  const others = `servers ${middle((run) => run.serverCpuMs)}, delay line ${middle((run) => run.linkCpuMs)}`;
  return [
    { what: `${what}, after the last login`, guesthouse: middle(afterLogins), remark: 'at most 3 s' },
    {
      what: `${what}, logins included`,
      guesthouse: middle(({ results }) => Math.max(...results.map(finished))),
      remark: `at most 6 s; ${cpu}, ${others}`,
    },
  ];
}

const finished = ({ loadedMs, statisticsMs }: RemoteResult): number => Math.max(loadedMs, statisticsMs);
const afterLogin = (result: RemoteResult): number => finished(result) - result.loggedInMs;
const afterLogins = ({ results }: Opened): number =>
  Math.max(...results.map(finished)) - Math.max(...results.map(({ loggedInMs }) => loggedInMs));

async function populate({ host, uri }: FarHost, domains: number): Promise<string> {
  const file = FILE.replace('bench', `bench${domains}`);
  await writeTestDriverFile(join(host.directory, file), domains);
  return uri('test', file, SOCKET);
}

interface Opened {
  readonly results: readonly RemoteResult[];
  readonly engineCpuMs: number;
  readonly sshCpuMs: number;
  readonly serverCpuMs: number;
  readonly linkCpuMs: number;
}

async function openAll(bundle: string, uris: readonly string[], domains: number): Promise<Opened> {
  const [before, link] = [await cpuTimes(), process.cpuUsage()];
  const script = join(bundle, 'remote-engine.mjs');
  const child = spawn(process.execPath, [script, ...uris], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const [line] = await Promise.race([once(child.stdout, 'data'), ended]);
  const after = await cpuTimes();
  const { user, system } = process.cpuUsage(link);
  child.stdin.end();
  await ended;
  const results: readonly RemoteResult[] = JSON.parse(String(line));
  const short = results.find((one) => one.domains !== domains);
  if (short !== undefined) throw new Error(`${short.domains} machines instead of ${domains}`);
  const [linkCpuMs, sshCpuMs] = [(user + system) / 1000, cpuBetween(before, after, isSsh)];
  const nodes = cpuBetween(before, after, isNode);
  const serverCpuMs = cpuBetween(before, after, (name) => !isSsh(name) && !isNode(name));
  console.error(
    `${results.length} × ${domains}: ${Math.round(Math.max(...results.map(finished)))} ms in all`,
  );
  return { results, engineCpuMs: nodes - linkCpuMs, sshCpuMs, serverCpuMs, linkCpuMs };
}

const isSsh = (name: string): boolean => name === 'ssh';
const isNode = (name: string): boolean => name === 'node' || name === 'MainThread';
