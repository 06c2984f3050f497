// Tabs and windows of the desktop app: dragged, dragged out, and there again at the next start.
import { once } from 'node:events';
import type { ElectronApplication, Locator, Page } from '@playwright/test';
import { expect, test } from '../app-fixtures.ts';
import { machineRow, openMachine, treeItem } from '../window.ts';

const DEMO = { args: ['demo:///default'] };

const tab = (page: Page, name: string | RegExp): Locator =>
  page.getByRole('tablist', { name: 'Open tabs' }).getByRole('tab', { name });
const tabNames = (page: Page) =>
  page.getByRole('tablist', { name: 'Open tabs' }).getByRole('tab').allInnerTexts();

async function openThree(page: Page): Promise<void> {
  await machineRow(page, 'web-01').waitFor();
  await openMachine(page, 'web-01');
  await openMachine(page, 'web-02');
  await treeItem(page, /^Networks/).click();
  await expect.poll(() => tabNames(page)).toHaveLength(4);
}

/** The middle of an element, in the window. */
async function middleOf(locator: Locator): Promise<{ readonly x: number; readonly y: number }> {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('it is not on the screen');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

async function drag(
  page: Page,
  from: Locator,
  to: { readonly x: number; readonly y: number },
): Promise<void> {
  const { x, y } = await middleOf(from);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 10, y, { steps: 2 });
  await page.mouse.move(to.x, to.y, { steps: 8 });
  await page.mouse.up();
}

function bounds(app: ElectronApplication) {
  return app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .map((window) => window.getBounds())
      .sort((a, b) => a.x - b.x),
  );
}

test('a tab is dragged along the row, and out of the window into one of its own', async ({
  launchElectron,
}) => {
  const app = await launchElectron(DEMO);
  const page = await app.firstWindow();
  await openThree(page);
  await drag(page, tab(page, /^Networks/), await middleOf(tab(page, 'web-01')));
  await expect.poll(async () => (await tabNames(page))[1]).toMatch(/^Networks/);

  const opened = app.waitForEvent('window');
  await drag(page, tab(page, 'web-02'), { x: 300, y: -60 });
  const second = await opened;
  await expect(second.getByRole('heading', { name: 'web-02', level: 1 })).toBeVisible();
  await expect(tab(page, 'web-02')).toHaveCount(0);

  // Where there is a window it goes into that one, and is shown there.
  // Side by side from the screen's corner: a mouse that is made up has the same place in the window and on the screen.
  const [left, right] = [await app.browserWindow(page), await app.browserWindow(second)];
  await right.evaluate((window) => window.setBounds({ x: 780, y: 0, width: 640, height: 600 }));
  await left.evaluate((window) => window.setBounds({ x: 0, y: 0, width: 760, height: 600 }));
  await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(760);
  await tab(page, 'web-01').click();
  await drag(page, tab(page, 'web-01'), { x: 1000, y: 200 });
  await expect(second.getByRole('heading', { name: 'web-01', level: 1 })).toBeVisible();
  await expect.poll(() => tabNames(second)).toContain('web-01');
  await expect(tab(page, 'web-01')).toHaveCount(0);
  expect(app.windows()).toHaveLength(2);
});

test('windows come back with their places, their tabs and the one that was active', async ({
  launchElectron,
}) => {
  const first = await launchElectron(DEMO);
  const page = await first.firstWindow();
  await openThree(page);
  await tab(page, 'web-01').click();
  const opened = first.waitForEvent('window');
  await tab(page, 'web-02').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Move to a new window' }).click();
  const second = await opened;
  await expect(second.getByRole('heading', { name: 'web-02', level: 1 })).toBeVisible();
  await first.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows().forEach((window, index) => {
      window.setBounds({ x: 60 + index * 200, y: 80, width: 900, height: 600 });
    });
  });
  const before = await bounds(first);
  // Not by closing one window after the other: that means that the first is not wanted any more.
  const exited = once(first.process(), 'exit');
  await first.evaluate(({ app }) => app.quit()).catch(() => undefined);
  await exited;

  const again = await launchElectron(DEMO);
  await expect.poll(() => again.windows().length).toBe(2);
  const names = () => Promise.all(again.windows().map(async (one) => (await tabNames(one)).join(' | ')));
  await expect
    .poll(async () => (await names()).toSorted())
    .toEqual(['Virtual machines | web-01 | Networks', 'Virtual machines | web-02']);
  for (const one of again.windows())
    await expect(one.getByRole('heading', { name: /^web-0[12]$/, level: 1 })).toBeVisible();
  expect(await bounds(again)).toEqual(before);
});
