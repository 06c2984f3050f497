// The desktop is told what became of a task while no window is in front; whoever looks at the window sees it there.
import type { ElectronApplication } from '@playwright/test';
import { expect, test } from '../app-fixtures.ts';

/** Takes the place of the desktop's notices, which need a desktop; everything up to them is the app's own. */
async function watchNotices(app: ElectronApplication): Promise<() => Promise<readonly string[]>> {
  await app.evaluate(({ Notification }) => {
    const shown: string[] = [];
    Reflect.set(globalThis, 'shownNotices', shown);
    Notification.isSupported = () => true;
    Notification.prototype.show = function show() {
      shown.push(`${this.title}: ${this.body}`);
    };
  });
  return async () => await app.evaluate(() => Reflect.get(globalThis, 'shownNotices'));
}

/** Whether a window of the app is in front. */
async function inFront(app: ElectronApplication): Promise<boolean> {
  return await app.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow() !== null);
}

test('a task that fails is told on the desktop, unless a window is in front', async ({ launchElectron }) => {
  const app = await launchElectron({ args: ['qemu+unix:///system?socket=/nowhere'] });
  const page = await app.firstWindow();
  const shown = await watchNotices(app);
  const failures = page.getByRole('grid', { name: 'Tasks' }).getByRole('row').filter({ hasText: 'Failed' });
  await page.getByRole('button', { name: 'Try now' }).first().click();
  await page.keyboard.press('Control+2');
  await expect(failures).toHaveCount(1);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.focus());
  await expect.poll(() => inFront(app)).toBe(true);
  const before = (await shown()).length;
  await failures.first().click();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(failures).toHaveCount(2);
  expect((await shown()).length).toBe(before);

  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  await expect.poll(() => inFront(app)).toBe(false);
  // Nobody can click what is hidden, but a task that began before can end then.
  await page.getByRole('button', { name: 'Try again' }).dispatchEvent('click');
  await expect.poll(shown).toHaveLength(before + 1);
  expect((await shown()).at(-1)).toMatch(/^Connect to localhost: ./);
});
