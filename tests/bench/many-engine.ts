// Our engine on a host of many machines: what opening it takes, what it holds afterwards, and what it costs while it lives.
//
//   node --expose-gc many-engine.mjs URI     says `loaded` when the model has all, waits for the line `burst N`, ends with one of JSON

import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { DomainHistories } from '../../electron/inventory/domain-histories.ts';
import { saveHistories } from '../../electron/inventory/history-image.ts';
import { ModelHub } from '../../electron/inventory/model-hub.ts';
import { Host } from '../../electron/services/host.ts';
import { HistoryFiles } from '../../electron/store/history-files.ts';
import { connectionId } from '../../shared/checks.ts';
import { type DomainKey, localPartOf } from '../../shared/model/keys.ts';
import { nobody } from './nobody.ts';

const TICKS = 5;
const INTERVAL_MS = 1_000;
/** As many rows as a high window shows. */
const IN_VIEW = 40;
/** Nothing moves any more when so long nothing did. */
const STILL_MS = 700;

export interface ManyResult {
  readonly domains: number;
  readonly loadMs: number;
  readonly loadCpuMs: number;
  readonly heapMB: number;
  readonly residentMB: number;
  /** What the machines added to the heap and beside it, bytes each: model, statistics, histories. */
  readonly bytesPerMachine: number;
  /** CPU of one tick of statistics of all machines, history included. */
  readonly tickCpuMs: number;
  /** The same where a page has only so many rows in view. */
  readonly tickInViewCpuMs: number;
  readonly kept: Kept;
  /** From the first to the last change of the burst in the model, and the CPU that it took. */
  readonly burstMs: number;
  readonly burstCpuMs: number;
  readonly burstChanges: number;
}

/** What writing the long histories takes, when they are a day old. */
export interface Kept {
  readonly machines: number;
  readonly bytes: number;
  readonly ms: number;
  readonly cpuMs: number;
  /** For so long nothing else had its turn. */
  readonly longestMs: number;
}

const [uri = ''] = process.argv.slice(2);
const MB = 1024 * 1024;
const CONNECTION = connectionId.parse('bench');
const hub = new ModelHub();
const histories = new DomainHistories();
const domains = new Set<DomainKey>();
let changes = 0;
let lastChangeMs = 0;
let ticks = 0;

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

function open(): { readonly host: Host; readonly loaded: Promise<void> } {
  const loaded = new Promise<void>((resolve, reject) => {
    hub.onBatch((batch) => {
      for (const change of batch.changes) {
        if (change.op !== 'put') continue;
        if (change.noun === 'domain') {
          domains.add(change.value.key);
          changes += 1;
          lastChangeMs = performance.now();
        }
        if (change.noun !== 'host') continue;
        if (change.value.problem !== undefined) reject(new Error(JSON.stringify(change.value.problem)));
        if (change.value.state === 'connected') resolve();
      }
    });
  });
  const profile = { uri, readOnly: false, name: '', colour: 'none', notes: '', autoconnect: true } as const;
  const host = new Host(
    { id: CONNECTION, profile, position: 0 },
    {
      hub,
      log: { path: '', info() {}, warn: console.error, error: console.error },
      userIsRoot: true,
      statisticsIntervalMs: () => INTERVAL_MS,
      backgroundStatistics: () => false,
      domainHistories: histories,
      onTick: () => {
        ticks += 1;
      },
      findWay: () => undefined,
      askerFor: () => nobody,
    },
  );
  host.connect();
  return { host, loaded };
}

async function tickCost(host: Host, wanted: Parameters<Host['statistics']['watch']>[0]): Promise<number> {
  const { stop } = host.statistics.watch(wanted);
  const first = ticks + 2;
  while (ticks < first) await sleep(20);
  const [before, ticksBefore] = [cpuMs(), ticks];
  while (ticks < ticksBefore + TICKS) await sleep(20);
  const cost = (cpuMs() - before) / TICKS;
  stop();
  return cost;
}

/** A day of the machines that have a history, with numbers that do not repeat. */
function fillHistories(): void {
  const [now, minuteMs] = [Date.now(), 60_000];
  const known = [...histories.ofHost(CONNECTION)].map(([key]) => key);
  const value = () => Math.random() * 1e6;
  const measureAt = (atMs: number) =>
    histories.addUnseen(
      atMs,
      known.map((key) => ({
        key,
        cpuPercent: Math.random() * 100,
        memoryKiB: value(),
        diskReadBytesPerS: value(),
        diskWriteBytesPerS: value(),
        netRxBytesPerS: value(),
        netTxBytesPerS: value(),
      })),
    );
  for (let ago = 24 * 60; ago > 60; ago -= 4) measureAt(now - ago * minuteMs);
  for (let ago = 60; ago > 10; ago -= 1) measureAt(now - ago * minuteMs);
  for (let ago = 60; ago > 0; ago -= 1) measureAt(now - (ago * minuteMs) / 6);
}

async function keepCost(host: Host): Promise<Kept> {
  fillHistories();
  const folder = await mkdtemp(join(tmpdir(), 'kept-'));
  const content = saveHistories(
    { connection: CONNECTION, uri },
    { host: host.statistics.longHistory, domains: histories },
  );
  const delay = monitorEventLoopDelay({ resolution: 1 });
  await sleep(50);
  const [begin, cpuBefore] = [performance.now(), cpuMs()];
  delay.enable();
  await new HistoryFiles(folder).write(CONNECTION, content);
  delay.disable();
  const { size } = await stat(join(folder, `${CONNECTION}.history.gz`));
  const kept = {
    machines: histories.size,
    bytes: size,
    ms: performance.now() - begin,
    cpuMs: cpuMs() - cpuBefore,
    longestMs: delay.max / 1e6,
  };
  await rm(folder, { recursive: true });
  return kept;
}

/** Of what lives: the heap, and the buffers beside it. */
function heldBytes(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

async function burst(
  lines: NodeJS.EventEmitter,
): Promise<Pick<ManyResult, 'burstMs' | 'burstCpuMs' | 'burstChanges'>> {
  changes = 0;
  const [before, cpuBefore] = [performance.now(), cpuMs()];
  console.log('loaded');
  await once(lines, 'line');
  do await sleep(50);
  while (performance.now() - lastChangeMs < STILL_MS || changes === 0);
  return {
    burstMs: Math.round(lastChangeMs - before),
    burstCpuMs: Math.round(cpuMs() - cpuBefore),
    burstChanges: changes,
  };
}

const lines = createInterface({ input: process.stdin });
const emptyBytes = heldBytes();
const begin = performance.now();
const { host, loaded } = open();
await loaded;
const loadMs = Math.round(performance.now() - begin);
const loadCpuMs = Math.round(cpuMs());
const inView = new Set([...domains].slice(0, IN_VIEW).map(localPartOf));
const tickInViewCpuMs = await tickCost(host, inView);
const tickCpuMs = await tickCost(host, 'all');
const bytesPerMachine = Math.round((heldBytes() - emptyBytes) / domains.size);
const { heapUsed, rss } = process.memoryUsage();
const result: ManyResult = {
  domains: domains.size,
  loadMs,
  loadCpuMs,
  heapMB: Math.round(heapUsed / MB),
  residentMB: Math.round(rss / MB),
  bytesPerMachine,
  tickCpuMs,
  tickInViewCpuMs,
  ...(await burst(lines)),
  kept: await keepCost(host),
};
console.log(JSON.stringify(result));
process.exit(0);
