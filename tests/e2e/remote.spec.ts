// A host over ssh, as a person meets it: written down, tried out, logged in to, and worked on.
import type { Page } from '@playwright/test';
import { GUEST_READY } from '../lab/guest.ts';
import { type Host, startHost } from '../lab/host.ts';
import { expect, test } from './app-fixtures.ts';
import { canvasOf, coloursIn, shownPicture } from './picture.ts';
import {
  addHost,
  changePasswords,
  giveSecret,
  keyQuestion,
  secretQuestion,
  trustKey,
  whereSecretsAre,
  writeDown,
} from './remote-host.ts';
import { GUEST_MS, machineRow, openMachine, treeItem } from './window.ts';

/** Unlike any other word here, so that it can be looked for. */
const PASSWORD = 'Kormoran-4711';
const VIDEO = 8;
let remote: Host;

test.beforeAll(async () => {
  test.setTimeout(GUEST_MS * 2);
  remote = await startHost({ name: 'kvm-01', place: 'remote', sshd: true });
  await changePasswords(remote, PASSWORD);
  await remote.defineGuest({ name: 'far' });
  await remote.virsh('start', 'far');
  await remote.waitForSerial('far', GUEST_READY);
});
test.afterAll(() => remote.dispose());

/** The key is a question only the first time. */
async function logIn(page: Page): Promise<void> {
  await expect(keyQuestion(page).or(secretQuestion(page)).first()).toBeVisible();
  if (await keyQuestion(page).isVisible()) await trustKey(page);
  await giveSecret(page, PASSWORD);
}

test('is tried out, added, and worked on over one login', async ({ openApp, host, home }) => {
  test.setTimeout(GUEST_MS * 3);
  const page = await openApp();
  const dialog = await writeDown(page, { host: remote.address, user: 'desk' });
  await expect(dialog).toContainText(`qemu+ssh://desk@${remote.address}/system`);
  await dialog.getByRole('button', { name: 'Test', exact: true }).click();
  const question = secretQuestion(page);
  await expect(keyQuestion(page).or(question).first()).toBeVisible();
  if (await keyQuestion(page).isVisible()) await trustKey(page);
  await expect(question.getByRole('blockquote')).toHaveText('Password:');
  await giveSecret(page, 'not the password');
  await expect(question).toContainText('That was not accepted.');
  await giveSecret(page, PASSWORD);
  await expect(dialog).toContainText('It works: kvm-01');

  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await giveSecret(page, PASSWORD);
  await expect(treeItem(page, 'kvm-01, connected')).toBeVisible();
  expect(await whereSecretsAre(host, home, [PASSWORD])).toBe('');

  await openMachine(page, 'far', 'Screen');
  const canvas = canvasOf(page, 'far');
  await expect(canvas).toBeVisible({ timeout: GUEST_MS });
  await expect
    .poll(async () => coloursIn(await shownPicture(canvas)), { timeout: GUEST_MS })
    .toBeGreaterThanOrEqual(VIDEO);
  await page.getByRole('tab', { name: 'Serial', exact: true }).click();
  await expect(page.getByText('Connected. If nothing shows, press Enter.')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.locator('.xterm-rows')).toContainText('#', { timeout: GUEST_MS });

  await treeItem(page, 'kvm-01, connected').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Open host shell' }).click();
  await page.getByRole('textbox', { name: 'Shell on kvm-01' }).focus();
  await page.keyboard.type('hostname; id -un\n');
  await expect(page.locator('.xterm-rows').last()).toContainText('kvm-01');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('comes back by itself when its cable was pulled', async ({ openApp }) => {
  test.setTimeout(GUEST_MS * 3);
  const page = await openApp();
  await addHost(page, { host: remote.address, user: 'root' });
  await logIn(page);
  await expect(treeItem(page, 'kvm-01, connected')).toBeVisible();
  await openMachine(page, 'far', 'Serial');
  await expect(page.getByText('Connected. If nothing shows, press Enter.')).toBeVisible();
  await remote.cutLink();
  await expect(treeItem(page, 'kvm-01, connection lost')).toBeVisible({ timeout: 30_000 });
  await page.getByRole('tab', { name: 'Virtual machines', exact: true }).click();
  await expect(machineRow(page, 'far')).toContainText('Running');
  await remote.restoreLink();
  await giveSecret(page, PASSWORD);
  await expect(treeItem(page, 'kvm-01, connected')).toBeVisible({ timeout: 45_000 });
  // Its console, too.
  await openMachine(page, 'far', 'Serial');
  const console = page.getByRole('textbox', { name: /far/ }).last();
  await console.focus();
  await expect(async () => {
    await page.keyboard.type('echo back-$((40+2))\n');
    await expect(page.locator('.xterm-rows')).toContainText('back-42', { timeout: 5000 });
  }).toPass({ timeout: GUEST_MS });
});
