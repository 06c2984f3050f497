// How it looks: every page in both themes and both languages, kept as pictures; hostile names shown as text; nothing that
// keeps people out who need a reader or good contrast.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { GUEST_READY } from '../lab/guest.ts';
import type { Host } from '../lab/host.ts';
import { defineQuiet, removeMachines } from '../lab/machines-at-hand.ts';
import { expect, test } from './app-fixtures.ts';
import { barriers, choose, LOOKS } from './looks.ts';
import { GUEST_MS, machineRow, openMachine, treeItem } from './window.ts';

const PICTURES = join(import.meta.dirname, '../../test-results/screens');
/** Libvirt takes no slash in a name; a title may have anything but line ends. */
const HOSTILE_NAME = '<img src=x onerror=alert(1)>';
const HOSTILE_TITLE = '<script>alert(1)</script> ../../x {{name}} \u202Egnp.exe';
const LONG_TITLE = 'A title without end '.repeat(500);
const HOSTILE_VOLUME = '<b>bold.img';

test.beforeAll(async ({ host }) => {
  test.setTimeout(GUEST_MS * 2);
  await host.defineGuest({
    name: 'web-01',
    title: 'Web server',
    description: 'Answers on port 80',
    disk: true,
  });
  await host.virsh('start', 'web-01');
  await defineQuiet(host, { name: HOSTILE_NAME, title: HOSTILE_TITLE, description: 'First\nsecond\tline' });
  await defineQuiet(host, { name: 'long', title: LONG_TITLE });
  await host.virsh('start', 'long');
  await host.virsh('suspend', 'long');
  await defineQuiet(host, { name: '虚拟机-数据库' });
  await host.exec('touch', [`/var/lib/libvirt/images/${HOSTILE_VOLUME}`]);
  await host.virsh('pool-refresh', 'default');
  await host.waitForSerial('web-01', GUEST_READY);
});
test.afterAll(({ host }) => removeMachines(host));

interface Shown {
  readonly name: string;
  readonly hash: string;
  /** In the page when it is complete. */
  readonly ready: string;
}

async function everyPage(host: Host): Promise<readonly Shown[]> {
  const machine = `#/machine/c1/${await host.virsh('domuuid', 'web-01')}`;
  const network = await host.virsh('net-uuid', 'default');
  const pool = await host.virsh('pool-uuid', 'default');
  return [
    { name: 'machines', hash: '#/machines', ready: '[role=grid] [role=rowheader]' },
    { name: 'host', hash: '#/host/c1', ready: 'figure' },
    { name: 'overview', hash: machine, ready: 'figure' },
    { name: 'screen', hash: `${machine}/screen`, ready: 'canvas' },
    { name: 'serial', hash: `${machine}/serial`, ready: '.xterm-rows' },
    { name: 'xml', hash: `${machine}/xml`, ready: '.cm-content' },
    { name: 'networks', hash: '#/networks/c1', ready: 'tbody tr' },
    { name: 'network', hash: `#/network/c1/${network}`, ready: 'tbody tr' },
    { name: 'pools', hash: '#/pools/c1', ready: 'tbody tr' },
    { name: 'pool', hash: `#/pool/c1/${pool}`, ready: '[role=grid] [role=row]' },
    { name: 'bridges', hash: '#/bridges/c1', ready: 'tbody tr' },
    { name: 'search', hash: '#/search/state%3Arunning', ready: '[role=grid] [role=rowheader]' },
    { name: 'performance', hash: '#/performance', ready: '[role=grid] [role=rowheader]' },
    { name: 'performance-host', hash: '#/performance/c1', ready: '[role=grid] [role=rowheader]' },
    { name: 'tasks', hash: '#/tasks', ready: 'h1' },
    { name: 'settings', hash: '#/settings', ready: '[role=radiogroup]' },
    { name: 'about', hash: '#/about', ready: 'tbody tr' },
  ];
}

for (const { theme, language, words } of LOOKS) {
  test(`every page is there in ${theme} ${language}`, async ({ host, openApp }, info) => {
    test.setTimeout(GUEST_MS * 3);
    const folder = join(PICTURES, info.project.name);
    await mkdir(folder, { recursive: true });
    const page = await openApp();
    page.on('dialog', (dialog) =>
      info.annotations.push({ type: 'script ran', description: dialog.message() }),
    );
    await machineRow(page, 'web-01').or(page.getByRole('row').nth(1)).first().waitFor();
    for (const word of words) await choose(page, word);
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', theme);
    await expect(page.locator('html')).toHaveAttribute('lang', language);

    for (const { name, hash, ready } of await everyPage(host)) {
      await page.evaluate((to) => location.assign(to), hash);
      await page.locator(`${ready}:visible`).first().waitFor({ timeout: GUEST_MS });
      const path = join(folder, `${name}-${theme}-${language}.png`);
      await page.screenshot({ path });
      await info.attach(`${name}-${theme}-${language}`, { path, contentType: 'image/png' });
      // The same elements in any language: one is enough, and takes its time.
      if (language === 'en') expect.soft(await barriers(page), `barriers on ${name}, ${theme}`).toEqual([]);
    }
    expect(info.annotations.filter(({ type }) => type === 'script ran')).toEqual([]);
  });
}

test('shows hostile names as the text that they are', async ({ openApp }, info) => {
  const page = await openApp();
  const ran: string[] = [];
  page.on('dialog', (dialog) => ran.push(dialog.message()));
  await expect(machineRow(page, HOSTILE_NAME)).toContainText('<script>alert(1)</script> ../../x');
  await expect(machineRow(page, 'long')).toContainText('A title without end');
  await openMachine(page, HOSTILE_NAME);
  await expect(page.getByRole('heading', { name: HOSTILE_NAME })).toBeVisible();
  await expect(page.getByRole('tabpanel', { name: 'Overview' }).getByText('First\nsecond')).toBeVisible();
  await page.getByRole('tab', { name: 'XML', exact: true }).click();
  await expect(page.locator('.cm-content')).toContainText('&lt;img src=x');
  await page.screenshot({ path: join(PICTURES, info.project.name, 'hostile.png') });
  await treeItem(page, /^Storage/).click();
  await page.getByRole('link', { name: 'default' }).click();
  await expect(page.getByRole('grid', { name: 'Volumes' }).getByRole('row', { name: /bold/ })).toContainText(
    HOSTILE_VOLUME,
  );
  // A page as wide as the window: nothing long pushes it out.
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  expect(ran).toEqual([]);
});

test('language and theme change at once and stay after a restart', async ({ openApp }) => {
  let page = await openApp();
  await machineRow(page, 'web-01').waitFor();
  await choose(page, 'Dark');
  await choose(page, '简体中文');
  await expect(page.getByRole('tab', { name: '虚拟机' }).first()).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  page = await openApp();
  // The window comes back where it was: at its preferences.
  await page.getByRole('tab', { name: '虚拟机', exact: true }).click();
  await expect(page.getByRole('grid', { name: '虚拟机' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
});
