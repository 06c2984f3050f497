// The icon in the tray, on a desktop that has one: a real bus, and a program on it that shows icons (tray-watcher.ts).
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { build } from 'vite';
import type { Host } from '../../lab/host.ts';
import { expect, test } from '../app-fixtures.ts';
import type { MenuEntry, TrayLook } from './tray-watcher.ts';

const FOLDER = '/home/tray-watcher';
const PATIENCE_MS = 15_000;

test.beforeAll(async ({ host }) => {
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: join(import.meta.dirname, 'tray-watcher.ts'),
      target: 'node20.18',
      outDir: `${host.directory}${FOLDER}`,
      rollupOptions: { output: { entryFileNames: 'tray-watcher.mjs' } },
    },
  });
  await makeReadable(host);
});

async function makeReadable(host: Host): Promise<void> {
  const { code, stderr } = await host.exec('chmod', ['-R', 'a+rX', FOLDER]);
  if (code !== 0) throw new Error(stderr);
}

class Panel {
  readonly #process: ChildProcess;
  readonly #lines: Interface;

  constructor(process: ChildProcess) {
    if (process.stdout === null) throw new Error('the panel says nothing');
    this.#process = process;
    this.#lines = createInterface({ input: process.stdout });
  }

  async line(): Promise<string> {
    const [said] = await once(this.#lines, 'line', { signal: AbortSignal.timeout(PATIENCE_MS) });
    return String(said);
  }

  async look(): Promise<TrayLook | null> {
    return JSON.parse(await this.#ask('look'));
  }

  /** The labels of a menu, at the end of a path of how labels begin. */
  async labels(...path: readonly string[]): Promise<readonly string[]> {
    let entries: readonly MenuEntry[] = (await this.look())?.menu ?? [];
    for (const part of path) entries = entries.find(({ label }) => label.startsWith(part))?.children ?? [];
    return entries.map(({ label }) => label);
  }

  async click(path: string): Promise<void> {
    expect(await this.#ask(`click ${path}`)).toBe('null');
  }

  async press(): Promise<void> {
    await this.#ask('press');
  }

  async #ask(wish: string): Promise<string> {
    const said = this.line();
    this.#process.stdin?.write(`${wish}\n`);
    return await said;
  }
}

test('shows hosts and their machines, does what is chosen, and keeps the app without a window', async ({
  launchElectron,
  runAsDesk,
}) => {
  const daemon = runAsDesk(['dbus-daemon', '--session', '--nofork', '--nopidfile', '--print-address']);
  const [printed] = await once(daemon.stdout ?? daemon, 'data', { signal: AbortSignal.timeout(PATIENCE_MS) });
  const environment = { DBUS_SESSION_BUS_ADDRESS: String(printed).trim() };
  const panel = new Panel(runAsDesk(['/run/lab/bin/node', `${FOLDER}/tray-watcher.mjs`], environment));
  expect(await panel.line()).toBe('ready');

  const app = await launchElectron({ args: ['demo:///default', '--show-systray'], environment });
  await expect
    .poll(() => panel.labels())
    .toContainEqual(expect.stringMatching(/^demo-host — \d+ of \d+ running$/));
  expect(app.windows()).toHaveLength(0);
  const icon = await panel.look();
  expect(icon?.toolTip).toBe('Guesthouse');
  expect(icon?.points).toBeGreaterThan(200);
  const machines = await panel.labels('demo-host');
  expect(machines).toContain('● web-01');
  expect(machines.findIndex((label) => label.startsWith('○'))).toBeGreaterThan(
    machines.findLastIndex((label) => label.startsWith('●')),
  );

  expect(await panel.labels('demo-host', '● web-01')).toContain('Pause');
  await panel.click('demo-host > ● web-01 > Pause');
  await expect.poll(() => panel.labels('demo-host', '● web-01')).toContain('Resume');
  expect(await panel.labels('demo-host', '● web-01')).not.toContain('Pause');

  const opened = app.waitForEvent('window');
  await panel.click('demo-host > ● web-01 > Open');
  const page = await opened;
  await expect(page.getByRole('heading', { name: 'web-01', level: 1 })).toBeVisible();
  await expect(
    page.getByRole('region', { name: 'web-01' }).getByText('Paused', { exact: true }),
  ).toBeVisible();

  await page.close();
  await panel.click('demo-host > Disconnect');
  await expect.poll(() => panel.labels()).toContain('demo-host — not connected');
  const again = app.waitForEvent('window');
  await panel.press();
  await expect((await again).getByRole('treeitem', { name: /demo-host/ }).first()).toBeVisible();

  const ended = once(app.process(), 'exit');
  await panel.click('Quit');
  await ended;
});
