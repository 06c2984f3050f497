// A browser drops what is on its way when the computer's network changes, as it does when a machine starts.
import type { Page } from '@playwright/test';
import { expect, serveCommand, servedUrl, test } from '../app-fixtures.ts';
import { treeItem } from '../window.ts';

/** The first request for such a file does not arrive. */
async function dropOnce(page: Page, file: RegExp): Promise<() => number> {
  let dropped = 0;
  await page.route(file, async (route) => {
    dropped += 1;
    if (dropped === 1) await route.abort('failed');
    else await route.continue();
  });
  return () => dropped;
}

for (const [what, file] of [
  ['the page itself', /assets\/main-.*\.js$/],
  ['what the page imports', /assets\/(?!index|preload|main)[^/]*\.js$/],
  ['the look of a page', /assets\/main-.*\.css$/],
] as const) {
  test(`loads again when ${what} did not arrive`, async ({ host, openBrowser, runAsDesk }) => {
    void host;
    const page = await (await openBrowser()).newPage({ locale: 'en-US' });
    const asked = await dropOnce(page, file);
    await page.goto(await servedUrl(runAsDesk(serveCommand(['qemu:///system']))));
    await expect(treeItem(page, 'desktop, connected')).toBeVisible();
    expect(asked()).toBeGreaterThan(1);
    await page.close();
  });
}
