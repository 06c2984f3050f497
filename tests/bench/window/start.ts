// How long from the start of the program to the painted list of a local host: ours, an empty Electron window, virt-manager's window.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { LAB_REPO } from '../../lab/desk.ts';
import { ms, type Row } from '../table.ts';
import { median } from '../work.ts';
import { type Desktop, withDesktop } from './desktop.ts';
import { startPlainApp } from './plain-app.ts';
import { treeCost } from './process-tree.ts';
import { VIRT_MANAGER, withVirtManager } from './virt-manager.ts';

/** It looks for windows; of Debian's x11-utils. */
const XWININFO = '/usr/bin/xwininfo';
const LATE_MS = 30_000;
/** What is loaded when nobody waits for it is there by then. */
const SETTLE_MS = 5_000;

export async function startOfApp(runs: number): Promise<readonly Row[]> {
  return await withDesktop(async (desktop) => {
    await desktop.host.defineGuest({ name: 'web', network: false });
    return [
      ...(await ours(desktop, runs)),
      await emptyWindow(desktop, runs),
      await virtManager(desktop, runs),
    ];
  });
}

interface Start {
  readonly listedMs: number;
  readonly memory: string;
}

async function ours(desktop: Desktop, runs: number): Promise<readonly Row[]> {
  const program = await desktop.electron();
  const cold: Start[] = [];
  const warm: Start[] = [];
  for (let run = 0; run < runs; run += 1) {
    await forgetFiles();
    cold.push(await startOnce(program));
    warm.push(await startOnce(program));
  }
  const middle = (starts: readonly Start[]): string => ms(median(starts.map(({ listedMs }) => listedMs)));
  return [
    {
      what: 'start to the painted list of a local host, warm',
      guesthouse: middle(warm),
      remark: 'at most 0.8 s',
    },
    { what: 'start, cold: no file of it in memory', guesthouse: middle(cold), remark: 'at most 1.5 s' },
    { what: 'memory of all its processes, one machine', guesthouse: warm.at(-1)?.memory ?? '' },
  ];
}

/** Files are read from the disk again. */
async function forgetFiles(): Promise<void> {
  await writeFile('/proc/sys/vm/drop_caches', '3').catch(() => {
    throw new Error('the files in memory cannot be dropped here');
  });
}

async function startOnce(program: string): Promise<Start> {
  const app = await startPlainApp(program, [LAB_REPO, 'qemu:///system']);
  try {
    await app.until(`performance.getEntriesByName('listed').length > 0`);
    const listedAt = await app.inPage<number>(
      `performance.timeOrigin + performance.getEntriesByName('listed')[0].startTime`,
    );
    await sleep(SETTLE_MS);
    const { residentMB, ownMB } = await treeCost(app.pid);
    return {
      listedMs: listedAt - app.spawnedAt,
      memory: `${residentMB} MB (shared pages once: ${ownMB} MB)`,
    };
  } finally {
    await app.close();
  }
}

const EMPTY_APP = `
const { app, BrowserWindow } = require('electron');
app.whenReady().then(() => new BrowserWindow({ width: 1280, height: 800 }).loadURL('data:text/html,<p>empty'));
`;

/** The least that Electron takes here. */
async function emptyWindow(desktop: Desktop, runs: number): Promise<Row> {
  const folder = '/tmp/empty-app';
  await mkdir(`${desktop.host.directory}${folder}`, { recursive: true });
  await writeFile(`${desktop.host.directory}${folder}/package.json`, '{"name":"empty","main":"main.cjs"}');
  await writeFile(`${desktop.host.directory}${folder}/main.cjs`, EMPTY_APP);
  const program = await desktop.electron();
  const times: number[] = [];
  let memory = '';
  for (let run = 0; run < runs; run += 1) {
    const app = await startPlainApp(program, [folder]);
    await app.until(`performance.getEntriesByName('first-contentful-paint').length > 0`);
    const paintedAt = await app.inPage<number>(
      `performance.timeOrigin + performance.getEntriesByName('first-contentful-paint')[0].startTime`,
    );
    times.push(paintedAt - app.spawnedAt);
    const { residentMB, ownMB } = await treeCost(app.pid);
    memory = `${residentMB} MB (shared pages once: ${ownMB} MB)`;
    await app.close();
  }
  return {
    what: 'an empty Electron window, warm',
    guesthouse: '',
    remark: `${ms(median(times))}; ${memory}`,
  };
}

async function virtManager(desktop: Desktop, runs: number): Promise<Row> {
  const what = "virt-manager's window";
  for (const path of [VIRT_MANAGER, XWININFO])
    if (!existsSync(path)) return { what, guesthouse: '', remark: `not measured: no ${path}` };
  const times: number[] = [];
  let memory = '';
  for (let run = 0; run < runs; run += 1) {
    const { shownMs, cost } = await virtManagerOnce(desktop);
    times.push(shownMs);
    memory = `${cost.residentMB} MB (shared pages once: ${cost.ownMB} MB)`;
  }
  return { what, guesthouse: '', remark: `${ms(median(times))}; ${memory}` };
}

async function virtManagerOnce(desktop: Desktop) {
  const { name } = desktop.display;
  const begin = Date.now();
  const measured = await withVirtManager(desktop, async (pid) => {
    while (!(await isShown(name))) {
      if (Date.now() - begin > LATE_MS) throw new Error("virt-manager's window did not come");
      await sleep(10);
    }
    const shownMs = Date.now() - begin;
    await sleep(SETTLE_MS);
    return { shownMs, cost: await treeCost(pid) };
  });
  while (await isShown(name)) await sleep(50);
  return measured;
}

async function isShown(display: string): Promise<boolean> {
  const { stdout } = await promisify(execFile)(XWININFO, ['-display', display, '-root', '-tree']);
  return stdout.includes('"Virtual Machine Manager"');
}
