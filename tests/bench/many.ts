// Many machines on a demo host that is a process of its own: what they cost the engine, and the page that shows them.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type Page } from '@playwright/test';
import { LAB_REPO } from '../lab/desk.ts';
import { cpuBetween, cpuTimes, processCpuMs } from './cpu-time.ts';
import type { ManyResult } from './many-engine.ts';
import { ms, type Row } from './table.ts';

const SIZES = [100, 1_000, 10_000] as const;
const BURST = 1_000;
const WATCH_MS = 10_000;
const START_MS = 60_000;

interface Program {
  readonly process: ChildProcess;
  readonly lines: Interface;
}

/** `bundle` is the folder of the built scripts. */
export async function manyMachines(bundle: string): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const size of SIZES)
    rows.push(...(await withServer(bundle, size, (uri, server) => engineRows(bundle, uri, server))));
  rows.push(...(await withServer(bundle, SIZES[2], pageRows)));
  return rows;
}

async function withServer(
  bundle: string,
  domains: number,
  use: (uri: string, server: Program) => Promise<readonly Row[]>,
): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'many-'));
  const socket = join(folder, 'sock');
  const server = start([join(bundle, 'demo-server.mjs'), `demo:///large?domains=${domains}&off=0`, socket]);
  try {
    await line(server, 'ready');
    return await use(`demo+unix:///large?domains=${domains}&off=0&socket=${socket}.1`, server);
  } finally {
    server.process.kill();
    await rm(folder, { recursive: true });
  }
}

function start(args: readonly string[]): Program {
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  return { process: child, lines: createInterface({ input: child.stdout }) };
}

async function line({ lines }: Program, wanted: string): Promise<void> {
  for (;;) {
    const [said] = await once(lines, 'line', { signal: AbortSignal.timeout(START_MS) });
    if (said === wanted) return;
  }
}

async function engineRows(bundle: string, uri: string, server: Program): Promise<readonly Row[]> {
  const engine = start(['--expose-gc', join(bundle, 'many-engine.mjs'), uri]);
  await line(engine, 'loaded');
  engine.process.stdin?.write('go\n');
  server.process.stdin?.write(`burst ${BURST}\n`);
  const [json] = await once(engine.lines, 'line', { signal: AbortSignal.timeout(START_MS) });
  const one: ManyResult = JSON.parse(json);
  const what = `${one.domains.toLocaleString('en')} machines`;
  const perMachine = (value: number) => ((value / one.domains) * 1000).toFixed(0);
  return [
    {
      what: `${what}: first load, into the model`,
      guesthouse: ms(one.loadMs),
      remark: `CPU ${ms(one.loadCpuMs)}; engine's heap ${one.heapMB} MB, resident ${one.residentMB} MB`,
    },
    {
      what: `${what}: a tick of statistics, CPU of the engine`,
      guesthouse: ms(one.tickCpuMs),
      remark: `${perMachine(one.tickCpuMs)} µs a machine`,
    },
    {
      what: `${what}: ${Math.min(BURST, one.domains)} changes in a second, CPU of the engine`,
      guesthouse: ms(one.burstCpuMs),
      remark: `${one.burstChanges} in the model, the last ${ms(one.burstMs)} after the first was sent for`,
    },
  ];
}

/** The same in Chromium over `--serve`: the engine and the page of the desktop app. */
async function pageRows(uri: string, server: Program): Promise<readonly Row[]> {
  const home = await mkdtemp(join(tmpdir(), 'home-'));
  const app = spawn(process.execPath, [join(LAB_REPO, 'dist/electron/serve.js'), uri], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, HOME: home },
  });
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  try {
    const begin = performance.now();
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-US' });
    await page.goto(await addressOf(app));
    await page.getByText('10,000 running of 10,000').waitFor({ timeout: START_MS });
    const shownMs = performance.now() - begin;
    const watched = await watch(page, app, () => sleep(WATCH_MS));
    const bursting = await watch(page, app, async () => {
      server.process.stdin?.write(`burst ${BURST}\n`);
      await page.getByText('9,000 running of 10,000').waitFor({ timeout: START_MS });
    });
    return [
      {
        what: '10,000 machines: page and engine started, all shown',
        guesthouse: ms(shownMs),
        remark: `page's heap ${await heapMB(page)} MB; resident: page ${await residentMB('chromium', 'renderer')} MB, engine ${await residentMB('serve.js')} MB`,
      },
      {
        what: '10,000 machines: 10 s with the list open, CPU of page and engine',
        guesthouse: ms(watched.engineCpuMs + watched.pageCpuMs),
        remark: `engine ${ms(watched.engineCpuMs)}, browser ${ms(watched.pageCpuMs)}; longest task of the page ${watched.longestMs} ms; 2 s between ticks`,
      },
      {
        what: `10,000 machines: ${BURST} changes in a second, longest task of the page`,
        guesthouse: `${bursting.longestMs} ms`,
        remark: `CPU: engine ${ms(bursting.engineCpuMs)}, browser ${ms(bursting.pageCpuMs)}`,
      },
    ];
  } finally {
    await browser.close();
    app.kill('SIGTERM');
    await rm(home, { recursive: true, force: true });
  }
}

async function addressOf(app: ChildProcess): Promise<string> {
  let said = '';
  for (;;) {
    const url = /http:\/\/127\.0\.0\.1:\d+\/\S*/.exec(said)?.[0];
    if (url !== undefined) return url;
    const [chunk] = await once(app.stdout ?? app, 'data', { signal: AbortSignal.timeout(START_MS) });
    said += String(chunk);
  }
}

interface Watched {
  readonly engineCpuMs: number;
  /** Of the whole browser. */
  readonly pageCpuMs: number;
  readonly longestMs: number;
}

/** What `during` costs: the longest task of the page, and the CPU of the processes that are ours. */
async function watch(page: Page, engine: ChildProcess, during: () => Promise<unknown>): Promise<Watched> {
  await page.evaluate(() => {
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries())
        Reflect.set(
          globalThis,
          'longest',
          Math.max(Number(Reflect.get(globalThis, 'longest') ?? 0), duration),
        );
    });
    Reflect.set(globalThis, 'longest', 0);
    observer.observe({ entryTypes: ['longtask'] });
  });
  const [engineBefore, before] = [await processCpuMs(engine), await cpuTimes()];
  await during();
  const [engineAfter, after] = [await processCpuMs(engine), await cpuTimes()];
  const longestMs = Math.round(await page.evaluate(() => Number(Reflect.get(globalThis, 'longest'))));
  return {
    longestMs,
    engineCpuMs: engineAfter - engineBefore,
    pageCpuMs: cpuBetween(before, after, (name) => name.startsWith('chrom')),
  };
}

async function heapMB(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return Math.round(usedSize / 1024 / 1024);
}

/** Of the largest process whose command line has all these words. */
async function residentMB(...wordsOfIt: readonly string[]): Promise<number> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const sizes = await Promise.all(
    pids.map(async (pid) => {
      const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
      if (!wordsOfIt.every((word) => command.includes(word))) return 0;
      const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
    }),
  );
  return Math.round(Math.max(...sizes));
}
