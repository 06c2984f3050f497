// `--serve` admits those who have its token, and nobody else.
import { expect, serveCommand, servedUrl, test } from '../app-fixtures.ts';
import { treeItem } from '../window.ts';

test('refuses a page without the token, and a page of another site', async ({
  host,
  openBrowser,
  runAsDesk,
}) => {
  expect(host.name).toBe('desktop');
  const url = new URL(await servedUrl(runAsDesk(serveCommand(['qemu:///system']))));
  const browser = await openBrowser();

  const right = await browser.newPage();
  await right.goto(url.href);
  await expect(treeItem(right, 'desktop, connected')).toBeVisible();

  const stranger = await (await browser.newContext()).newPage();
  await stranger.goto(url.origin);
  const refusal = stranger.getByText('The engine does not accept this page.');
  await expect(refusal).toBeVisible();
  await expect(treeItem(stranger, 'desktop, connected')).toBeHidden();
  const wrong = new URL(url);
  wrong.hash = url.hash.replace(/.{8}$/, 'AAAAAAAA');
  await stranger.goto(wrong.href);
  await stranger.reload();
  await expect(refusal).toBeVisible();

  const foreign = await stranger.request.get(url.origin, { headers: { Host: 'rebound.example' } });
  expect(foreign.status()).toBe(403);
  for (const page of [right, stranger]) await page.context().close();
});
