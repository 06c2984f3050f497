// The list of machines of a real host: what is in it, what can be done from it, and that it keeps up with others.
import type { Locator, Page } from '@playwright/test';
import { defineQuiet, removeMachines } from '../lab/machines-at-hand.ts';
import { expect, test } from './app-fixtures.ts';
import { actions, GUEST_MS, machineRow, machinesGrid, menuItem, openMachine, treeItem } from './window.ts';

test.beforeAll(async ({ host }) => {
  await defineQuiet(host, { name: 'alpha', title: 'Mail', description: 'Post office' });
  await defineQuiet(host, { name: 'beta' });
  await defineQuiet(host, { name: 'gamma', title: 'Files' });
});
test.afterAll(({ host }) => removeMachines(host));

/** Names in the order in which the list shows them. */
function shownNames(page: Page): Locator {
  return machinesGrid(page).getByRole('rowheader');
}

test('shows the machines of the host and what others do to them', async ({ host, openApp }) => {
  const page = await openApp();
  await expect(machineRow(page, 'alpha')).toContainText('Mail');
  await expect(machineRow(page, 'beta')).toContainText('Off');
  await expect(page.getByText('0 running of 3')).toBeVisible();

  await host.virsh('start', 'beta');
  await expect(machineRow(page, 'beta')).toContainText('Running');
  await expect(page.getByText('1 running of 3')).toBeVisible();
  await host.virsh('suspend', 'beta');
  await expect(machineRow(page, 'beta')).toContainText('Paused');
  await host.virsh('destroy', 'beta');
  await expect(machineRow(page, 'beta')).toContainText('Off');

  await defineQuiet(host, { name: 'delta' });
  await expect(machineRow(page, 'delta')).toBeVisible();
  await expect(treeItem(page, 'delta')).toBeVisible();
  await host.virsh('undefine', 'delta');
  await expect(machineRow(page, 'delta')).toBeHidden();
  await expect(treeItem(page, 'delta')).toBeHidden();
});

test('starts from the toolbar, the context menu and the keyboard', async ({ host, openApp }) => {
  const page = await openApp();
  await machineRow(page, 'alpha').click();
  await actions(page).getByRole('button', { name: 'Start', exact: true }).click();
  await expect(machineRow(page, 'alpha')).toContainText('Running');

  await machineRow(page, 'beta').click({ button: 'right' });
  await menuItem(page, 'Start').click();
  await expect(machineRow(page, 'beta')).toContainText('Running');

  await machineRow(page, 'beta').click();
  await page.keyboard.press('ArrowDown');
  await expect(machineRow(page, 'gamma')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Shift+F10');
  // The menu has the keyboard once its first item has the focus.
  await expect(menuItem(page, 'Overview')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(machineRow(page, 'gamma')).toBeFocused();
  await page.keyboard.press('Control+Shift+S');
  await expect(machineRow(page, 'gamma')).toContainText('Running');
  expect(await host.virsh('list', '--name')).toMatch(/alpha\nbeta\ngamma/);
});

test('pauses, resumes, and asks before it forces several off', async ({ host, openApp }) => {
  for (const name of ['alpha', 'beta']) await host.virsh('start', name).catch(() => undefined);
  const page = await openApp();
  await machineRow(page, 'alpha').click();
  await actions(page).getByRole('button', { name: 'Pause' }).click();
  await expect(machineRow(page, 'alpha')).toContainText('Paused');
  await expect(actions(page).getByRole('button', { name: 'Shut down' })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  await actions(page).getByRole('button', { name: 'Resume' }).click();
  await expect(machineRow(page, 'alpha')).toContainText('Running');

  await actions(page).getByRole('button', { name: 'Force off' }).click();
  const question = page.getByRole('dialog', { name: 'Force off alpha?' });
  await expect(question).toContainText('pulling the plug');
  await expect(question.getByRole('button', { name: 'Keep running' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(question).toBeHidden();
  expect(await host.virsh('domstate', 'alpha')).toBe('running');

  await machineRow(page, 'beta').click({ modifiers: ['Control'] });
  await actions(page).getByRole('button', { name: 'Force off' }).click();
  const both = page.getByRole('dialog', { name: 'Force off 2 virtual machines?' });
  for (const name of [/^alpha/, /^beta/]) await expect(both.getByRole('row', { name })).toBeVisible();
  await both.getByRole('button', { name: 'Force off' }).click();
  await expect(machineRow(page, 'alpha')).toContainText('Off');
  await expect(machineRow(page, 'beta')).toContainText('Off');
});

test('shuts a listening guest down, and offers to force a deaf one', async ({ host, openApp }) => {
  await host.defineGuest({ name: 'listener' });
  await host.virsh('start', 'listener');
  await host.virsh('start', 'gamma').catch(() => undefined);
  const page = await openApp();
  await machineRow(page, 'gamma').click();
  await actions(page).getByRole('button', { name: 'Shut down' }).click();
  await expect(machineRow(page, 'gamma')).toContainText(/Shutting down….*[1-9]\d*\s*s/);

  await host.waitForSerial('listener', 'GUEST READY');
  await machineRow(page, 'listener').click();
  await actions(page).getByRole('button', { name: 'Shut down' }).click();
  await expect(machineRow(page, 'listener')).toContainText('Off', { timeout: GUEST_MS });
  expect(await host.serialLog('listener')).toContain('POWER BUTTON');
  await host.virsh('undefine', 'listener');

  // The offer comes half a minute after the request.
  const offer = machineRow(page, 'gamma').getByRole('button', { name: /Force off gamma/ });
  await offer.click({ timeout: 45_000 });
  await page.getByRole('dialog').getByRole('button', { name: 'Force off' }).click();
  await expect(machineRow(page, 'gamma')).toContainText('Off');
});

test("shows libvirt's words where a start was refused", async ({ host, openApp }) => {
  const disk =
    "<disk type='file' device='disk'><source file='/nowhere/missing.img'/><target dev='hda'/></disk>\n";
  await defineQuiet(host, { name: 'broken', devices: disk });
  const page = await openApp();
  await machineRow(page, 'broken').click();
  await actions(page).getByRole('button', { name: 'Start', exact: true }).click();
  const note = page.getByRole('alert').filter({ hasText: 'Could not start broken' });
  await note.getByRole('button', { name: 'Details' }).click();
  await expect(note).toContainText("Cannot access storage file '/nowhere/missing.img'");
  await expect(machineRow(page, 'broken')).toContainText('Off');

  await openMachine(page, 'broken');
  await expect(page.getByRole('alert').filter({ hasText: 'Could not start broken' })).toBeVisible();
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expect(page.getByRole('alert')).toBeHidden();
  await host.virsh('undefine', 'broken');
});

test('filters, and remembers columns and sorting after a restart', async ({ openApp }) => {
  let page = await openApp();
  const filter = page.getByRole('combobox', { name: 'Search this list' });
  await filter.fill('post off');
  await expect(machinesGrid(page).getByRole('rowheader')).toHaveText(['alpha']);
  await filter.fill('nothing like it');
  await expect(page.getByText('No virtual machine matches “nothing like it”.')).toBeVisible();
  await filter.fill('');

  await machinesGrid(page).getByRole('button', { name: 'Title' }).click();
  await expect(shownNames(page)).toHaveText(['gamma', 'alpha', 'beta']);
  await machinesGrid(page).getByRole('button', { name: 'Name' }).click();
  await expect(shownNames(page)).toHaveText(['alpha', 'beta', 'gamma']);
  await machinesGrid(page).getByRole('button', { name: 'Name' }).click();
  await expect(shownNames(page)).toHaveText(['gamma', 'beta', 'alpha']);
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Addresses', exact: true }).click();
  await expect(machinesGrid(page).getByRole('columnheader', { name: 'Addresses' })).toBeHidden();

  page = await openApp();
  await expect(machineRow(page, 'alpha')).toBeVisible();
  await expect(machinesGrid(page).getByRole('columnheader', { name: 'Addresses' })).toBeHidden();
  await expect(machinesGrid(page).getByRole('columnheader', { name: 'Name' })).toHaveAttribute(
    'aria-sort',
    'descending',
  );
  await expect(shownNames(page)).toHaveText(['gamma', 'beta', 'alpha']);
});
