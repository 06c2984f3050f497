// Settings that cannot be read or saved: the app opens, says what happened and where the file is, and loses nothing.
import { chmod, chown, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Host } from '../../lab/host.ts';
import { DESK_UID } from '../../lab/host-files.ts';
import { expect, test } from '../app-fixtures.ts';
import { choose } from '../looks.ts';
import { treeItem } from '../window.ts';

const SYSTEM = { args: ['qemu:///system'] };
const CONFIG = '.config/guesthouse';
const EARLIER = { version: 1, usualOffered: true, settings: { theme: 'dark' } };

/** Where desk's settings are, as the test sees them; the folder is made. */
async function configFolder(host: Host, home: string): Promise<string> {
  let folder = `${host.directory}${home}`;
  for (const part of CONFIG.split('/')) {
    folder = join(folder, part);
    await mkdir(folder, { mode: 0o700 });
    await chown(folder, DESK_UID, DESK_UID);
  }
  return folder;
}

async function putSettings(folder: string, text: string, mode = 0o600): Promise<string> {
  const path = join(folder, 'settings.json');
  await writeFile(path, text);
  await chown(path, DESK_UID, DESK_UID);
  await chmod(path, mode);
  return path;
}

function banner(page: Page, text: string | RegExp) {
  return page.getByRole('alert').filter({ hasText: text });
}

const BROKEN = [
  { what: 'cut', text: JSON.stringify(EARLIER).slice(0, -9), mode: 0o600, said: 'could not be read' },
  { what: 'not to be read', text: JSON.stringify(EARLIER), mode: 0, said: 'could not be read' },
  {
    what: 'from the future',
    text: '{"version":99,"hosts":{"web":{}}}',
    mode: 0o600,
    said: 'were written by a newer Guesthouse',
  },
] as const;

for (const { what, text, mode, said } of BROKEN) {
  test(`settings that are ${what} are kept aside, and the page says where`, async ({
    host,
    home,
    launchElectron,
  }) => {
    const folder = await configFolder(host, home);
    await putSettings(folder, text, mode);
    const app = await launchElectron(SYSTEM);
    const page = await app.firstWindow();
    await expect(treeItem(page, 'desktop, connected')).toBeVisible();
    const told = banner(page, `The settings in ${home}/${CONFIG}/settings.json ${said}`);
    await expect(told).toContainText('The usual settings are in use.');
    const keptAs = (await readdir(folder)).find((name) => /[.](unreadable|newer)-/.test(name)) ?? 'nowhere';
    await expect(told).toContainText(`kept as ${home}/${CONFIG}/${keptAs}.`);
    expect(await readFile(join(folder, keptAs), 'utf8')).toBe(text);

    // It can be put away here, and a page that comes later hears of it too.
    await told.getByRole('button', { name: 'Dismiss' }).click();
    await expect(told).toBeHidden();
    await page.reload();
    await expect(told).toBeVisible();
    expect(await readFile(join(folder, keptAs), 'utf8')).toBe(text);
    await app.close();

    const again = await (await launchElectron(SYSTEM)).firstWindow();
    await expect(treeItem(again, 'desktop, connected')).toBeVisible();
    await expect(again.getByRole('alert')).toHaveCount(0);
  });
}

test('on a full disk the app goes on, says so in the language that was chosen, and saves when there is room', async ({
  host,
  home,
  launchElectron,
}) => {
  const folder = await configFolder(host, home);
  const seen = `${home}/${CONFIG}`;
  const mounted = await host.exec('mount', [
    ...['-t', 'tmpfs', '-o', `size=64k,mode=700,uid=${DESK_UID},gid=${DESK_UID}`],
    ...['tiny', seen],
  ]);
  expect(mounted.code, mounted.stderr).toBe(0);
  // Behind the mount is the folder that the test sees.
  expect(await readdir(folder)).toEqual([]);
  const app = await launchElectron(SYSTEM);
  const page = await app.firstWindow();
  await expect(treeItem(page, 'desktop, connected')).toBeVisible();
  await choose(page, 'Dark');
  const stored = () => host.exec('cat', [`${seen}/settings.json`]);
  await expect.poll(async () => (await stored()).stdout).toContain('"theme": "dark"');
  const before = (await stored()).stdout;

  await host.exec('sh', ['-c', `cat /dev/zero > ${seen}/filler`]);
  await choose(page, '简体中文');
  await expect(banner(page, `无法将设置保存到 ${seen}/settings.json：磁盘已满。`)).toBeVisible();
  await choose(page, 'English');
  const told = banner(page, `The settings could not be saved to ${seen}/settings.json: the disk is full.`);
  await expect(told).toBeVisible();
  expect((await stored()).stdout).toBe(before);
  await expect(treeItem(page, 'desktop, connected')).toBeVisible();

  await host.exec('rm', [`${seen}/filler`]);
  await choose(page, 'Light');
  await expect(told).toBeHidden();
  await expect.poll(async () => (await stored()).stdout).toMatch(/"theme": "light",\s*"language": "en"/);
  const names = (await host.exec('ls', ['-A', seen])).stdout.trim();
  expect(names).toBe('settings.json');
  await app.close();
  await host.exec('umount', [seen]);
});
