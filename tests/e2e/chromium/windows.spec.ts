// In a browser a window of its own is one of the browser's, and may do what the first may.

import { defineQuiet, removeMachines } from '../../lab/machines-at-hand.ts';
import { expect, test } from '../app-fixtures.ts';
import { machineRow, menuItem } from '../window.ts';

test.beforeAll(({ host }) => defineQuiet(host, { name: 'shared' }));
test.afterAll(({ host }) => removeMachines(host));

test('opens a machine in a window of its own, by its menu', async ({ host, openApp }) => {
  const page = await openApp();
  await machineRow(page, 'shared').click({ button: 'right' });
  const opened = page.context().waitForEvent('page');
  await menuItem(page, 'Open in a new window').click();
  const second = await opened;
  await expect(second.getByRole('heading', { name: 'shared', level: 1 })).toBeVisible();
  await host.virsh('start', 'shared');
  await expect(
    second.getByRole('region', { name: 'shared' }).getByText('Running', { exact: true }),
  ).toBeVisible();
});

test('has a menu bar', async ({ openApp }) => {
  const page = await openApp();
  await machineRow(page, 'shared').click();
  await page.getByRole('menubar').getByRole('menuitem', { name: 'Machine' }).click();
  await expect(menuItem(page, 'Pause')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('menubar').getByRole('menuitem', { name: 'Help' }).click();
  await menuItem(page, 'About Guesthouse').click();
  await expect(page.getByRole('heading', { name: 'About Guesthouse' })).toBeVisible();
  await expect(
    page.getByText('The screen is drawn by noVNC, which is under the Mozilla Public License 2.0.'),
  ).toBeVisible();
});
