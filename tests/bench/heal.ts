// The engine killed while a screen and a serial console are open, in Electron: how long until all of it lives again.
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { deskElectron, LAB_REPO } from '../lab/desk.ts';
import { startDisplay } from '../lab/display.ts';
import { GUEST_READY } from '../lab/guest.ts';
import { type Host, startHost } from '../lab/host.ts';
import { DESK_UID } from '../lab/host-files.ts';
import { ms, type Row } from './table.ts';
import { median } from './work.ts';

const MACHINE = 'web';
/** Where the lab has it, if it is anywhere. */
const RUNTIME = '/run/lab/electron/electron';
/** An engine that lived that long is started again at once. */
const SOUND_MS = 11_000;
const LATE_MS = 30_000;

interface Healing {
  readonly engine: number;
  readonly list: number;
  readonly screen: number;
  readonly serial: number;
}

export async function healing(times: number): Promise<readonly Row[]> {
  if (!existsSync(RUNTIME)) throw new Error("Electron's runtime is not installed; see CONTRIBUTING.md");
  const host = await startHost({ name: 'desktop' });
  const display = await startDisplay();
  let app: ElectronApplication | undefined;
  try {
    await host.defineGuest({ name: MACHINE, network: false });
    await host.virsh('start', MACHINE);
    await host.waitForSerial(MACHINE, GUEST_READY);
    app = await launch(host, display.name);
    const pages = await openConsoles(app);
    const runs: Healing[] = [];
    for (let run = 0; run < times; run += 1) {
      await sleep(SOUND_MS);
      runs.push(await killAndHeal(app, pages));
    }
    return rows(runs);
  } finally {
    await app?.close().catch(() => undefined);
    await display.dispose();
    await host.dispose();
  }
}

function rows(runs: readonly Healing[]): readonly Row[] {
  const whole = runs.map(({ list, screen, serial }) => Math.max(list, screen, serial));
  const middle = (part: keyof Healing): string => ms(median(runs.map((run) => run[part])));
  const parts = `engine ${middle('engine')}, list ${middle('list')}, screen ${middle('screen')}, serial ${middle('serial')}`;
  return [
    { what: 'engine killed: all lives again', guesthouse: ms(median(whole)), remark: 'at most 3 s' },
    {
      what: `engine killed: worst of ${runs.length}`,
      guesthouse: ms(Math.max(...whole)),
      remark: `medians: ${parts}`,
    },
  ];
}

async function launch(host: Host, display: string): Promise<ElectronApplication> {
  const home = `/home/${randomUUID()}`;
  await mkdir(`${host.directory}${home}`, { mode: 0o700 });
  await chown(`${host.directory}${home}`, DESK_UID, DESK_UID);
  const executablePath = await deskElectron(host, { HOME: home, DISPLAY: display });
  return await _electron.launch({
    executablePath,
    args: [LAB_REPO, 'qemu:///system'],
    chromiumSandbox: true,
    cwd: '/',
  });
}

interface Pages {
  readonly screen: Page;
  readonly serial: Page;
}

async function openConsoles(app: ElectronApplication): Promise<Pages> {
  const screen = await app.firstWindow();
  const item = screen.getByRole('tree').getByRole('treeitem', { name: MACHINE, exact: true });
  const opened = app.waitForEvent('window');
  await item.click({ button: 'right' });
  await screen.getByRole('menuitem', { name: 'Open in a new window' }).click();
  const serial = await opened;
  await item.click();
  await screen.getByRole('tab', { name: 'Screen', exact: true }).click();
  await serial.getByRole('tab', { name: 'Serial', exact: true }).click();
  await screen.locator('canvas').first().waitFor();
  await serial.getByText('Opening the console…').waitFor({ state: 'hidden' });
  await serial.getByRole('textbox', { name: /^Serial console/ }).focus();
  // Something to be seen at any moment.
  await serial.keyboard.type('while sleep 0.1; do date; echo $((n+=1)); done\n', { delay: 20 });
  return { screen, serial };
}

/** Times from the signal on, by the one clock of this computer. */
async function killAndHeal(app: ElectronApplication, { screen, serial }: Pages): Promise<Healing> {
  const healed = Promise.all([
    screen.evaluate(whenHealed, LATE_MS),
    serial.evaluate(whenHealed, LATE_MS),
    engineAfterKill(app),
  ]);
  const [onScreen, onSerial, engine] = await healed;
  return {
    engine: engine.bornAt - engine.killedAt,
    list: Math.max(onScreen.listAt, onSerial.listAt) - engine.killedAt,
    screen: onScreen.consoleAt - engine.killedAt,
    serial: onSerial.consoleAt - engine.killedAt,
  };
}

/** Main knows both: it kills as nobody else can be quicker. */
function engineAfterKill(app: ElectronApplication): Promise<{ killedAt: number; bornAt: number }> {
  return app.evaluate(async ({ app: main }, lateMs) => {
    const engine = (): number | undefined =>
      main.getAppMetrics().find(({ name, serviceName }) => [name, serviceName].includes('Guesthouse engine'))
        ?.pid;
    const before = engine();
    if (before === undefined) throw new Error('there is no engine');
    // The pages must be looking before it.
    await new Promise((resolve) => setTimeout(resolve, 300));
    const killedAt = Date.now();
    process.kill(before, 'SIGKILL');
    while (engine() === before || engine() === undefined) {
      if (Date.now() - killedAt > lateMs) throw new Error('no engine came');
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return { killedAt, bornAt: Date.now() };
  }, LATE_MS);
}

/**
 * In the page, from before the engine dies: looks at each frame until the page has seen the loss, then the host connected
 * with all its machines, and the console drawn anew.
 */
function whenHealed(lateMs: number): Promise<{ listAt: number; consoleAt: number }> {
  const banner = (): boolean => document.querySelector('[role=alert]') !== null;
  const connected = (): boolean =>
    !banner() &&
    document.querySelector('[role=treeitem][aria-label="desktop, connected"]') !== null &&
    [...document.querySelectorAll('footer span')].some(
      ({ textContent }) => textContent === '1 running of 1',
    ) &&
    !document.body.innerText.includes('This is how it was when last seen');
  const pixels = (): string =>
    [...document.querySelectorAll('canvas')]
      .filter(({ width, height }) => width >= 600 && height >= 300)
      .map((canvas) => canvas.getContext('2d')?.getImageData(0, 0, canvas.width, 64).data ?? [])
      .map((data) => String(data.some((value, at) => at % 4 !== 3 && value !== data[at % 4])))
      .join();
  const text = (): string => document.querySelector('.xterm-rows')?.textContent ?? '';
  const isSerial = document.querySelector('.xterm-rows') !== null;
  const begin = Date.now();
  let lost = false;
  let listAt = 0;
  let said = '';
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const now = Date.now();
      if (!lost) {
        lost = banner();
        said = text();
      }
      if (lost && listAt === 0 && connected()) listAt = now;
      const alive = isSerial ? text() !== said : pixels().includes('true');
      if (listAt > 0 && alive) resolve({ listAt, consoleAt: now });
      else if (now - begin > lateMs) reject(new Error('the page did not heal'));
      else requestAnimationFrame(look);
    };
    look();
  });
}
