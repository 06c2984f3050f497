// The demo host in the window: a first look without any hypervisor, and a host that lives.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './app-fixtures.ts';
import { barriers, choose, LOOKS } from './looks.ts';
import { canvasOf, coloursIn, likeness, shownPicture } from './picture.ts';
import { openAddHost } from './remote-host.ts';
import { actions, machineRow, machinesGrid, menuItem, openList, openMachine, treeItem } from './window.ts';

const DEMO = 'demo:///default';

async function openDemo(openApp: (options: { args: readonly string[] }) => Promise<Page>): Promise<Page> {
  const page = await openApp({ args: [DEMO] });
  await expect(machineRow(page, 'web-01')).toContainText('Running');
  return page;
}

test('a first start without any libvirt shows the demo, and says that it is one', async ({
  host,
  openApp,
}) => {
  await host.stopDaemon('libvirtd');
  try {
    for (const name of ['libvirt-sock', 'libvirt-sock-ro'])
      await rm(join(host.directory, 'run/libvirt', name), { force: true });
    // A person without libvirt has no program to start either.
    const page = await openApp({ args: [], environment: { LIBVIRTD_PATH: '/nowhere/libvirtd' } });
    await expect(machineRow(page, 'web-01')).toContainText('Running');
    await expect(page.getByRole('complementary', { name: 'About the demo' })).toContainText(
      'none of these machines is real',
    );
    await expect(treeItem(page, 'demo-host, Demo, connected')).toBeVisible();
    await page.getByRole('button', { name: 'Add a host…' }).click();
    await expect(page.getByRole('dialog', { name: 'Add host' })).toBeVisible();
  } finally {
    await host.startDaemon('libvirtd');
  }
});

test('its machines are in every state, and their numbers move', async ({ openApp }) => {
  const page = await openDemo(openApp);
  for (const [name, state] of [
    ['win11-accounting', 'Paused'],
    ['build-runner-2', 'Off'],
    ['legacy-erp', 'Crashed'],
    ['vpn-openbsd', 'Saved'],
  ] as const) {
    await expect(machineRow(page, name)).toContainText(state);
  }
  const busy = () => machineRow(page, 'db-primary').getByRole('gridcell').allInnerTexts();
  await expect.poll(async () => (await busy()).join(' ')).toMatch(/\d %/);
  const first = await busy();
  await expect.poll(busy).not.toEqual(first);
  await expect(machineRow(page, 'db-primary')).toContainText('10.33.0.');
});

test('they start, shut down and reboot in their own time', async ({ openApp }) => {
  const page = await openDemo(openApp);
  await machineRow(page, 'build-runner-2').click();
  await actions(page).getByRole('button', { name: 'Start', exact: true }).click();
  await expect(machineRow(page, 'build-runner-2')).toContainText('Running');
  await machineRow(page, 'mail').click({ button: 'right' });
  await menuItem(page, 'Shut down').click();
  await expect(machineRow(page, 'mail')).toContainText('Off');
  await openMachine(page, 'web-02', 'Serial');
  await actions(page).getByRole('button', { name: 'Reboot' }).click();
  await expect(page.locator('.xterm-rows')).toContainText('web-02 login:');
  await expect(page.locator('.xterm-rows')).toContainText('secure shell');
});

test('a screen shows a desktop, and hears what is typed', async ({ openApp }) => {
  const page = await openDemo(openApp);
  await openMachine(page, 'fedora-workstation', 'Screen');
  const canvas = canvasOf(page, 'fedora-workstation');
  await expect(canvas).toBeVisible();
  await expect.poll(async () => coloursIn(await shownPicture(canvas))).toBeGreaterThan(8);
  const before = await shownPicture(canvas);
  await expect(page.getByText('The keyboard goes to the machine.')).toBeVisible();
  await page.keyboard.type('help', { delay: 40 });
  await page.keyboard.press('Enter');
  await expect.poll(async () => likeness(before, await shownPicture(canvas))).toBeLessThan(0.995);
});

test('a serial line lets in and answers', async ({ openApp }) => {
  const page = await openDemo(openApp);
  await openMachine(page, 'web-01', 'Serial');
  const rows = page.locator('.xterm-rows');
  await page.getByRole('textbox', { name: 'Serial console serial0 of web-01' }).focus();
  await expect(page.getByText('Opening the console…')).toBeHidden();
  await page.keyboard.press('Enter');
  await expect(rows).toContainText('web-01 login:');
  await page.keyboard.type('ann\rsecret\r', { delay: 20 });
  await expect(rows).toContainText('a machine of the demo');
  await page.keyboard.type('free\r', { delay: 20 });
  await expect(rows).toContainText('available');
});

test('it is added beside a real host, is marked there, and has no shells', async ({ openApp }) => {
  const page = await openApp();
  await openAddHost(page);
  const dialog = page.getByRole('dialog', { name: 'Add host' });
  await dialog.getByRole('radiogroup').getByText('Demo', { exact: true }).click();
  await dialog.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(dialog.getByText('It works: demo-host, libvirt 11.3.0.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await treeItem(page, 'demo-host, Demo, connected').click();
  await expect(page.getByRole('button', { name: 'Disconnect' })).toBeVisible();
  await expect(page.getByRole('button', { name: /shell/i })).toHaveCount(0);
  // Beside a real host nobody takes the one for the other: the sidebar says it.
  await expect(page.getByRole('complementary', { name: 'About the demo' })).toBeHidden();
});

test('a machine is stopped and found stopped after it was disconnected', async ({ openApp }) => {
  const page = await openDemo(openApp);
  await machineRow(page, 'web-01').click({ button: 'right' });
  await menuItem(page, 'Pause').click();
  await expect(machineRow(page, 'web-01')).toContainText('Paused');
  await treeItem(page, 'demo-host, Demo, connected').click();
  await page.getByRole('button', { name: 'Disconnect' }).click();
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await openList(page);
  await expect(machineRow(page, 'web-01')).toContainText('Paused');
});

test('the hosts of a large demo come together', async ({ openApp }) => {
  const page = await openApp({ args: ['demo:///large?domains=400&hosts=4'] });
  await expect(treeItem(page, 'demo-large-01, Demo, connected')).toBeVisible();
  await expect(page.getByText('4 hosts')).toBeVisible();
  await expect(page.getByText(/running of 400/)).toBeVisible();
  await expect(machinesGrid(page).getByRole('row').first()).toBeVisible();
});

for (const { theme, language, words } of LOOKS) {
  test(`it looks like itself in ${theme} ${language}`, async ({ openApp }, { project }) => {
    const page = await openDemo(openApp);
    for (const word of words) await choose(page, word);
    await page.getByRole('tablist').getByRole('tab').first().click();
    await expect(page.getByRole('grid').first()).toBeVisible();
    expect(await barriers(page)).toEqual([]);
    await page.screenshot({ path: `test-results/look-${project.name}-demo-${theme}-${language}.png` });
  });
}
