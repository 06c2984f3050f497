// What is lost comes back by itself, and what was seen stays to be seen.

import { defineQuiet, removeMachines } from '../lab/machines-at-hand.ts';
import { expect, test } from './app-fixtures.ts';
import { actions, machineRow, openMachine, treeItem } from './window.ts';

test.beforeAll(async ({ host }) => {
  await defineQuiet(host, { name: 'runner' });
  await defineQuiet(host, { name: 'sleeper' });
  await host.virsh('start', 'runner');
});
test.afterAll(({ host }) => removeMachines(host));

test('heals when libvirtd was killed and started again', async ({ host, openApp }) => {
  const page = await openApp();
  await expect(machineRow(page, 'runner')).toContainText('Running');
  await host.stopDaemon('libvirtd', 'SIGKILL');

  await expect(treeItem(page, 'desktop, connection lost')).toBeVisible();
  const problem = page.getByRole('region', { name: 'Problem with desktop' });
  await expect(problem).toContainText('lost');
  await expect(machineRow(page, 'runner')).toContainText('Running');
  await machineRow(page, 'sleeper').click();
  const start = actions(page).getByRole('button', { name: 'Start', exact: true });
  await expect(start).toHaveAccessibleDescription('Its host is not connected.');
  await openMachine(page, 'sleeper');
  await expect(page.getByText('This is how it was when last seen')).toBeVisible();

  await host.startDaemon('libvirtd');
  await host.virsh('start', 'sleeper');
  await expect(treeItem(page, 'desktop, connected')).toBeVisible({ timeout: 45_000 });
  await expect(problem).toBeHidden();
  await expect(page.getByText('2 running of 2')).toBeVisible();
  await actions(page).getByRole('button', { name: 'Pause' }).click();
  await expect(
    page.getByRole('region', { name: 'sleeper' }).getByText('Paused', { exact: true }),
  ).toBeVisible();
  await host.virsh('destroy', 'sleeper');
});

test('says that the daemon does not run, and connects once it does', async ({ host, openApp }) => {
  await host.stopDaemon('libvirtd');
  const page = await openApp();
  await expect(treeItem(page, /could not be opened/)).toBeVisible();
  await expect(page.getByRole('complementary').or(page.getByRole('navigation'))).toContainText(
    "Start libvirt's daemon",
  );
  await host.startDaemon('libvirtd');
  await page
    .getByRole('region', { name: /^Problem with/ })
    .getByRole('button', { name: 'Try now' })
    .click();
  await expect(machineRow(page, 'runner')).toContainText('Running');
});

test('a reload keeps the tabs and loses nothing', async ({ openApp }) => {
  const page = await openApp();
  await openMachine(page, 'runner', 'XML');
  await expect(page.getByRole('textbox', { name: 'Running definition of runner' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'Running definition of runner' })).toBeVisible();
  await expect(treeItem(page, 'desktop, connected')).toBeVisible();
  await page.getByRole('tab', { name: 'Virtual machines', exact: true }).click();
  await expect(machineRow(page, 'runner')).toContainText('Running');
});
