// Nothing of a login outlives what it was for: the connection, the app, or the engine that was killed.
import { type Host, startHost } from '../../lab/host.ts';
import { expect, test } from '../app-fixtures.ts';
import { authorize, makeKey, writeSshFolder } from '../remote-host.ts';
import { treeItem } from '../window.ts';
import { killEngine } from './engine-process.ts';

const URI = 'qemu+ssh://web/system';
const BACK_MS = 30_000;
let web: Host;

test.beforeAll(async ({ host }) => {
  test.setTimeout(60_000);
  web = await startHost({ name: 'web', place: 'remote', sshd: true });
  const { privateKey, publicKey } = await makeKey();
  await authorize(web, publicKey);
  await writeSshFolder(host, {
    config: `Host web\n  HostName ${web.address}\n  User desk\n  StrictHostKeyChecking accept-new\n`,
    id_ed25519: privateKey,
  });
});
test.afterAll(() => web.dispose());

/** Processes of ssh, and what stands in the folders of the app's sockets; empty when nothing is left. */
async function leftovers(host: Host): Promise<string> {
  const script = 'pgrep -ax ssh; find /run/user /tmp -name "s[0-9]*-*" -path "*guesthouse*" 2>/dev/null';
  return (await host.exec('sh', ['-c', script])).stdout.trim();
}

test('disconnecting and quitting leave no ssh, socket or folder', async ({ host, launchElectron }) => {
  const app = await launchElectron({ args: [URI] });
  const page = await app.firstWindow();
  await expect(treeItem(page, 'web, connected')).toBeVisible();
  expect(await leftovers(host)).toMatch(/^\d+ ssh .*\n\//s);

  await treeItem(page, 'web, connected').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Disconnect' }).click();
  await expect.poll(() => leftovers(host)).toBe('');

  await treeItem(page, /^web, /).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Connect', exact: true }).click();
  await expect(treeItem(page, 'web, connected')).toBeVisible();
  await app.close();
  await expect.poll(() => leftovers(host)).toBe('');
});

test('an engine that is killed is followed by one that connects again, with one login', async ({
  host,
  launchElectron,
}) => {
  const app = await launchElectron({ args: [URI] });
  const page = await app.firstWindow();
  await expect(treeItem(page, 'web, connected')).toBeVisible();
  const before = await leftovers(host);
  await killEngine(host, app);
  await expect
    .poll(async () => mastersOf(await leftovers(host)), { timeout: BACK_MS })
    .not.toEqual(mastersOf(before));
  await expect(treeItem(page, 'web, connected')).toBeVisible({ timeout: BACK_MS });
  await expect.poll(async () => mastersOf(await leftovers(host)).length).toBe(1);
  await expect.poll(async () => foldersOf(await leftovers(host)).length).toBe(1);
  await app.close();
  await expect.poll(() => leftovers(host)).toBe('');
});

test('what an app that was killed leaves is cleared away by the next', async ({ host, launchElectron }) => {
  const app = await launchElectron({ args: [URI] });
  await expect(treeItem(await app.firstWindow(), 'web, connected')).toBeVisible();
  const [folder = ''] = foldersOf(await leftovers(host));
  // All of it, at once.
  await host.exec('sh', ['-c', 'kill -9 $(pgrep -x electron)']);
  await expect.poll(async () => mastersOf(await leftovers(host))).toEqual([]);
  expect(foldersOf(await leftovers(host))).toEqual([folder]);
  const next = await launchElectron({ args: [URI] });
  await expect(treeItem(await next.firstWindow(), 'web, connected')).toBeVisible();
  expect(foldersOf(await leftovers(host))).not.toContain(folder);
  expect(mastersOf(await leftovers(host))).toHaveLength(1);
});

const mastersOf = (text: string): readonly string[] =>
  text.split('\n').filter((line) => line.includes('ControlMaster=yes'));
const foldersOf = (text: string): readonly string[] =>
  text.split('\n').filter((line) => line.startsWith('/'));
