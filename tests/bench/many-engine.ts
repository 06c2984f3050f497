// Our engine on a host of many machines: what opening it takes, what it holds afterwards, and what it costs while it lives.
//
//   node --expose-gc many-engine.mjs URI     says `loaded` when the model has all, waits for the line `burst N`, ends with one of JSON

import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { DomainHistories } from '../../electron/inventory/domain-histories.ts';
import { ModelHub } from '../../electron/inventory/model-hub.ts';
import { Host } from '../../electron/services/host.ts';
import { connectionId } from '../../shared/checks.ts';
import { nobody } from './nobody.ts';

const TICKS = 5;
const INTERVAL_MS = 1_000;
/** Nothing moves any more when so long nothing did. */
const STILL_MS = 700;

export interface ManyResult {
  readonly domains: number;
  readonly loadMs: number;
  readonly loadCpuMs: number;
  readonly heapMB: number;
  readonly residentMB: number;
  /** CPU of one tick of statistics of all machines, history included. */
  readonly tickCpuMs: number;
  /** From the first to the last change of the burst in the model, and the CPU that it took. */
  readonly burstMs: number;
  readonly burstCpuMs: number;
  readonly burstChanges: number;
}

const [uri = ''] = process.argv.slice(2);
const MB = 1024 * 1024;
const hub = new ModelHub();
const domains = new Set<string>();
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
    { id: connectionId.parse('bench'), profile, position: 0 },
    {
      hub,
      log: { path: '', info() {}, warn: console.error, error: console.error },
      userIsRoot: true,
      statisticsIntervalMs: () => INTERVAL_MS,
      backgroundStatistics: () => false,
      domainHistories: new DomainHistories(),
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

async function tickCost(host: Host): Promise<number> {
  const { stop } = host.statistics.watch('all');
  while (ticks < 2) await sleep(20);
  const [before, ticksBefore] = [cpuMs(), ticks];
  while (ticks < ticksBefore + TICKS) await sleep(20);
  const cost = (cpuMs() - before) / TICKS;
  stop();
  return cost;
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
const begin = performance.now();
const { host, loaded } = open();
await loaded;
const loadMs = Math.round(performance.now() - begin);
const loadCpuMs = Math.round(cpuMs());
const tickCpuMs = Math.round(await tickCost(host));
globalThis.gc?.();
const { heapUsed, rss } = process.memoryUsage();
const result: ManyResult = {
  domains: domains.size,
  loadMs,
  loadCpuMs,
  heapMB: Math.round(heapUsed / MB),
  residentMB: Math.round(rss / MB),
  tickCpuMs,
  ...(await burst(lines)),
};
console.log(JSON.stringify(result));
process.exit(0);
