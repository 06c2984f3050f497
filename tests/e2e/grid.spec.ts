// The list of machines as a person arranges it, and the machines as pictures of their screens.
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './app-fixtures.ts';
import { barriers } from './looks.ts';
import { machineRow, machinesGrid, menuItem } from './window.ts';

const DEMO = { args: ['demo:///default'] };

function head(page: Page, name: string): Locator {
  return machinesGrid(page).getByRole('columnheader', { name, exact: true });
}

function shownHeads(page: Page): Promise<readonly string[]> {
  return machinesGrid(page).locator('[data-column]').allTextContents();
}

test('columns sort together, are moved and made wider, and stay so', async ({ openApp }) => {
  let page = await openApp(DEMO);
  await head(page, 'State').getByRole('button').click();
  await head(page, 'Name')
    .getByRole('button')
    .click({ modifiers: ['Shift'] });
  await head(page, 'Name').getByRole('button').press('Shift+Enter');
  await expect(machinesGrid(page).getByRole('rowheader').nth(1)).toHaveText('web-02');
  await expect(machinesGrid(page).getByRole('rowheader').first()).toHaveText('legacy-erp');

  const edge = page.getByRole('separator', { name: 'Width of Addresses' });
  await head(page, 'Addresses').getByRole('button').focus();
  await page.keyboard.press('Tab');
  await expect(edge).toBeFocused();
  const before = Number(await edge.getAttribute('aria-valuenow'));
  await page.keyboard.press('ArrowRight');
  await expect(edge).toHaveAttribute('aria-valuenow', String(before + 8));
  const box = await edge.boundingBox();
  await page.mouse.move((box?.x ?? 0) + 5, (box?.y ?? 0) + 8);
  await page.mouse.down();
  await page.mouse.move((box?.x ?? 0) + 65, (box?.y ?? 0) + 8, { steps: 4 });
  await page.mouse.up();
  await expect(edge).toHaveAttribute('aria-valuenow', String(before + 68));

  await head(page, 'CPU')
    .getByRole('button')
    .dragTo(head(page, 'Name'), { targetPosition: { x: 4, y: 10 } });
  await expect.poll(() => shownHeads(page)).toEqual(expect.arrayContaining(['CPU']));
  await expect.poll(async () => (await shownHeads(page))[0]).toBe('CPU');
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'UUID', exact: true }).click();
  await page.getByRole('menuitemcheckbox', { name: 'CPU', exact: true }).press('Alt+ArrowDown');
  await page.keyboard.press('Escape');
  await expect.poll(async () => (await shownHeads(page)).slice(0, 2)).toEqual(['Name2', 'CPU']);

  page = await openApp(DEMO);
  await expect(machineRow(page, 'web-01')).toContainText('Running');
  expect((await shownHeads(page)).slice(0, 2)).toEqual(['Name2', 'CPU']);
  await expect(head(page, 'UUID')).toBeAttached();
  await expect(page.getByRole('separator', { name: 'Width of Addresses' })).toHaveAttribute(
    'aria-valuenow',
    String(before + 68),
  );
  await expect(machinesGrid(page).getByRole('rowheader').nth(1)).toHaveText('web-02');
});

test('machines stand in groups, which fold and are selected by the keyboard', async ({ openApp }) => {
  const page = await openApp(DEMO);
  await page.getByRole('button', { name: 'Group by' }).click();
  await page.getByRole('menuitemradio', { name: 'State' }).click();
  const grid = page.getByRole('treegrid', { name: 'Virtual machines' });
  const paused = grid.getByRole('row', { name: /Paused 1 machine/ });
  await expect(paused).toHaveAttribute('aria-expanded', 'true');
  await grid.getByRole('rowheader', { name: 'win11-accounting' }).click();
  await page.keyboard.press('ArrowLeft');
  await expect(paused).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(paused).toHaveAttribute('aria-expanded', 'false');
  await expect(grid.getByRole('rowheader', { name: 'win11-accounting' })).toBeHidden();
  await page.keyboard.press('Escape');
  await page.keyboard.press(' ');
  await expect(grid.getByRole('checkbox', { name: 'Select all of Paused' })).toBeChecked();
  await expect(page.getByRole('button', { name: 'Resume' })).toBeEnabled();
  expect(await barriers(page)).toEqual([]);
  // Thumbnails stand under the same heads, folded as they were.
  await page.getByRole('button', { name: 'Thumbnails' }).click();
  await grid.getByRole('row', { name: /Running \d+ machines/ }).click();
  await expect(paused).toHaveAttribute('aria-expanded', 'false');
  await paused.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await expect(grid.getByRole('gridcell', { selected: true })).toContainText('win11-accounting');
  expect(await barriers(page)).toEqual([]);
});

/** What can be used and is neither in the window nor in something that scrolls to it. */
function outOfReach(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const scrolls = (one: Element | null): boolean =>
      one !== null && (/auto|scroll/.test(getComputedStyle(one).overflowX) || scrolls(one.parentElement));
    return [...document.querySelectorAll('button, a[href], input, [role=tab], [tabindex="0"]')]
      .filter((one) => one.checkVisibility() && !scrolls(one.parentElement))
      .filter((one) => {
        const { left, right, width } = one.getBoundingClientRect();
        return width > 1 && (left < -1 || right > window.innerWidth + 1);
      })
      .map((one) => one.getAttribute('aria-label') ?? one.textContent ?? one.tagName);
  });
}

test('in half the room, as with 200 % zoom, all stays in reach and names stay in view', async ({
  openApp,
}) => {
  const page = await openApp(DEMO);
  await expect(machineRow(page, 'web-01')).toBeVisible();
  await page.setViewportSize({ width: 640, height: 400 });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const grid = machinesGrid(page);
  const name = grid.getByRole('rowheader', { name: 'ad-dc01' });
  await grid.evaluate((box) => box.scrollBy(400, 0));
  await expect(grid).toHaveAttribute('data-beneath', '');
  const [around, box] = [await grid.boundingBox(), await name.boundingBox()];
  expect((box?.x ?? 0) - (around?.x ?? 0)).toBeLessThan(40);
  for (const place of ['machines', 'performance', 'tasks', 'settings', 'about', 'host/c1', 'pools/c1']) {
    await page.evaluate((to) => window.location.assign(`#/${to}`), place);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(await outOfReach(page), place).toEqual([]);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide, place).toBeLessThanOrEqual(640);
  }
});

test('thumbnails show screens, say why there is none, and are walked with arrows', async ({ openApp }) => {
  const page = await openApp(DEMO);
  await page.getByRole('button', { name: 'Thumbnails' }).click();
  const tile = (name: string) =>
    machinesGrid(page)
      .getByRole('gridcell')
      .filter({ has: page.getByText(name, { exact: true }) });
  const picture = tile('fedora-workstation').locator('img');
  await expect(picture).toBeVisible();
  expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(320);
  await expect(tile('build-runner-2').locator('img')).toHaveCount(0);
  await expect(tile('build-runner-2')).toContainText('Off');
  expect(await barriers(page)).toEqual([]);

  await tile('ad-dc01').click();
  await page.keyboard.press('ArrowRight');
  await expect(tile('build-runner-1')).toBeFocused();
  await expect(tile('build-runner-1')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Shift+F10');
  await expect(menuItem(page, 'Pause')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'build-runner-1', level: 1 })).toBeVisible();
});
