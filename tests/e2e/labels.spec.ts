// Groups and tags in the window: by mouse and by keyboard, for one machine and for many.
import type { Page } from '@playwright/test';
import { expect, test } from './app-fixtures.ts';
import { choose } from './looks.ts';
import { machineRow, machinesGrid, menuItem, openList, openMachine } from './window.ts';

const DEMO = 'demo:///default';

function groups(page: Page) {
  return page.getByRole('tree', { name: 'Groups' });
}

function group(page: Page, name: string, count: number) {
  const machines = count === 1 ? '1 virtual machine' : `${count} virtual machines`;
  return groups(page).getByRole('treeitem', { name: `${name}, ${machines}`, exact: true });
}

function heading(page: Page) {
  return page.getByRole('region', { name: 'Groups' }).getByRole('heading');
}

test('machines are dragged to a group and out again, many at once, and it is taken back', async ({
  openApp,
}) => {
  const page = await openApp({ args: [DEMO] });
  await machineRow(page, 'monitoring').click();
  await machineRow(page, 'fw-edge').click({ modifiers: ['Control'] });
  await machineRow(page, 'fw-edge').dragTo(group(page, 'Build', 2));
  await expect(group(page, 'Build', 4)).toBeVisible();
  await expect(page.getByText('2 virtual machines moved to Build.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(group(page, 'Build', 2)).toBeVisible();

  await page
    .getByRole('tree', { name: /Hosts/ })
    .getByRole('treeitem', { name: 'build-runner-1' })
    .dragTo(heading(page));
  await expect(group(page, 'Build', 1)).toBeVisible();
  // A group goes into another, but not into itself.
  await group(page, 'Build', 1).dragTo(group(page, 'Office', 4));
  await expect(group(page, 'Office', 5)).toBeVisible();
  await group(page, 'Office', 5).press('ArrowRight');
  await group(page, 'Office', 5).dragTo(group(page, 'Build', 1));
  await expect(page.getByText('A group cannot be put into itself.')).toBeVisible();
});

test('the keyboard alone makes a group, fills it, renames it and removes it', async ({ openApp }) => {
  const page = await openApp({ args: [DEMO] });
  await page.getByRole('button', { name: 'New group…' }).press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Lab/Web');
  await page.keyboard.press('Enter');
  await expect(group(page, 'Lab', 0)).toBeVisible();

  await machinesGrid(page).getByRole('row').nth(1).focus();
  await page.keyboard.type('mail');
  await page.keyboard.press('Control+Shift+M');
  await expect(dialog).toContainText('Move mail to a group');
  await dialog.getByLabel('Name').fill('Lab/Web');
  await page.keyboard.press('Enter');
  await expect(group(page, 'Lab', 1)).toBeVisible();

  await group(page, 'Lab', 1).press('F2');
  await dialog.getByLabel('Name').fill('Workshop');
  await page.keyboard.press('Enter');
  await expect(group(page, 'Workshop', 1)).toBeVisible();
  await group(page, 'Workshop', 1).press('Shift+F10');
  await menuItem(page, 'Remove group').press('Enter');
  await expect(group(page, 'Workshop', 1)).toHaveCount(0);
  await expect(machineRow(page, 'mail')).toBeVisible();
});

test('tags are put on many, and what is mixed stays as each has it', async ({ openApp }) => {
  const page = await openApp({ args: [DEMO] });
  await machineRow(page, 'web-01').click();
  await machineRow(page, 'mail').click({ modifiers: ['Control'] });
  await page.keyboard.press('Control+Shift+G');
  const dialog = page.getByRole('dialog', { name: 'Tags of 2 virtual machines' });
  await expect(dialog.getByRole('checkbox', { name: 'production' })).toBeChecked();
  await expect(dialog.getByRole('checkbox', { name: 'web', exact: true })).toHaveJSProperty(
    'indeterminate',
    true,
  );
  await dialog.getByLabel('Find or add a tag').fill('<b>new</b>');
  await page.keyboard.press('Enter');
  await dialog.getByRole('checkbox', { name: 'production' }).uncheck();
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByText('Tags of 2 virtual machines changed.')).toBeVisible();
  await openMachine(page, 'web-01');
  const facts = page.getByRole('tabpanel', { name: 'Overview' });
  await expect(facts.getByText('<b>new</b>', { exact: true })).toBeVisible();
  await expect(facts.getByText('web', { exact: true })).toBeVisible();
  await expect(facts.getByText('production', { exact: true })).toHaveCount(0);
});

test('stopped machines are hidden and counted, also after a reload and in Chinese', async ({ openApp }) => {
  const page = await openApp({ args: [DEMO] });
  await expect(machineRow(page, 'build-runner-2')).toBeVisible();
  await page.getByRole('navigation').getByRole('button', { name: 'Hide stopped virtual machines' }).click();
  await expect(machineRow(page, 'build-runner-2')).toHaveCount(0);
  await page.reload();
  await expect(machineRow(page, 'web-01')).toBeVisible();
  await expect(machineRow(page, 'build-runner-2')).toHaveCount(0);
  await expect(page.getByRole('navigation').getByText('2 stopped are hidden.')).toBeVisible();
  await choose(page, '简体中文');
  await expect(page.getByRole('navigation').getByText('已隐藏 2 台已关闭的虚拟机。')).toBeVisible();
  await choose(page, 'English');
  await openList(page);
  await page.getByRole('navigation').getByRole('button', { name: 'Show', exact: true }).click();
  await expect(machineRow(page, 'build-runner-2')).toBeVisible();
});
