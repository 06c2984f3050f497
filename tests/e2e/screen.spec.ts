// The Screen tab: the guest's own picture and keys, and what is said where there is none.
import { chmod } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { GUEST_READY, VNC_PASSWORD } from '../lab/guest.ts';
import { defineQuiet, removeMachines } from '../lab/machines-at-hand.ts';
import { expect, test } from './app-fixtures.ts';
import { canvasOf, coloursIn, likeness, shownPicture, truePicture } from './picture.ts';
import { GUEST_MS, openMachine, savedName } from './window.ts';

const VIDEO = "<video><model type='vga'/></video>";

test.beforeAll(async ({ host }) => {
  test.setTimeout(GUEST_MS * 2);
  await host.defineGuest({ name: 'web' });
  await host.virsh('start', 'web');
  await host.waitForSerial('web', GUEST_READY);
});
test.afterAll(({ host }) => removeMachines(host));

/** Waits until the machine's picture has something in it. */
async function expectPicture(page: Page, machine: string, colours = 2): Promise<void> {
  const canvas = canvasOf(page, machine);
  await expect(canvas).toBeVisible({ timeout: GUEST_MS });
  await expect
    .poll(async () => coloursIn(await shownPicture(canvas)), { timeout: GUEST_MS })
    .toBeGreaterThanOrEqual(colours);
}

test("shows the guest's own pixels, scaled or not", async ({ host, openApp }) => {
  const page = await openApp();
  await openMachine(page, 'web', 'Screen');
  // Six coloured bars, black, and the letters.
  await expectPicture(page, 'web', 8);
  const canvas = canvasOf(page, 'web');
  await expect
    .poll(async () => likeness(await shownPicture(canvas), await truePicture(host, 'web')))
    .toBeGreaterThan(0.99);

  const shownWidth = async () => (await canvas.boundingBox())?.width;
  const { width } = await shownPicture(canvas);
  expect(await shownWidth()).toBeGreaterThan(width);
  await page.getByRole('combobox', { name: 'Size' }).selectOption('1:1');
  await expect.poll(shownWidth).toBe(width);
  await page.getByRole('combobox', { name: 'Size' }).selectOption('Scale in full screen only');
  await page.getByRole('button', { name: /^Full screen/ }).click();
  await expect.poll(shownWidth).toBeGreaterThan(width);
  await page.evaluate(() => document.exitFullscreen());
  await expect.poll(shownWidth).toBe(width);
});

test('carries keys and the clipboard to the guest', async ({ host, openApp }, { project }) => {
  const page = await openApp();
  await openMachine(page, 'web', 'Screen');
  await expectPicture(page, 'web', 8);
  await expect(page.getByText('The keyboard goes to the machine.')).toBeVisible();
  await page.keyboard.type('uname -a', { delay: 40 });
  await page.keyboard.press('Enter');
  await host.waitForSerial('web', 'SCREEN TYPED: uname -a');

  await page.getByRole('button', { name: 'Type the clipboard' }).click();
  await page.getByRole('textbox', { name: 'Text to type' }).fill('Pass_"word" {42}\n');
  await page.getByRole('button', { name: 'Type it' }).click();
  await host.waitForSerial('web', 'SCREEN TYPED: Pass_"word" {42}');

  await page.getByRole('button', { name: 'Send keys' }).click();
  await expect(page.getByRole('menuitem', { name: 'Ctrl+Alt+Del' })).toBeVisible();
  await expect(page.getByRole('menuitem', { name: 'Ctrl+Alt+F12' })).toBeVisible();
  await page.keyboard.press('Escape');

  await page.getByRole('switch', { name: 'View only' }).click();
  await expect(page.getByRole('button', { name: 'Send keys' })).toBeDisabled();
  const save = page.getByRole('button', { name: 'Save a screenshot' });
  if (project.name === 'chromium') expect(await savedName(page, save)).toMatch(/^web.*\.png$/);
});

test('says that the machine is off, and connects by itself when it starts', async ({ host, openApp }) => {
  await defineQuiet(host, { name: 'quiet', devices: `<graphics type='vnc' autoport='yes'/>${VIDEO}` });
  const page = await openApp();
  await openMachine(page, 'quiet', 'Screen');
  await expect(page.getByText('quiet is off')).toBeVisible();
  await page.getByRole('button', { name: 'Start', exact: true }).last().click();
  await expectPicture(page, 'quiet');
  await host.virsh('destroy', 'quiet');
  await expect(page.getByText('quiet is off')).toBeVisible();
  await host.virsh('start', 'quiet');
  await expectPicture(page, 'quiet');
});

test('reads the password in the definition, and says when it has expired', async ({ host, openApp }) => {
  const locked = (more: string) =>
    `<graphics type='vnc' autoport='yes' passwd='${VNC_PASSWORD}' ${more}/>${VIDEO}`;
  await defineQuiet(host, { name: 'locked', devices: locked('') });
  await defineQuiet(host, { name: 'expired', devices: locked("passwdValidTo='2010-04-09T15:51:00'") });
  for (const name of ['locked', 'expired']) await host.virsh('start', name);
  const page = await openApp();
  await openMachine(page, 'locked', 'Screen');
  await expectPicture(page, 'locked');
  await expect(page.getByText('This display has a password')).toBeHidden();
  await openMachine(page, 'expired', 'Screen');
  await expect(page.getByText('The password in the definition has expired')).toBeVisible();
});

test('opens a display behind a UNIX socket where the person may, and says so where not', async ({
  host,
  openApp,
}) => {
  const socket = `${host.directory}/displays/behind.sock`;
  await defineQuiet(host, { name: 'behind', devices: `<graphics type='vnc' socket='${socket}'/>${VIDEO}` });
  await host.virsh('start', 'behind');
  const page = await openApp();
  await openMachine(page, 'behind', 'Screen');
  // QEMU made the socket, for itself alone.
  await expect(page.getByText('You may not open this display')).toBeVisible();
  await expect(page.getByText(`connect EACCES ${socket}`)).toBeVisible();
  await chmod(socket, 0o777);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expectPicture(page, 'behind');
});

test('tells machines without a VNC display what can be done', async ({ host, openApp }) => {
  await host.defineGuest({ name: 'spicy', screen: 'spice' });
  await host.defineGuest({ name: 'blind', screen: 'none' });
  const page = await openApp();
  await openMachine(page, 'spicy', 'Screen');
  await expect(page.getByText('This machine shows its screen by SPICE only')).toBeVisible();
  await expect(page.getByText('virt-viewer -c qemu:///system spicy')).toBeVisible();
  await openMachine(page, 'blind', 'Screen');
  await expect(page.getByText('This machine has no display')).toBeVisible();
  await page.getByRole('button', { name: 'Open the serial console' }).click();
  await expect(page.getByText('blind is off. The console opens by itself when it starts.')).toBeVisible();
});

test('offers a tablet where the pointer would drift', async ({ host, openApp }) => {
  const devices = `<graphics type='vnc' autoport='yes'/>${VIDEO}`;
  await defineQuiet(host, { name: 'drifting', devices, usb: true });
  await host.virsh('start', 'drifting');
  const page = await openApp();
  await openMachine(page, 'drifting', 'Screen');
  await page.getByRole('button', { name: 'Add a tablet' }).click();
  await expect(page.getByText('A tablet was added.')).toBeVisible();
  expect(await host.virsh('dumpxml', 'drifting', '--inactive')).toContain("<input type='tablet' bus='usb'>");
});
