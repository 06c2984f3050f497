// Many machines on a demo host that is a process of its own: what they cost the engine, and the page that shows them.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type Page } from '@playwright/test';
import { BROWSER } from '../lab/browser.ts';
import { LAB_REPO } from '../lab/desk.ts';
import { cpuBetween, cpuTimes, processCpuMs } from './cpu-time.ts';
import type { ManyResult } from './many-engine.ts';
import { ms, type Row } from './table.ts';

const SIZES = [100, 1_000, 10_000] as const;
const BURST = 1_000;
const WATCH_MS = 10_000;
const START_MS = 60_000;
const MB = 1024 * 1024;

interface Program {
  readonly process: ChildProcess;
  readonly lines: Interface;
}

/** `bundle` is the folder of the built scripts. */
export async function manyMachines(bundle: string): Promise<readonly Row[]> {
  const engines: ManyResult[] = [];
  const pages: PageResult[] = [];
  const rows: Row[] = [];
  for (const size of SIZES) {
    await withServer(bundle, size, async (uri, server) => {
      const engine = await engineOn(bundle, uri, server);
      engines.push(engine);
      rows.push(...engineRows(engine));
    });
    await withServer(bundle, size, async (uri, server) => {
      const page = await pageOn(size, uri, server);
      pages.push(page);
      rows.push(...pageRows(page));
    });
  }
  return [...rows, ...growthRows(engines, pages)];
}

async function withServer(
  bundle: string,
  domains: number,
  use: (uri: string, server: Program) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'many-'));
  const socket = join(folder, 'sock');
  const server = start([join(bundle, 'demo-server.mjs'), `demo:///large?domains=${domains}&off=0`, socket]);
  try {
    await line(server, 'ready');
    await use(`demo+unix:///large?domains=${domains}&off=0&socket=${socket}.1`, server);
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

async function engineOn(bundle: string, uri: string, server: Program): Promise<ManyResult> {
  const engine = start(['--expose-gc', join(bundle, 'many-engine.mjs'), uri]);
  await line(engine, 'loaded');
  engine.process.stdin?.write('go\n');
  server.process.stdin?.write(`burst ${BURST}\n`);
  const [json] = await once(engine.lines, 'line', { signal: AbortSignal.timeout(START_MS) });
  return JSON.parse(json);
}

const inWords = (size: number) => `${size.toLocaleString('en')} machines`;
const kB = (bytes: number) => `${(bytes / 1024).toFixed(1)} kB`;

function engineRows(one: ManyResult): readonly Row[] {
  const what = inWords(one.domains);
  const { kept } = one;
  return [
    {
      what: `${what}: first load, into the model`,
      guesthouse: ms(one.loadMs),
      remark: `CPU ${ms(one.loadCpuMs)}; engine's heap ${one.heapMB} MB, resident ${one.residentMB} MB`,
    },
    {
      what: `${what}: a tick of statistics of all, CPU of the engine`,
      guesthouse: ms(one.tickCpuMs),
      remark: `40 of them in view: ${ms(one.tickInViewCpuMs)}`,
    },
    {
      what: `${what}: ${Math.min(BURST, one.domains)} changes in a second, CPU of the engine`,
      guesthouse: ms(one.burstCpuMs),
      remark: `${one.burstChanges} in the model, the last ${ms(one.burstMs)} after the first was sent for`,
    },
    {
      what: `${what}: a day of history written`,
      guesthouse: ms(kept.ms),
      remark: `of ${kept.machines} machines, ${kB(kept.bytes)}; CPU ${ms(kept.cpuMs)}, all threads; the engine was held up for ${ms(kept.longestMs)} at most`,
    },
  ];
}

/** What one machine more costs, beside the cost of the sizes before: it must not grow. */
function growthRows(engines: readonly ManyResult[], pages: readonly PageResult[]): readonly Row[] {
  const all = (of: (one: ManyResult) => string) => engines.map(of).join(', ');
  const sizes = engines.map(({ domains }) => domains.toLocaleString('en')).join(', ');
  const each = (tickMs: number, domains: number) => `${((tickMs / domains) * 1000).toFixed(0)} µs`;
  return [
    {
      what: `${sizes} machines: memory of the engine for each`,
      guesthouse: all(({ bytesPerMachine }) => kB(bytesPerMachine)),
      remark: 'the model, and statistics of all; 1,000 of them have a day of history',
    },
    {
      what: `${sizes} machines: CPU of the engine for each, in a tick of all`,
      guesthouse: all(({ tickCpuMs, domains }) => each(tickCpuMs, domains)),
      remark: `40 in view: ${all(({ tickInViewCpuMs }) => ms(tickInViewCpuMs))} for the whole tick`,
    },
    {
      what: `${sizes} machines: memory of the page for each`,
      guesthouse: pages.map(({ heapBytes, size }) => kB(heapBytes / size)).join(', '),
      remark: `its whole heap: ${pages.map(({ heapBytes }) => `${Math.round(heapBytes / MB)} MB`).join(', ')}`,
    },
  ];
}

interface PageResult {
  readonly size: number;
  readonly shownMs: number;
  readonly heapBytes: number;
  readonly residentPageMB: number;
  readonly residentEngineMB: number;
  readonly watched: Watched;
  /** Only of many. */
  readonly bursting?: Watched;
}

/** The same in Chromium over `--serve`: the engine and the page of the desktop app. */
async function pageOn(size: number, uri: string, server: Program): Promise<PageResult> {
  const home = await mkdtemp(join(tmpdir(), 'home-'));
  const app = spawn(process.execPath, [join(LAB_REPO, 'dist/electron/serve.js'), uri], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, HOME: home },
  });
  const browser = await chromium.launch({ executablePath: BROWSER, args: ['--no-sandbox'] });
  const running = (count: number) => `${count.toLocaleString('en')} running of ${size.toLocaleString('en')}`;
  try {
    const begin = performance.now();
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-US' });
    await page.goto(await addressOf(app));
    await page.getByText(running(size)).waitFor({ timeout: START_MS });
    const shownMs = performance.now() - begin;
    const watched = await watch(page, app, () => sleep(WATCH_MS));
    const result = {
      size,
      shownMs,
      heapBytes: await heapBytes(page),
      residentPageMB: await residentMB('chromium', 'renderer'),
      residentEngineMB: await residentMB('serve.js'),
      watched,
    };
    if (size <= BURST) return result;
    const bursting = await watch(page, app, async () => {
      server.process.stdin?.write(`burst ${BURST}\n`);
      await page.getByText(running(size - BURST)).waitFor({ timeout: START_MS });
    });
    return { ...result, bursting };
  } finally {
    await browser.close();
    const gone = once(app, 'exit');
    app.kill('SIGTERM');
    await gone;
    await rm(home, { recursive: true, force: true });
  }
}

function pageRows({ watched, bursting, ...one }: PageResult): readonly Row[] {
  const what = inWords(one.size);
  const burst: Row | undefined = bursting && {
    what: `${what}: ${BURST} changes in a second, longest task of the page`,
    guesthouse: `${bursting.longestMs} ms`,
    remark: `CPU: engine ${ms(bursting.engineCpuMs)}, browser ${ms(bursting.pageCpuMs)}`,
  };
  return [
    {
      what: `${what}: page and engine started, all shown`,
      guesthouse: ms(one.shownMs),
      remark: `page's heap ${Math.round(one.heapBytes / MB)} MB; resident: page ${one.residentPageMB} MB, engine ${one.residentEngineMB} MB`,
    },
    {
      what: `${what}: 10 s with the list open, CPU of page and engine`,
      guesthouse: ms(watched.engineCpuMs + watched.pageCpuMs),
      remark: `engine ${ms(watched.engineCpuMs)}, browser ${ms(watched.pageCpuMs)}; longest task of the page ${watched.longestMs} ms; 2 s between ticks`,
    },
    ...(burst === undefined ? [] : [burst]),
  ];
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

async function heapBytes(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize;
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
