// What the window costs while nobody touches it: 1,000 running machines on a demo host, and 60 real guests; shown and hidden.

import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { LAB_REPO } from '../../lab/desk.ts';
import { GUEST_READY } from '../../lab/guest.ts';
import type { Host } from '../../lab/host.ts';
import { waitFor } from '../../lab/process.ts';
import type { Row } from '../table.ts';
import { type Desktop, withDemoServer, withDesktop } from './desktop.ts';
import { type PlainApp, startPlainApp } from './plain-app.ts';
import { treeCost, treeCpuMs } from './process-tree.ts';
import { VIRT_MANAGER, withVirtManager } from './virt-manager.ts';

const SETTINGS = { statisticsIntervalMs: 3000 };
/** What is new is loaded, and graphs have something to draw. */
const SETTLE_MS = 15_000;
const WATCH_MS = 30_000;
/** So many boot at once: of sixty together on two processors some never come up. */
const BOOT_AT_ONCE = 6;
const BOOTED_MS = 120_000;

/** With 1,000 running machines on a demo host. */
export function idleOnDemo(bundle: string): Promise<readonly Row[]> {
  return withDesktop((desktop) => onDemo(desktop, bundle));
}

/** With so many real guests, beside virt-manager where it is installed. */
export function idleOnGuests(guests: number): Promise<readonly Row[]> {
  return withDesktop((desktop) => onGuests(desktop, guests));
}

async function onDemo(desktop: Desktop, bundle: string): Promise<readonly Row[]> {
  return await withDemoServer(desktop, bundle, 'domains=1000&off=0', async (server) => {
    const app = await open(desktop, server.uris);
    await shows(app, '1,000 running of 1,000');
    const serverPid = server.process.pid ?? 0;
    const before = await treeCpuMs(serverPid);
    const rows = await shownAndHidden(app, '1,000 running machines (demo)');
    const spentMs = (await treeCpuMs(serverPid)) - before;
    await app.close();
    return [
      ...rows,
      { what: 'the same: CPU of the demo server, apart', guesthouse: `${Math.round(spentMs)} ms` },
    ];
  });
}

async function onGuests(desktop: Desktop, count: number): Promise<readonly Row[]> {
  const { host } = desktop;
  const names = Array.from({ length: count }, (_, at) => `guest-${String(at + 1).padStart(2, '0')}`);
  for (const name of names)
    await host.defineGuest({ name, memoryMiB: 96, network: false, tablet: false, virtioConsole: false });
  // They boot on the same processors that are measured.
  for (let next = 0; next < count; next += BOOT_AT_ONCE)
    await boot(host, names.slice(next, next + BOOT_AT_ONCE));
  const app = await open(desktop, ['qemu:///system']);
  await shows(app, `${count} running of ${count}`);
  const ours = await shownAndHidden(app, `${count} real guests`);
  await app.close();
  const theirs = await virtManager(desktop, count);
  for (const name of names) await host.virsh('destroy', name);
  return [...ours, theirs];
}

async function boot(host: Host, names: readonly string[]): Promise<void> {
  for (const name of names) await host.virsh('start', name);
  for (const name of names) await waitFor(`${name} to boot`, () => isReady(host, name), BOOTED_MS);
}

async function isReady(host: Host, name: string): Promise<boolean> {
  return (await host.serialLog(name)).includes(GUEST_READY);
}

async function open(desktop: Desktop, uris: readonly string[]): Promise<PlainApp> {
  return await startPlainApp(await desktop.electron(SETTINGS), [LAB_REPO, ...uris]);
}

async function shows(app: PlainApp, text: string): Promise<void> {
  await app.until(`document.body.innerText.includes(${JSON.stringify(text)})`);
}

async function shownAndHidden(app: PlainApp, what: string): Promise<readonly Row[]> {
  const { pid } = app;
  const shown = await watch(pid);
  await app.evaluate('electron.BrowserWindow.getAllWindows()[0].hide()');
  await app.until('document.hidden');
  const hidden = await watch(pid);
  const { processes, residentMB, ownMB } = shown.cost;
  return [
    {
      what: `${what}, live graphs, 3 s between ticks: CPU of all our processes`,
      guesthouse: `${shown.percent} % of a core`,
      remark: `at most 10 %; ${processes} processes, resident ${residentMB} MB (shared pages once: ${ownMB} MB)`,
    },
    { what: `${what}, window hidden`, guesthouse: `${hidden.percent} % of a core`, remark: 'under 1 %' },
  ];
}

async function watch(pid: number) {
  await sleep(SETTLE_MS);
  const before = await treeCpuMs(pid);
  await sleep(WATCH_MS);
  const spentMs = (await treeCpuMs(pid)) - before;
  return { percent: ((100 * spentMs) / WATCH_MS).toFixed(1), cost: await treeCost(pid) };
}

/** The same host in virt-manager with its graphs on, where it is installed. */
async function virtManager(desktop: Desktop, count: number): Promise<Row> {
  const what = `${count} real guests in virt-manager, 3 s between its ticks`;
  if (!existsSync(VIRT_MANAGER)) return { what, guesthouse: '', remark: `not installed (${VIRT_MANAGER})` };
  const { percent, cost } = await withVirtManager(desktop, watch);
  return {
    what,
    guesthouse: '',
    remark: `${percent} % of a core, ${cost.processes} processes, resident ${cost.residentMB} MB (shared pages once: ${cost.ownMB} MB)`,
  };
}
