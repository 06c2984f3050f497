// Who is busy: the performance page by keyboard, its look into one machine, and the table that it saves.
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './app-fixtures.ts';
import { barriers, choose } from './looks.ts';
import { machineRow } from './window.ts';

function busiest(page: Page): Locator {
  const grid = page.getByRole('grid', { name: 'Active virtual machines' });
  const name = page.getByRole('rowheader', { name: 'db-primary', exact: true });
  return grid.getByRole('row').filter({ has: name });
}

async function openPerformance(
  openApp: (options: { args: readonly string[] }) => Promise<Page>,
): Promise<Page> {
  const page = await openApp({ args: ['demo:///default'] });
  await expect(machineRow(page, 'web-01')).toContainText('Running');
  await page.keyboard.press('Control+3');
  await expect(busiest(page)).toContainText('%');
  return page;
}

test('by keyboard: sort, look into a machine, pause, and go on', async ({ openApp }) => {
  const page = await openPerformance(openApp);
  const grid = page.getByRole('grid', { name: 'Active virtual machines' });
  await grid.getByRole('button', { name: 'Sent' }).focus();
  await page.keyboard.press('Enter');
  await expect(grid.getByRole('columnheader', { name: 'Sent' })).toHaveAttribute('aria-sort', 'descending');
  await busiest(page).focus();
  await page.keyboard.press(' ');
  const detail = page.getByRole('region', { name: 'db-primary in detail' });
  await expect(detail.getByRole('table', { name: 'Virtual CPUs' }).getByRole('row')).toHaveCount(9);
  await expect(detail.getByRole('table', { name: 'Disks' })).toContainText('/s');
  const graph = detail.getByRole('img', { name: /^CPU: / });
  await graph.focus();
  await page.keyboard.press('Home');
  await expect(detail.getByRole('figure').first()).toContainText('s ago');
  await expect(detail.getByRole('status').filter({ hasText: /ago: CPU/ })).toBeAttached();
  // The drawing's own cursor goes along, once there is more than one measurement to go to.
  const cursor = detail.locator('.u-cursor-x').first();
  const drawnAt = async (key: string) => {
    await page.keyboard.press(key);
    await page.evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
    );
    return (await cursor.boundingBox())?.x ?? 0;
  };
  const way = async () => {
    const first = await drawnAt('Home');
    return (await drawnAt('End')) - first;
  };
  await expect.poll(way).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Pause' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Resume' })).toBeFocused();
});

test('saves what it shows', async ({ openApp }) => {
  const page = await openPerformance(openApp);
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as CSV' }).click();
  const text = await readFile(await (await saved).path(), 'utf8');
  expect(text).toContain('"time","name","uuid","host"');
  expect(text).toMatch(/"db-primary",.*"demo-host","running",8,\d/);
});

test('nothing stands in anybody’s way in either theme', async ({ openApp }) => {
  const page = await openPerformance(openApp);
  for (const theme of ['Light', 'Dark']) {
    await choose(page, theme);
    await page.keyboard.press('Control+3');
    await busiest(page).click();
    await expect(page.getByRole('table', { name: 'Virtual CPUs' })).toBeVisible();
    expect(await barriers(page)).toEqual([]);
  }
});
