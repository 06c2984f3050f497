// What we say that a machine does, beside what virsh counts meanwhile; and that a day of it outlives the engine.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DomainKey } from '../../shared/model/keys.ts';
import type { DomainMetric, DomainSample, StatisticsTick } from '../../shared/model/statistics.ts';
import { GUEST_READY } from '../lab/guest.ts';
import { type Host, startHost } from '../lab/host.ts';
import { waitFor } from '../lab/process.ts';
import { startEngine, type TestEngine } from './inventory-engine.ts';

const WORK_MS = 6000;
/** Each page is told when a tick was taken, to which the counters are some ms older. */
const SLACK = 0.1;
/** Beside it, of what QEMU does for itself: a request of a disk, a packet. */
const MINOR_BYTES = 20_000;

let host: Host;

beforeAll(async () => {
  host = await startHost();
  // One of its CPUs stays idle: a share above 100 % is cut, and QEMU's own threads count too.
  await host.defineGuest({ name: 'busy', disk: true, vcpus: 2 });
  await host.virsh('start', 'busy');
  await host.waitForSerial('busy', GUEST_READY);
});
afterAll(async () => {
  await host?.dispose();
});

const uri = () => `qemu+unix:///system?socket=${host.socketPath}`;

const gateway = () => `192.168.${100 + host.number}.1`;

/** QEMU looks only now and then whether somebody has opened the other end of its terminal. */
const TYPE = 'exec 3>"$0"; sleep 2; printf "%s\\r" "$1" >&3; sleep 1';

async function typeInGuest(line: string): Promise<void> {
  const terminal = await host.virsh('ttyconsole', 'busy');
  const { code, stderr } = await host.exec('sh', ['-c', TYPE, terminal.trim(), line]);
  if (code !== 0) throw new Error(stderr);
}

interface Counted {
  /** ms since 1970, before and after the question. */
  readonly from: number;
  readonly to: number;
  readonly cpuSeconds: number;
  readonly diskWriteBytes: number;
  readonly netTxBytes: number;
}

/** libvirt's own tool, over a connection of its own. */
async function countedByVirsh(): Promise<Counted> {
  const from = Date.now();
  const text = await host.virsh('domstats', '--raw', 'busy');
  const to = Date.now();
  const sum = (field: RegExp) =>
    [...text.matchAll(field)].reduce((total, [, value]) => total + Number(value), 0);
  return {
    from,
    to,
    cpuSeconds: sum(/cpu\.time=(\d+)/g) / 1e9,
    diskWriteBytes: sum(/block\.\d+\.wr\.bytes=(\d+)/g),
    netTxBytes: sum(/net\.\d+\.tx\.bytes=(\d+)/g),
  };
}

interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly sample: DomainSample;
}

/** Each sample with the time that it is the rate of. */
function stretches(ticks: readonly StatisticsTick[], key: DomainKey): readonly Stretch[] {
  return ticks.slice(1).flatMap((tick, index) => {
    const sample = tick.domains.find((one) => one.key === key);
    return sample === undefined ? [] : [{ from: ticks[index]!.atMs, to: tick.atMs, sample }];
  });
}

function sum(of: readonly Stretch[], metric: DomainMetric): number {
  return of.reduce(
    (total, { from, to, sample }) => total + (Math.max(0, sample[metric]) * (to - from)) / 1000,
    0,
  );
}

test('CPU, disk and network are what virsh domstats counts over the same time', async () => {
  await using engine = await startEngine();
  const connection = await engine.open(uri());
  await engine.handlers.settings.set({ statisticsIntervalMs: 1000 }, engine.context);
  const { key } = await engine.domain('busy');
  await typeInGuest(
    `while :; do dd if=/dev/urandom of=/disk/x bs=64k count=16 conv=fsync; ping -c 5 -i 0.1 -s 1400 ${gateway()}; done >/dev/null 2>&1 &`,
  );
  await engine.handlers.statistics.watch({ connection, inView: 'all' }, engine.context);
  const isBusy = ({ domains }: StatisticsTick) =>
    domains.some((one) => one.diskWriteBytesPerS > MINOR_BYTES && one.cpuPercent > 5);
  await waitFor('a busy machine', async () => engine.ticks.some(isBusy));

  const before = await countedByVirsh();
  await sleep(WORK_MS);
  const after = await countedByVirsh();
  await waitFor('the tick after', async () => (engine.ticks.at(-1)?.atMs ?? 0) > after.to + 1000);

  const all = stretches(engine.ticks, key);
  // Counters only grow: what lies inside virsh's time cannot be more than it counted, nor what covers it less.
  const inside = all.filter(({ from, to }) => from >= before.to && to <= after.from);
  const around = all.filter(({ from, to }) => to > before.from && from < after.to);
  expect(inside.length).toBeGreaterThanOrEqual(3);
  const compare = (metric: DomainMetric, counted: number, unit: number, minor: number) => {
    expect(sum(inside, metric) * unit, metric).toBeLessThanOrEqual(counted * (1 + SLACK) + minor);
    expect(sum(around, metric) * unit, metric).toBeGreaterThanOrEqual(counted * (1 - SLACK) - minor);
  };
  const grown = (of: keyof Counted) => after[of] - before[of];
  expect(grown('diskWriteBytes')).toBeGreaterThan(MINOR_BYTES);
  expect(grown('netTxBytes')).toBeGreaterThan(MINOR_BYTES);
  const vcpus = 2;
  compare('cpuPercent', grown('cpuSeconds'), vcpus / 100, 0.1);
  compare('diskWriteBytesPerS', grown('diskWriteBytes'), 1, MINOR_BYTES);
  compare('netTxBytesPerS', grown('netTxBytes'), 1, MINOR_BYTES);
});

test('what was measured is there after the engine was ended and started again', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'histories-'));
  const past = async ({ handlers, context, snapshot }: TestEngine) => {
    const connection = (await snapshot()).hosts[0]!.id;
    return await handlers.statistics.host({ connection, range: '24h' }, context);
  };
  const first = await startEngine([uri()], folder);
  const connection = await first.open(uri());
  await first.handlers.statistics.watch({ connection, inView: 'all' }, first.context);
  await waitFor('a measurement', async () => (await past(first)).times.length > 0);
  await first.dispose();
  expect(await readdir(join(folder, 'history'))).toEqual([`${connection}.history.gz`]);

  const second = await startEngine([uri()], folder);
  expect((await past(second)).series.memoryUsedKiB[0]).toBeGreaterThan(10_000);
  await second.handlers.connections.remove({ connection }, second.context);
  expect(await readdir(join(folder, 'history'))).toEqual([]);
  await second.dispose();
  await rm(folder, { recursive: true });
});
