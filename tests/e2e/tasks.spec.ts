// Many machines at once, by keyboard, and the log of what was asked: on the demo host, whose firewall hears no power button.
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './app-fixtures.ts';
import { barriers } from './looks.ts';
import { actions, machineRow } from './window.ts';

const DEMO = { args: ['demo:///default'] };

function tasksGrid(page: Page): Locator {
  return page.getByRole('grid', { name: 'Tasks' });
}

function taskRow(page: Page, name: string | RegExp): Locator {
  return tasksGrid(page)
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name }) });
}

test('all machines are shut down by keyboard, and the one that does not listen is forced off', async ({
  openApp,
}) => {
  const page = await openApp(DEMO);
  await expect(machineRow(page, 'fw-edge')).toContainText('Running');
  await machineRow(page, 'web-01').click();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+Shift+D');
  const dialog = page.getByRole('dialog', { name: 'Shut down 11 virtual machines?' });
  await expect(dialog.getByRole('row', { name: /^build-runner-2/ })).toContainText('It is not running.');
  expect(await barriers(page)).toEqual([]);
  await dialog.getByRole('combobox', { name: 'Time for the guests' }).click();
  await page.getByRole('option', { name: '10 seconds' }).click();
  await dialog.getByRole('button', { name: 'Shut down' }).press('Enter');
  await expect(page.getByRole('contentinfo')).toContainText('Shut down: 15 virtual machines');
  await expect(machineRow(page, 'web-01')).toContainText('Off');

  await page.getByRole('button', { name: 'Force off 1 that did not listen…' }).press('Enter');
  const force = page.getByRole('dialog', { name: 'Force off fw-edge?' });
  await force.getByRole('button', { name: 'Force off' }).press('Enter');
  await expect(machineRow(page, 'fw-edge')).toContainText('Off');

  await page.keyboard.press('Control+2');
  await taskRow(page, 'Shut down: 15 virtual machines').click();
  const items = page.getByRole('grid', { name: 'Virtual machines' });
  const byState = items.getByRole('columnheader', { name: 'State' }).getByRole('button');
  // The other way round: first what did not go well.
  await byState.click();
  await byState.click();
  await expect(items.getByRole('row', { name: /^fw-edge/ })).toContainText('No reaction');
  expect(await barriers(page)).toEqual([]);
  await page.reload();
  await expect(taskRow(page, 'Shut down: 15 virtual machines')).toContainText(
    '10 done, 1 without reaction, 4 left out',
  );
});

test('what was asked is found with its command after the next start', async ({ openApp }) => {
  const first = await openApp(DEMO);
  await machineRow(first, 'web-02').click();
  await actions(first).getByRole('button', { name: 'Pause' }).click();
  await expect(machineRow(first, 'web-02')).toContainText('Paused');
  await first.keyboard.press('Control+2');
  await expect(taskRow(first, 'Pause web-02')).toContainText('Done');

  const page = await openApp({ args: [] });
  await expect(page.getByRole('contentinfo')).toContainText('running of 15');
  await page.keyboard.press('Control+2');
  await page.getByRole('searchbox', { name: 'Search tasks' }).fill('suspend');
  await taskRow(page, 'Pause web-02').click();
  await expect(page.getByText('virsh -c demo:///default suspend web-02')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search tasks' }).fill('nothing like it');
  await expect(page.getByText('No task matches.')).toBeVisible();
});

test('a save shows how far it is, and is taken back', async ({ openApp }) => {
  const page = await openApp(DEMO);
  await machineRow(page, 'db-primary').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Save', exact: true }).click();
  await page.getByRole('link', { name: /Save db-primary/ }).click();
  await taskRow(page, 'Save db-primary').click();
  await expect(taskRow(page, 'Save db-primary')).toContainText(/GiB of \d/);
  await page.getByRole('region', { name: 'Save db-primary' }).getByRole('button', { name: 'Cancel' }).click();
  await expect(taskRow(page, 'Save db-primary')).toContainText('Cancelled');
  await page.keyboard.press('Control+1');
  await expect(machineRow(page, 'db-primary')).toContainText('Running');
});
