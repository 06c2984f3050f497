// Searching among thousands of machines on many hosts, by keyboard and by mouse.
import type { Page } from '@playwright/test';
import { expect, test } from './app-fixtures.ts';
import { barriers } from './looks.ts';
import { machineRow, machinesGrid, treeItem } from './window.ts';

const LARGE = 'demo:///large?domains=1000&hosts=20';

function searchAll(page: Page) {
  return page.getByRole('combobox', { name: 'Search all machines' });
}

function searchHere(page: Page) {
  return page.getByRole('combobox', { name: 'Search this list' });
}

test('a search of all hosts is typed, completed, named and found again after a restart', async ({
  openApp,
}) => {
  let page = await openApp({ args: [LARGE] });
  await expect(page.getByText(/running of 1,000/)).toBeVisible();
  await page.keyboard.press('Control+Shift+F');
  await expect(searchAll(page)).toBeFocused();
  await page.keyboard.type('sta');
  await expect(page.getByRole('option', { name: /^state:/ })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(searchAll(page)).toHaveValue('state:');
  await page.keyboard.type('off');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.type('host:large-07');
  await expect(searchHere(page)).toHaveValue(/^state:Off host:large-07$/i);
  // No more than the machines of one host: the host's word counts by now.
  const found = page.getByText(/^\d{1,2} of 1,000$/);
  await expect(found).toBeVisible();
  const count = /^\d+/.exec(await found.innerText())?.[0];
  for (const state of await machinesGrid(page).getByRole('row').filter({ hasText: 'demo-large' }).all())
    await expect(state).toContainText('Off');

  await page.getByRole('button', { name: 'Save this search…' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Idle on 7');
  await page.getByRole('radio', { name: 'Blue' }).check({ force: true });
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('link', { name: `Idle on 7 ${count}` })).toBeVisible();
  expect(await barriers(page)).toEqual([]);

  page = await openApp({ args: [LARGE] });
  await page.getByRole('link', { name: `Idle on 7 ${count}` }).click();
  await expect(page.getByText(`${count} of 1,000`)).toBeVisible();
  await page.getByRole('link', { name: /^Idle on 7/ }).focus();
  await page.keyboard.press('Delete');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('link', { name: `Idle on 7 ${count}` })).toBeVisible();
});

test('what is found is seen from the first, and who is done comes back to where they were', async ({
  openApp,
}) => {
  const page = await openApp({ args: [LARGE] });
  await expect(page.getByText(/running of 1,000/)).toBeVisible();
  await machinesGrid(page).hover();
  await page.mouse.wheel(0, 9000);
  const scrolled = () => machinesGrid(page).evaluate(({ scrollTop }) => scrollTop);
  await expect.poll(scrolled).toBe(9000);
  await searchHere(page).fill('web');
  await expect(machineRow(page, 'web-00007')).toBeInViewport();
  await searchHere(page).press('Escape');
  await searchHere(page).press('Escape');
  await expect(searchHere(page)).toHaveValue('');
  await expect.poll(scrolled).toBe(9000);
  // Chosen among the found, it is shown among all.
  await searchHere(page).fill('web');
  await searchHere(page).press('Enter');
  await page.keyboard.press('ArrowDown');
  await expect(machineRow(page, 'web-00014')).toBeFocused();
  await searchHere(page).fill('');
  await expect(machineRow(page, 'web-00014')).toBeInViewport();
  expect(await scrolled()).not.toBe(9000);
});

test('nonsense is underlined and explained, and the rest still searches', async ({ openApp }) => {
  const page = await openApp({ args: ['demo:///default'] });
  await expect(machineRow(page, 'web-01')).toBeVisible();
  await searchHere(page).fill('name=web-01 mem>x ((');
  await expect(machinesGrid(page).getByRole('rowheader')).toHaveText(['web-01']);
  await expect(page.getByRole('paragraph').filter({ hasText: '“x” is not a number' })).toBeVisible();
  await expect(page.getByRole('paragraph').filter({ hasText: 'A parenthesis is not closed.' })).toBeVisible();
  await searchHere(page).fill('(');
  await searchHere(page).fill(`${'('.repeat(5000)}<img src=x onerror=alert(1)>`);
  await expect(page.getByText('Only the first 2,000 letters are searched for.').first()).toBeAttached();
  await searchHere(page).press('Escape');
  await expect(searchHere(page)).toHaveValue('');
  // What is left out is not said to be nowhere.
  await page.getByRole('button', { name: 'Hide stopped virtual machines' }).first().click();
  await searchHere(page).fill('state:off');
  await expect(
    page.getByText(/^\d+ stopped virtual machines match “state:off”, and are hidden\.$/),
  ).toBeVisible();
  await page.keyboard.press('Escape');
  // What changes on a host changes what is found, without a letter more.
  await searchHere(page).fill('state:running name=mail');
  await expect(machinesGrid(page).getByRole('rowheader')).toHaveText(['mail']);
  await treeItem(page, 'mail').click({ button: 'right' });
  await page.getByRole('menuitem', { name: /^Pause/ }).click();
  await expect(page.getByText('No virtual machine matches “state:running name=mail”.')).toBeVisible();
});
