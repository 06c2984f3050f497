// The desktop on which windows are measured: a host with desk's home, an X server, and demo hosts in a process of their own.
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, writeFile } from 'node:fs/promises';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { _electron, type ElectronApplication } from '@playwright/test';
import { deskElectron, LAB_REPO } from '../../lab/desk.ts';
import { type Display, startDisplay } from '../../lab/display.ts';
import { type Host, startHost } from '../../lab/host.ts';
import { DESK_UID } from '../../lab/host-files.ts';

/** Where the lab has Electron's runtime, if it is anywhere. */
const RUNTIME = '/run/lab/electron/electron';
const READY_MS = 60_000;

export interface Desktop {
  readonly host: Host;
  readonly display: Display;
  /** A program that starts Electron in a new home with these settings. */
  electron(settings?: object): Promise<string>;
  /** Our app, driven by Playwright. */
  launch(uris: readonly string[], settings?: object): Promise<ElectronApplication>;
}

export async function withDesktop<T>(use: (desktop: Desktop) => Promise<T>): Promise<T> {
  if (!existsSync(RUNTIME)) throw new Error("Electron's runtime is not installed; see CONTRIBUTING.md");
  const host = await startHost({ name: 'desktop' });
  const display = await startDisplay('1280x800');
  const apps: ElectronApplication[] = [];
  async function electron(settings: object = {}): Promise<string> {
    return await deskElectron(host, { HOME: await makeHome(host, settings), DISPLAY: display.name });
  }
  async function launch(uris: readonly string[], settings?: object): Promise<ElectronApplication> {
    const executablePath = await electron(settings);
    const app = await _electron.launch({
      executablePath,
      args: [LAB_REPO, ...uris],
      chromiumSandbox: true,
      cwd: '/',
    });
    apps.push(app);
    return app;
  }
  try {
    return await use({ host, display, electron, launch });
  } finally {
    for (const app of apps) await app.close().catch(() => undefined);
    await display.dispose();
    await host.dispose();
  }
}

/** A new home of desk's; returns its path as desk sees it. */
async function makeHome(host: Host, settings: object): Promise<string> {
  const home = `/home/${randomUUID()}`;
  const config = `${home}/.config/guesthouse`;
  await mkdir(`${host.directory}${config}`, { recursive: true, mode: 0o700 });
  await writeFile(
    `${host.directory}${config}/settings.json`,
    JSON.stringify({ version: 1, settings, usualOffered: true }),
  );
  for (const path of [home, `${home}/.config`, config, `${config}/settings.json`])
    await chown(`${host.directory}${path}`, DESK_UID, DESK_UID);
  return home;
}

export interface DemoServer {
  /** One for each host. */
  readonly uris: readonly string[];
  readonly process: ChildProcess;
  /** Pauses or resumes so many running machines within a second; resolves when the last was sent. */
  burst(changes: number): Promise<void>;
}

/** Demo hosts of the `large` kind in a process of their own; `query` like `domains=1000&off=0`. */
export async function withDemoServer<T>(
  { host }: Desktop,
  bundle: string,
  query: string,
  use: (server: DemoServer) => Promise<T>,
): Promise<T> {
  const socket = `${host.directory}/displays/${randomUUID().slice(0, 8)}.sock`;
  const args = [join(bundle, 'demo-server.mjs'), `demo:///large?${query}`, socket];
  const server = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: server.stdout });
  try {
    // Its hosts stand for such as are elsewhere: they take no processor from the window.
    setPriority(server.pid ?? 0, constants.priority.PRIORITY_BELOW_NORMAL);
    await said(lines, 'ready');
    const numbers = hostsOf(query);
    for (const number of numbers) await chmod(`${socket}.${number}`, 0o777);
    return await use({
      uris: numbers.map((number) => {
        const host = numbers.length === 1 ? '' : `&host=${number}`;
        return `demo+unix:///large?${query}${host}&socket=${socket}.${number}`;
      }),
      process: server,
      burst: async (changes) => {
        const done = said(lines, 'burst done');
        server.stdin?.write(`burst ${changes}\n`);
        await done;
      },
    });
  } finally {
    server.kill();
  }
}

function hostsOf(query: string): readonly number[] {
  return Array.from({ length: Number(new URLSearchParams(query).get('hosts') ?? 1) }, (_, at) => at + 1);
}

async function said(lines: Interface, wanted: string): Promise<void> {
  for (;;) {
    const [line] = await once(lines, 'line', { signal: AbortSignal.timeout(READY_MS) });
    if (line === wanted) return;
  }
}
