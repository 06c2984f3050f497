// What only the desktop app has: its engine's process, windows, and what pages may not do.
import { once } from 'node:events';
import type { ElectronApplication, Page } from '@playwright/test';
import type { Host } from '../../lab/host.ts';
import { defineQuiet, removeMachines } from '../../lab/machines-at-hand.ts';
import { waitFor } from '../../lab/process.ts';
import { expect, test } from '../app-fixtures.ts';
import { canvasOf } from '../picture.ts';
import { GUEST_MS, machineRow, openMachine, treeItem } from '../window.ts';
import { enginePid, killEngine } from './engine-process.ts';

const SYSTEM = { args: ['qemu:///system'] };

test.beforeAll(async ({ host }) => {
  const devices = `<graphics type='vnc' autoport='yes'/><video><model type='vga'/></video>
    <serial type='pty'/>`;
  await defineQuiet(host, { name: 'seen', devices });
  await host.virsh('start', 'seen');
});
test.afterAll(({ host }) => removeMachines(host));

async function openWithScreen(app: ElectronApplication): Promise<Page> {
  const page = await app.firstWindow();
  await openMachine(page, 'seen', 'Screen');
  await expect(canvasOf(page, 'seen')).toBeVisible({ timeout: GUEST_MS });
  return page;
}

/** Processes of desk on the host that belong to the app. */
async function appProcesses(host: Host): Promise<string> {
  return (await host.exec('pgrep', ['-u', 'desk', '-f', 'electron'])).stdout.trim();
}

test('heals when its engine is killed while consoles are open', async ({ host, launchElectron }) => {
  const app = await launchElectron(SYSTEM);
  const page = await openWithScreen(app);
  const killed = await killEngine(host, app);

  await expect(canvasOf(page, 'seen')).toBeVisible({ timeout: GUEST_MS });
  await expect(treeItem(page, 'desktop, connected')).toBeVisible();
  await expect(page.getByText('The engine stopped.')).toBeHidden();
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
  expect(await enginePid(app)).not.toBe(killed);
  await host.virsh('suspend', 'seen');
  await expect(page.getByRole('region', { name: 'seen' }).getByText('Paused', { exact: true })).toBeVisible();
  await host.virsh('resume', 'seen');
});

test('has several windows, and the same truth in each', async ({ host, launchElectron }) => {
  const app = await launchElectron(SYSTEM);
  const first = await app.firstWindow();
  await machineRow(first, 'seen').waitFor();
  const opened = app.waitForEvent('window');
  await machineRow(first, 'seen').click({ button: 'right' });
  await first.getByRole('menuitem', { name: 'Open in a new window' }).click();
  const second = await opened;
  await expect(second.getByRole('heading', { name: 'seen', level: 1 })).toBeVisible();

  await host.virsh('suspend', 'seen');
  await expect(machineRow(first, 'seen')).toContainText('Paused');
  await expect(
    second.getByRole('region', { name: 'seen' }).getByText('Paused', { exact: true }),
  ).toBeVisible();
  await host.virsh('resume', 'seen');
  await first.close();
  await expect(
    second.getByRole('region', { name: 'seen' }).getByText('Running', { exact: true }),
  ).toBeVisible();
});

test('quits with consoles open and leaves no process behind', async ({ host, launchElectron }) => {
  const app = await launchElectron(SYSTEM);
  await openWithScreen(app);
  expect(await appProcesses(host)).not.toBe('');
  const exited = once(app.process(), 'exit');
  await app.evaluate(({ app }) => app.quit()).catch(() => undefined);
  await exited;
  await waitFor('the app to be gone', async () => (await appProcesses(host)) === '');
});

test('keeps pages in: no windows, no other sites, no devices, nothing of Node', async ({
  launchElectron,
}) => {
  const app = await launchElectron(SYSTEM);
  const page = await app.firstWindow();
  await machineRow(page, 'seen').waitFor();
  const here = page.url();

  expect(
    await page.evaluate(() => [
      typeof Reflect.get(globalThis, 'require'),
      typeof Reflect.get(globalThis, 'process'),
    ]),
  ).toEqual(['undefined', 'undefined']);
  expect(await page.evaluate(() => window.open('https://example.com/') === null)).toBe(true);
  const granted = await page.evaluate(async () => {
    const names: PermissionName[] = ['geolocation', 'camera', 'microphone', 'notifications'];
    const answers = await Promise.all(names.map((name) => navigator.permissions.query({ name })));
    return answers.map((answer) => answer.state);
  });
  expect(granted).toEqual(['denied', 'denied', 'denied', 'denied']);
  expect(
    await page.evaluate(() =>
      fetch('https://example.com/').then(
        () => 'loaded',
        () => 'refused',
      ),
    ),
  ).toBe('refused');

  const violation = await page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective));
        const script = document.createElement('script');
        script.textContent = 'window.hacked = true';
        document.head.append(script);
      }),
  );
  expect(violation).toBe('script-src-elem');
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false);

  // Last, and past Playwright, which waits for a navigation that never comes.
  const address = await app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    await contents?.executeJavaScript("location.href = 'https://example.com/'; undefined");
    return contents?.executeJavaScript('location.href');
  });
  expect(address).toBe(here);
  expect(app.windows()).toHaveLength(1);
});

function boundsOf(app: ElectronApplication) {
  return app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
}

test('opens where its window was', async ({ launchElectron }) => {
  const first = await launchElectron(SYSTEM);
  await first.firstWindow();
  const wanted = { x: 120, y: 90, width: 900, height: 640 };
  await first.evaluate(
    ({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds),
    wanted,
  );
  // The screen moves it in its own time.
  await expect.poll(() => boundsOf(first)).toEqual(wanted);
  await first.close();
  const second = await launchElectron(SYSTEM);
  await second.firstWindow();
  await expect.poll(() => boundsOf(second)).toEqual(wanted);
});

test('does the same by its menu', async ({ launchElectron }) => {
  const app = await launchElectron(SYSTEM);
  const page = await app.firstWindow();
  await machineRow(page, 'seen').waitFor();
  const choose = (menu: string, item: string) =>
    app.evaluate(
      ({ BrowserWindow, Menu }, [menu, item]) => {
        const [window] = BrowserWindow.getAllWindows();
        window?.focus();
        const found = Menu.getApplicationMenu()?.items.find((one) => one.label === menu);
        found?.submenu?.items.find((one) => one.label === item)?.click(undefined, window);
      },
      [menu, item],
    );
  await choose('Help', 'About Guesthouse');
  await expect(page.getByRole('heading', { name: 'About Guesthouse' })).toBeVisible();
  await choose('File', 'Add host…');
  await expect(page.getByRole('dialog', { name: 'Add host' })).toBeVisible();
});
