// A day's work in the desktop app, by mouse: hosts, search, tags, groups, many machines at once, consoles, windows, preferences.
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { ElectronApplication, Locator, Page } from '@playwright/test';
import { GUEST_READY } from '../../lab/guest.ts';
import { expect, test } from '../app-fixtures.ts';
import {
  type DayHosts,
  expectLabels,
  expectStates,
  LISTENER,
  NIGHTLY,
  PASSWORD,
  startDay,
} from '../day-hosts.ts';
import { canvasOf } from '../picture.ts';
import { giveSecret, trustKey } from '../remote-host.ts';
import { actions, GUEST_MS, machineRow, machinesGrid, menuItem, treeItem } from '../window.ts';

const SYSTEM = { args: ['qemu:///system'] };
let day: DayHosts;

test.beforeAll(async ({ host }) => {
  test.setTimeout(GUEST_MS * 2);
  day = await startDay(host);
});
test.afterAll(() => day.dispose());

function dialog(page: Page, name: string | RegExp): Locator {
  return page.getByRole('dialog', { name });
}

function group(page: Page, name: string | RegExp): Locator {
  return page.getByRole('tree', { name: 'Groups' }).getByRole('treeitem', { name });
}

async function openAddHost(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Add host' }).click();
  return dialog(page, 'Add host');
}

async function connectHosts(page: Page): Promise<void> {
  await expect(treeItem(page, 'desktop, connected')).toBeVisible();
  const demo = await openAddHost(page);
  await demo.getByRole('radiogroup').getByText('Demo', { exact: true }).click();
  await demo.getByRole('button', { name: 'Add', exact: true }).click();
  const shown = treeItem(page, 'demo-host, Demo, connected');
  await shown.locator('svg').first().click();
  await expect(shown).toHaveAttribute('aria-expanded', 'false');

  const ssh = await openAddHost(page);
  await ssh.getByText('SSH', { exact: true }).click();
  await ssh.getByRole('textbox', { name: 'User' }).fill('root');
  await ssh.getByRole('textbox', { name: 'Host', exact: true }).fill(day.remote.address);
  await ssh.getByRole('button', { name: 'Add', exact: true }).click();
  await trustKey(page);
  await giveSecret(page, PASSWORD);
  await expect(treeItem(page, 'kvm-01, connected')).toBeVisible();
}

/** The search of the window, with the last word chosen from what is offered. */
async function search(page: Page, text: string, offered: RegExp): Promise<void> {
  await page.getByRole('combobox', { name: 'Search all machines' }).click();
  await page.keyboard.type(text);
  await page.getByRole('option', { name: offered }).click();
}

async function tagShown(page: Page, tag: string): Promise<void> {
  await machinesGrid(page).getByRole('checkbox', { name: 'Select all' }).check();
  await machineRow(page, NIGHTLY[0] ?? '').click({ button: 'right' });
  await menuItem(page, 'Tags').click();
  const tags = dialog(page, /^Tags of/);
  await tags.getByLabel('Find or add a tag').fill(tag);
  await tags.getByRole('button', { name: 'Apply' }).click();
  await expect(tags).toBeHidden();
}

async function findAndTag(page: Page): Promise<void> {
  await search(page, 'name=ledger OR name=vault OR host:kvm', /^host:kvm-01/);
  await expect(machinesGrid(page).getByRole('rowheader')).toHaveText(['far-a', 'far-b', 'ledger', 'vault']);
  await tagShown(page, 'nightly');
  await expectLabels(day, ['nightly'], ['--config']);

  await page.getByRole('button', { name: 'Clear' }).first().click();
  await search(page, 'state:off tag:nig', /^tag:nightly/);
  await expect(machinesGrid(page).getByRole('rowheader')).toHaveText(['far-a', 'far-b', 'ledger', 'vault']);
  await page.getByRole('button', { name: 'Save this search…' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Asleep');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('link', { name: 'Asleep 4' })).toBeVisible();
}

async function putIntoGroup(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'New group…' }).click();
  await dialog(page, /group/).getByLabel('Name').fill('Lab/Night');
  await dialog(page, /group/).getByRole('button', { name: 'Make group' }).click();
  await group(page, /^Lab, 0/)
    .locator('[data-toggle], button, svg')
    .first()
    .click();
  await machineRow(page, 'far-a').dragTo(group(page, /^Night, 0/));
  await expect(group(page, /^Night, 4/)).toBeVisible();
  await expectLabels(day, ['Lab/Night', 'nightly'], ['--config']);
}

async function arrange(page: Page): Promise<void> {
  await group(page, /^Night, 4/).click();
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'UUID', exact: true }).click();
  await page.keyboard.press('Escape');
  const heads = machinesGrid(page).getByRole('columnheader', { name: 'Name', exact: true });
  await heads.getByRole('button').click();
  await expect(machinesGrid(page).getByRole('rowheader')).toHaveText(['vault', 'ledger', 'far-b', 'far-a']);
}

async function startAll(page: Page): Promise<void> {
  await machinesGrid(page).getByRole('checkbox', { name: 'Select all' }).check();
  await actions(page).getByRole('button', { name: 'Start', exact: true }).click();
  const question = dialog(page, 'Start 4 virtual machines?');
  for (const name of NIGHTLY)
    await expect(question.getByRole('row', { name: new RegExp(`^${name}`) })).toBeVisible();
  await question.getByRole('checkbox', { name: 'Do not ask again' }).click();
  await question.getByRole('button', { name: 'Start', exact: true }).click();
  await expectStates(day, 'running');
  await expect(page.getByRole('link', { name: 'Asleep 0' })).toBeVisible();
  await tagShown(page, 'awake');
  await expectLabels(day, ['awake', 'nightly', 'Lab/Night'], ['--live', '--config']);
}

async function seeTiles(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Thumbnails' }).click();
  const tile = machinesGrid(page).getByRole('gridcell').filter({ hasText: LISTENER });
  await expect(tile.locator('img')).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: 'List', exact: true }).click();
}

async function shutAllDown(page: Page): Promise<void> {
  await machinesGrid(page).getByRole('checkbox', { name: 'Select all' }).check();
  await actions(page).getByRole('button', { name: 'Shut down' }).click();
  const question = dialog(page, 'Shut down 4 virtual machines?');
  await question.getByRole('combobox', { name: 'Time for the guests' }).click();
  await page.getByRole('option', { name: '10 seconds' }).click();
  await question.getByRole('button', { name: 'Shut down' }).click();
  await page.getByRole('button', { name: 'Force off 3 that did not listen…' }).click({ timeout: 40_000 });
  const force = dialog(page, 'Force off 3 virtual machines?');
  await expect(force).not.toContainText(LISTENER);
  await force.getByRole('button', { name: 'Force off' }).click();
  await expectStates(day, 'shut off');
  expect(await day.of(LISTENER).serialLog(LISTENER)).toContain('POWER BUTTON');
}

async function lookAtTasks(page: Page): Promise<void> {
  await page.getByRole('contentinfo').getByRole('link', { name: 'Tasks' }).click();
  const tasks = page.getByRole('grid', { name: 'Tasks' });
  await page.getByRole('searchbox', { name: 'Search tasks' }).fill('shut down');
  await tasks.getByRole('rowheader', { name: 'Shut down: 4 virtual machines' }).click();
  const items = page.getByRole('grid', { name: 'Virtual machines' });
  await expect(items.getByRole('row', { name: /^ledger/ })).toContainText('Done');
  await expect(items.getByRole('row', { name: /^vault/ })).toContainText('No reaction');
  await page.getByRole('button', { name: /^Show the command/ }).click();
  await expect(page.getByText(/virsh -c qemu:\/\/\/system shutdown ledger/)).toBeVisible();
  await page.keyboard.press('Escape');
}

async function choosePalette(page: Page, text: string, option: RegExp): Promise<void> {
  await page.getByRole('button', { name: 'Command palette' }).click();
  await page.getByRole('combobox', { name: 'Command palette' }).fill(text);
  await page.getByRole('option', { name: option }).first().click();
}

async function tearOff(page: Page, app: ElectronApplication): Promise<Page> {
  await choosePalette(page, LISTENER, /^ledger/);
  await actions(page).getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByRole('tab', { name: 'Screen', exact: true }).click();
  await expect(canvasOf(page, LISTENER)).toBeVisible({ timeout: GUEST_MS });
  await page.getByRole('tab', { name: 'Serial', exact: true }).click();
  await expect(page.locator('.xterm-rows')).toContainText(GUEST_READY, { timeout: GUEST_MS });
  const opened = app.waitForEvent('window');
  await page
    .getByRole('tablist', { name: 'Open tabs' })
    .getByRole('tab', { name: LISTENER })
    .click({ button: 'right' });
  await menuItem(page, 'Move to a new window').click();
  const second = await opened;
  await expect(second.locator('.xterm-rows')).toContainText(GUEST_READY);
  return second;
}

/** Files that are saved go to desk's home instead of asking where. */
async function saveTo(app: ElectronApplication, folder: string): Promise<void> {
  await app.evaluate(({ session }, into) => {
    session.defaultSession.on('will-download', (_, item) =>
      item.setSavePath(`${into}/${item.getFilename()}`),
    );
  }, folder);
}

async function watchPerformance(page: Page): Promise<void> {
  await choosePalette(page, 'performance', /^Performance/);
  const grid = page.getByRole('grid', { name: 'Active virtual machines' });
  await grid.getByRole('columnheader', { name: 'Sent' }).getByRole('button').click();
  await expect(grid.getByRole('columnheader', { name: 'Sent' })).toHaveAttribute('aria-sort', 'descending');
  await page.getByRole('combobox', { name: 'Range of the graphs' }).selectOption('10 minutes');
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByRole('button', { name: 'Save as CSV' }).click();
}

async function prefer(page: Page): Promise<void> {
  await choosePalette(page, 'settings', /^Settings/);
  await page.getByRole('radiogroup').getByText('Dark', { exact: true }).click();
  await page.getByRole('radiogroup').getByText('Comfortable', { exact: true }).click();
  await page.getByRole('button', { name: /^Ask again/ }).click();
  await page.getByRole('button', { name: 'Export…' }).click();
}

test('a whole day by mouse, in English', async ({ host, home, launchElectron }) => {
  test.setTimeout(GUEST_MS * 4);
  const app = await launchElectron(SYSTEM);
  const page = await app.firstWindow();
  await saveTo(app, home);
  await test.step('connects hosts', () => connectHosts(page));
  await test.step('finds machines on all hosts, tags them and keeps the search', () => findAndTag(page));
  await test.step('drags them into a nested group', () => putIntoGroup(page));
  await test.step('arranges the list', () => arrange(page));
  await test.step('starts them all', () => startAll(page));
  await test.step('sees their screens', () => seeTiles(page));
  await day.of(LISTENER).waitForSerial(LISTENER, GUEST_READY);
  await test.step('shuts them down, and forces those that do not listen', () => shutAllDown(page));
  await test.step('reads in the log what became of it', () => lookAtTasks(page));
  const second = await test.step('takes a console to a window of its own', () => tearOff(page, app));
  await test.step('watches who is busy', () => watchPerformance(page));
  await expect
    .poll(() => readFile(`${host.directory}${home}/performance.csv`, 'utf8').catch(String))
    .toContain('"ledger"');
  await test.step('changes preferences', () => prefer(page));
  const exported = () => readFile(`${host.directory}${home}/guesthouse-settings.json`, 'utf8').catch(String);
  await expect.poll(exported).toContain('Asleep');
  expect(await exported()).not.toContain(PASSWORD);

  await test.step('loses a host and has it back', async () => {
    await day.remote.stopDaemon('libvirtd', 'SIGKILL');
    await expect(treeItem(page, 'kvm-01, connection lost')).toBeVisible();
    await day.remote.startDaemon('libvirtd');
    await giveSecret(page, PASSWORD);
    await expect(treeItem(page, 'kvm-01, connected')).toBeVisible({ timeout: 30_000 });
  });

  await test.step('finds all of it again after a night', async () => {
    await expect(second.locator('.xterm-rows')).toContainText(GUEST_READY);
    const exited = once(app.process(), 'exit');
    await app.evaluate(({ app }) => app.quit()).catch(() => undefined);
    await exited;
    const again = await launchElectron({ args: [] });
    await expect.poll(() => again.windows().length).toBe(2);
    for (const one of again.windows()) {
      await expect(treeItem(one, 'demo-host, Demo, connected')).toHaveAttribute('aria-expanded', 'false');
      await expect(group(one, /^Night, /)).toBeVisible();
      const isFirst = (await one.getByRole('tab', { name: 'Performance' }).count()) > 0;
      if (isFirst) await expect(one.getByRole('tab', { name: 'Settings', selected: true })).toBeVisible();
      else await expect(one.locator('.xterm-rows')).toBeVisible();
    }
  });
});
