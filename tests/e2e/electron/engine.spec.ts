// The engine killed again and again, before it was ready, and for good: windows with open consoles find back to the truth.
import type { ElectronApplication, Page } from '@playwright/test';
import { GUEST_READY } from '../../lab/guest.ts';
import type { Host } from '../../lab/host.ts';
import { defineQuiet, removeMachines } from '../../lab/machines-at-hand.ts';
import { expect, test } from '../app-fixtures.ts';
import { canvasOf, coloursIn, likeness, shownPicture, truePicture } from '../picture.ts';
import { GUEST_MS, machineRow, openMachine, treeItem } from '../window.ts';
import { breakEngines, enginePid, killEngine, mendEngines } from './engine-process.ts';

const SYSTEM = { args: ['qemu:///system'] };
/** After some deaths in a row the next engine, and the page, come only after a while. */
const BACK_MS = 40_000;
/** A guest without KVM, on a busy machine. */
const ANSWER_MS = 8000;
const KILLS = 5;

test.beforeAll(async ({ host }) => {
  test.setTimeout(GUEST_MS * 2);
  await defineQuiet(host, { name: 'quiet' });
  await host.defineGuest({ name: 'web' });
  await host.virsh('start', 'web');
  await host.waitForSerial('web', GUEST_READY);
});
test.afterAll(({ host }) => removeMachines(host));

/** Another window at the same machine. */
async function secondWindow(app: ElectronApplication, page: Page): Promise<Page> {
  const opened = app.waitForEvent('window');
  await treeItem(page, 'web').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Open in a new window' }).click();
  const second = await opened;
  await expect(second.getByRole('heading', { name: 'web', level: 1 })).toBeVisible();
  return second;
}

/** A line typed at the serial console comes back as the guest's answer; one that fell into the gap is typed again. */
async function expectSerial(page: Page, word: string): Promise<void> {
  await expect(async () => {
    await expect(page.getByText('Opening the console…')).toBeHidden();
    await page.getByRole('textbox', { name: 'Serial console serial0 of web' }).focus();
    await page.keyboard.type(`echo ${word}$((6*7))`, { delay: 20 });
    await page.keyboard.press('Enter');
    await expect(page.locator('.xterm-rows')).toContainText(`${word}42`, { timeout: ANSWER_MS });
  }).toPass({ timeout: GUEST_MS });
}

/** The screen shows what the guest draws, and what is typed there is drawn. */
async function expectScreen(page: Page, host: Host, word: string): Promise<void> {
  const canvas = canvasOf(page, 'web');
  await expect(canvas).toBeVisible({ timeout: BACK_MS });
  await expect
    .poll(async () => coloursIn(await shownPicture(canvas)), { timeout: GUEST_MS })
    .toBeGreaterThan(1);
  await expect(async () => {
    // The other window may have the focus.
    await canvas.click();
    await page.keyboard.type(word, { delay: 40 });
    await page.keyboard.press('Enter');
    await expect.poll(() => host.serialLog('web'), { timeout: ANSWER_MS }).toContain(`SCREEN TYPED: ${word}`);
  }).toPass({ timeout: GUEST_MS });
  await expect
    .poll(async () => likeness(await shownPicture(canvas), await truePicture(host, 'web')))
    .toBeGreaterThan(0.99);
}

async function expectTruth(page: Page, host: Host): Promise<void> {
  await expect(treeItem(page, 'desktop, connected')).toBeVisible({ timeout: BACK_MS });
  await expect(page.getByRole('alert')).toHaveCount(0);
  const state = async (name: string) => (await host.virsh('domstate', name)) === 'running';
  const running = (await state('web')) && (await state('quiet')) ? 2 : 1;
  await expect(page.getByText(`${running} running of 2`)).toBeVisible();
}

test(`heals ${KILLS} times in a row with a screen in one window and a serial console in the other`, async ({
  host,
  launchElectron,
}) => {
  test.setTimeout(GUEST_MS * 4);
  const app = await launchElectron(SYSTEM);
  const first = await app.firstWindow();
  await openMachine(first, 'web', 'Screen');
  const second = await secondWindow(app, first);
  await second.getByRole('tab', { name: 'Serial', exact: true }).click();
  await expectScreen(first, host, 'alive0');
  await expectSerial(second, 'alive0x');

  const engines = new Set([await enginePid(app)]);
  for (let kill = 1; kill <= KILLS; kill += 1) {
    await killEngine(host, app);
    // Meanwhile the world goes on.
    await host.virsh(kill % 2 === 1 ? 'start' : 'destroy', 'quiet');
    await expectSerial(second, `alive${kill}x`);
    await expectScreen(first, host, `alive${kill}`);
    // What was seen stays to be seen.
    await expect(second.locator('.xterm-rows')).toContainText(`alive${kill - 1}x42`);
    for (const page of [first, second]) await expectTruth(page, host);
    engines.add(await enginePid(app));
  }
  expect(engines.size).toBe(KILLS + 1);
  await host.virsh('destroy', 'quiet');

  await first.close();
  await expectSerial(second, 'alone');
});

test('comes up although its engine is killed three times while it starts', async ({
  host,
  launchElectron,
}) => {
  const app = await launchElectron(SYSTEM);
  const page = await app.firstWindow();
  for (let kill = 0; kill < 3; kill += 1) {
    // There is none for a moment after each.
    await expect(() => killEngine(host, app)).toPass();
  }
  await expectTruth(page, host);
  await expect(machineRow(page, 'web')).toContainText('Running');
});

test('a page that is loaded anew finds its consoles, and so does one that is while the engine is gone', async ({
  host,
  launchElectron,
}) => {
  test.setTimeout(GUEST_MS * 3);
  const app = await launchElectron(SYSTEM);
  const first = await app.firstWindow();
  await openMachine(first, 'web', 'Screen');
  const second = await secondWindow(app, first);
  await second.getByRole('tab', { name: 'Serial', exact: true }).click();
  await expectScreen(first, host, 'before');
  await expectSerial(second, 'beforex');

  for (const page of [first, second]) await page.reload();
  await expectScreen(first, host, 'reloaded');
  await expectSerial(second, 'reloadedx');

  await breakEngines(app);
  await killEngine(host, app);
  for (const page of [first, second]) await page.reload();
  await expect(first.getByRole('alert')).toContainText('The engine stop', { timeout: BACK_MS });
  await mendEngines(app);
  await expectSerial(second, 'mendedx');
  await expectScreen(first, host, 'mended');
  await expectTruth(first, host);
});

test('an engine that dies each time it is started is said to, with its log, and heals once it lives', async ({
  host,
  launchElectron,
}) => {
  const app = await launchElectron(SYSTEM);
  const page = await app.firstWindow();
  await expectTruth(page, host);
  await breakEngines(app);
  await killEngine(host, app);
  const told = page.getByRole('alert');
  await expect(told).toContainText('The engine stopped.');
  await expect(told).toContainText(/stops each time .*\/guesthouse say why/, { timeout: BACK_MS });
  // What was seen stays to be seen.
  await expect(machineRow(page, 'web')).toContainText('Running');
  const started = await breakEngines(app);
  expect(started).toBeGreaterThanOrEqual(2);
  await mendEngines(app);
  await expectTruth(page, host);
});

test('a page that crashes is loaded anew, with its console, and the other window goes on', async ({
  host,
  launchElectron,
}) => {
  test.setTimeout(GUEST_MS * 2);
  const app = await launchElectron(SYSTEM);
  const first = await app.firstWindow();
  await openMachine(first, 'web', 'Screen');
  await expect(canvasOf(first, 'web')).toBeVisible({ timeout: GUEST_MS });
  const second = await secondWindow(app, first);
  await second.getByRole('tab', { name: 'Serial', exact: true }).click();
  await expectSerial(second, 'calm');
  const crashed = await app.browserWindow(first);
  await crashed.evaluate(({ webContents }) => {
    const loaded = new Promise<void>((resolve) => webContents.once('did-finish-load', () => resolve()));
    webContents.forcefullyCrashRenderer();
    return loaded;
  });
  // Past Playwright, for which a page that crashed is gone for good.
  const canvases = () =>
    crashed.evaluate(({ webContents }) =>
      webContents.executeJavaScript(`document.querySelectorAll('[role=group] canvas').length`),
    );
  await expect.poll(canvases, { timeout: BACK_MS }).toBeGreaterThan(0);
  await expectSerial(second, 'still');
  await expectTruth(second, host);
});
