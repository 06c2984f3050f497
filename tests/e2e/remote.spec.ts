// A host over ssh, as a person meets it: written down, tried out, logged in to, and worked on.
import type { Locator, Page } from '@playwright/test';
import { GUEST_READY } from '../lab/guest.ts';
import { type Host, startHost } from '../lab/host.ts';
import { expect, test } from './app-fixtures.ts';
import { canvasOf, coloursIn, shownPicture } from './picture.ts';
import { GUEST_MS, machineRow, openMachine, treeItem } from './window.ts';

/** Unlike any other word here, so that it can be looked for. */
const PASSWORD = 'Kormoran-4711';
const VIDEO = 8;
let remote: Host;

test.beforeAll(async () => {
  test.setTimeout(GUEST_MS * 2);
  remote = await startHost({ name: 'kvm-01', place: 'remote', sshd: true });
  await changePasswords(remote);
  await remote.defineGuest({ name: 'far' });
  await remote.virsh('start', 'far');
  await remote.waitForSerial('far', GUEST_READY);
});
test.afterAll(() => remote.dispose());

/** In place: the lab's hosts have the file itself mounted. */
async function changePasswords(host: Host): Promise<void> {
  const script = [
    `hash=$(openssl passwd -6 ${PASSWORD})`,
    'sed -E "s#^(root|desk):[^:]*#\\1:$hash#" /etc/shadow > /tmp/shadow',
    'cat /tmp/shadow > /etc/shadow',
  ];
  const { code, stderr } = await host.exec('sh', ['-ec', script.join('; ')]);
  if (code !== 0) throw new Error(stderr);
}

function addHost(page: Page): Locator {
  return page.getByRole('dialog', { name: 'Add host' });
}

/** Opens the dialog with a host over ssh in it. */
async function writeDown(page: Page, user: string): Promise<void> {
  await page.keyboard.press('Control+O');
  const dialog = addHost(page);
  await dialog.getByText('SSH', { exact: true }).click();
  await dialog.getByRole('textbox', { name: 'User' }).fill(user);
  await dialog.getByRole('textbox', { name: 'Host', exact: true }).fill(remote.address);
  await expect(dialog).toContainText(`qemu+ssh://${user}@${remote.address}/system`);
}

async function trustKey(page: Page): Promise<void> {
  const question = page.getByRole('dialog', { name: /^Is this/ });
  await expect(question).toContainText('SHA256:');
  await question.getByRole('button', { name: 'Trust and connect' }).click();
}

async function givePassword(page: Page, password: string): Promise<void> {
  const question = page.getByRole('dialog', { name: /^Log in to/ });
  await question.getByRole('textbox').or(question.getByLabel('Answer')).first().fill(password);
  await question.getByRole('button', { name: 'Log in' }).click();
}

/** The key is a question only the first time. */
async function logIn(page: Page): Promise<void> {
  const key = page.getByRole('dialog', { name: /^Is this/ });
  const login = page.getByRole('dialog', { name: /^Log in to/ });
  await expect(key.or(login).first()).toBeVisible();
  if (await key.isVisible()) await trustKey(page);
  await givePassword(page, PASSWORD);
}

test('is tried out, added, and worked on over one login', async ({ openApp, host }) => {
  test.setTimeout(GUEST_MS * 3);
  const page = await openApp();
  await expect(treeItem(page, /, connected$/)).toBeVisible();
  await writeDown(page, 'desk');
  const dialog = addHost(page);
  await dialog.getByRole('button', { name: 'Test', exact: true }).click();
  const key = page.getByRole('dialog', { name: /^Is this/ });
  await expect(key.or(page.getByRole('dialog', { name: /^Log in to/ })).first()).toBeVisible();
  if (await key.isVisible()) await trustKey(page);
  const question = page.getByRole('dialog', { name: /^Log in to/ });
  await expect(question.getByRole('blockquote')).toHaveText('Password:');
  await givePassword(page, 'not the password');
  await expect(question).toContainText('That was not accepted.');
  await givePassword(page, PASSWORD);
  await expect(dialog).toContainText('It works: kvm-01');

  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await givePassword(page, PASSWORD);
  await expect(treeItem(page, 'kvm-01, connected')).toBeVisible();
  expect(await secretsInProcesses(host)).toBe('');

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
  await expect(treeItem(page, /, connected$/)).toBeVisible();
  await writeDown(page, 'root');
  await addHost(page).getByRole('button', { name: 'Add', exact: true }).click();
  await logIn(page);
  await expect(treeItem(page, 'kvm-01, connected')).toBeVisible();
  await remote.cutLink();
  await expect(treeItem(page, 'kvm-01, connection lost')).toBeVisible({ timeout: 30_000 });
  await page.getByRole('tab', { name: 'Virtual machines', exact: true }).click();
  await expect(machineRow(page, 'far')).toContainText('Running');
  await remote.restoreLink();
  await givePassword(page, PASSWORD);
  await expect(treeItem(page, 'kvm-01, connected')).toBeVisible({ timeout: 45_000 });
});

/** Lines of /proc on the person's computer that hold the password; empty when there are none. */
async function secretsInProcesses(host: Host): Promise<string> {
  // A pattern that does not match itself: grep is a process, too.
  const pattern = PASSWORD.replace('-', '[-]');
  const script = `grep -la '${pattern}' /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2>/dev/null`;
  return (await host.exec('sh', ['-c', script])).stdout.trim();
}
