// Hosts over ssh for window tests: what they are made of, and what a person does to get there.
import { chown, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import type { Host } from '../lab/host.ts';
import { DESK_UID } from '../lab/host-files.ts';
import { runOrThrow } from '../lab/process.ts';
import { treeItem } from './window.ts';

/** Gives root and desk a password that is unlike any other word here, so that it can be looked for. */
export async function changePasswords(host: Host, password: string): Promise<void> {
  const script = [
    'hash=$(openssl passwd -6 -stdin)',
    'sed -E "s#^(root|desk):[^:]*#\\1:$hash#" /etc/shadow > /tmp/shadow',
    // In place: the lab's hosts have the file itself mounted.
    'cat /tmp/shadow > /etc/shadow',
  ];
  const { code, stderr } = await host.exec('sh', ['-ec', script.join('; ')], { input: password });
  if (code !== 0) throw new Error(stderr);
}

export interface KeyPair {
  readonly privateKey: string;
  readonly publicKey: string;
}

/** A new key; what it is made in is gone afterwards. */
export async function makeKey(passphrase = ''): Promise<KeyPair> {
  const folder = await mkdtemp(join(tmpdir(), 'key-'));
  const path = join(folder, 'key');
  await runOrThrow('ssh-keygen', ['-q', '-t', 'ed25519', '-N', passphrase, '-f', path]);
  const [privateKey, publicKey] = await Promise.all([
    readFile(path, 'utf8'),
    readFile(`${path}.pub`, 'utf8'),
  ]);
  await rm(folder, { recursive: true });
  return { privateKey, publicKey };
}

/** Lets desk of `host` in by the key. */
export async function authorize(host: Host, publicKey: string): Promise<void> {
  const script = 'umask 077; mkdir -p ~/.ssh; cat >> ~/.ssh/authorized_keys';
  const { code, stderr } = await host.exec('sh', ['-ec', script], { user: 'desk', input: publicKey });
  if (code !== 0) throw new Error(stderr);
}

/** The person's own `~/.ssh`, with these files and nothing else. */
export async function writeSshFolder(desktop: Host, files: Readonly<Record<string, string>>): Promise<void> {
  const folder = join(desktop.directory, 'home/desk/.ssh');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { mode: 0o700 });
  await chown(folder, DESK_UID, DESK_UID);
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    await writeFile(path, text, { mode: 0o600 });
    await chown(path, DESK_UID, DESK_UID);
  }
}

function addHostDialog(page: Page): Locator {
  return page.getByRole('dialog', { name: 'Add host' });
}

/** Opens the dialog. In a browser the page may be loading anew: a network that comes up ends what it fetches. */
export async function openAddHost(page: Page): Promise<Locator> {
  await expect(treeItem(page, /, connected$/).first()).toBeVisible({ timeout: 30_000 });
  const dialog = addHostDialog(page);
  await expect(async () => {
    if (!(await dialog.isVisible())) await page.keyboard.press('Control+O');
    await expect(dialog).toBeVisible({ timeout: 3000 });
  }).toPass({ timeout: 20_000 });
  return dialog;
}

/** Opens the dialog with a host over ssh in it. */
export async function writeDown(
  page: Page,
  { host, user }: { readonly host: string; readonly user?: string },
): Promise<Locator> {
  const dialog = await openAddHost(page);
  await dialog.getByText('SSH', { exact: true }).click();
  if (user !== undefined) await dialog.getByRole('textbox', { name: 'User' }).fill(user);
  await dialog.getByRole('textbox', { name: 'Host', exact: true }).fill(host);
  return dialog;
}

export async function addHost(
  page: Page,
  host: { readonly host: string; readonly user?: string },
): Promise<void> {
  const dialog = await writeDown(page, host);
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
}

export function keyQuestion(page: Page): Locator {
  return page.getByRole('dialog', { name: /^Is this/ });
}

export async function trustKey(page: Page): Promise<void> {
  const question = keyQuestion(page);
  await question.getByRole('button', { name: 'Trust and connect' }).click();
}

/** For a password, a passphrase, or what the server asks for. */
export function secretQuestion(page: Page): Locator {
  return page.getByRole('dialog', { name: /^(Log in to|Key for) / });
}

export async function giveSecret(page: Page, secret: string): Promise<void> {
  const question = secretQuestion(page);
  await question
    .getByRole('textbox')
    .or(question.getByLabel(/^(Answer|Password|Passphrase)$/))
    .first()
    .fill(secret);
  await question.getByRole('button', { name: 'Log in' }).click();
}

/** What on the person's computer holds one of the secrets: processes, and files below `home`; empty when there is nothing. */
export async function whereSecretsAre(
  desktop: Host,
  home: string,
  secrets: readonly string[],
): Promise<string> {
  // Read from its input: grep is a process, too.
  const script =
    'cat > /run/looked-for; grep -laFf /run/looked-for /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2>/dev/null;' +
    'grep -rlaFf /run/looked-for "$0" 2>/dev/null; rm /run/looked-for';
  return (await desktop.exec('sh', ['-c', script, home], { input: secrets.join('\n') })).stdout.trim();
}
