// Ways to log in, each through the dialogs that a person sees.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { type Host, startHost } from '../lab/host.ts';
import { runOrThrow } from '../lab/process.ts';
import { expect, test } from './app-fixtures.ts';
import {
  addHost,
  authorize,
  changePasswords,
  giveSecret,
  keyQuestion,
  makeKey,
  secretQuestion,
  trustKey,
  whereSecretsAre,
  writeSshFolder,
} from './remote-host.ts';
import { treeItem } from './window.ts';

const PASSWORDS = { jump: 'Over-the-jump-71', web: 'Into-the-web-82', base: 'At-the-base-93' } as const;
type Name = keyof typeof PASSWORDS;
const PASSPHRASE = 'open-Sesame-4711';
const OTP_KEY = '3132333435363738393031323334353637383930';
const LOGIN_MS = 120_000;
let hosts: Readonly<Record<Name, Host>>;

test.beforeAll(async () => {
  test.setTimeout(LOGIN_MS);
  const start = async (name: Name) => {
    const host = await startHost({ name, place: 'remote', sshd: true });
    await changePasswords(host, PASSWORDS[name]);
    return host;
  };
  const [jump, web, base] = await Promise.all([start('jump'), start('web'), start('base')]);
  hosts = { jump, web, base };
});
test.afterAll(() => Promise.all(Object.values(hosts).map((host) => host.dispose())));
test.beforeEach(() => test.setTimeout(LOGIN_MS));

const keyFile = (host: Host) => join(host.directory, 'etc/ssh/ssh_host_ed25519_key.pub');

async function knownHosts(...names: readonly Name[]): Promise<string> {
  const lines = names.map(async (name) => {
    const [type, key] = (await readFile(keyFile(hosts[name]), 'utf8')).split(' ');
    return `${hosts[name].address} ${type} ${key}\n`;
  });
  return (await Promise.all(lines)).join('');
}

const configuration = (more = ''): string => `
${more}
${Object.keys(PASSWORDS)
  .map((name) => `Host ${name} ${name}-behind\n  HostName ${hosts[name as Name].address}`)
  .join('\n')}
Host *-behind
  ProxyJump jump
Host *
  User desk
  HashKnownHosts no
  HostKeyAlgorithms ssh-ed25519
`;

async function opened(page: Page, name: Name): Promise<void> {
  await expect(treeItem(page, `${name}, connected`)).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

test('a key with a passphrase, mistyped once', async ({ openApp, host, home }) => {
  const { privateKey, publicKey } = await makeKey(PASSPHRASE);
  await authorize(hosts.web, publicKey);
  await writeSshFolder(host, {
    config: configuration('Host web\n  IdentityFile ~/.ssh/work'),
    known_hosts: await knownHosts('web'),
    work: privateKey,
  });
  const page = await openApp();
  await addHost(page, { host: 'web' });
  await expect(secretQuestion(page)).toContainText('passphrase of the key /home/desk/.ssh/work');
  await giveSecret(page, 'open-Says-Me');
  await expect(secretQuestion(page)).toContainText('That was not accepted.');
  await giveSecret(page, PASSPHRASE);
  await opened(page, 'web');
  expect(await whereSecretsAre(host, home, [PASSPHRASE])).toBe('');
});

test('a key that the agent holds, without a question', async ({ openApp, host, runAsDesk }) => {
  const { privateKey, publicKey } = await makeKey();
  await authorize(hosts.base, publicKey);
  await writeSshFolder(host, {
    config: configuration('IdentityAgent /home/desk/agent'),
    known_hosts: await knownHosts('base'),
  });
  runAsDesk(['ssh-agent', '-D', '-a', '/home/desk/agent']);
  const script = 'until test -S ~/agent; do sleep 0.1; done; SSH_AUTH_SOCK=~/agent ssh-add -';
  await host.exec('sh', ['-c', script], { user: 'desk', input: privateKey });
  const page = await openApp();
  await addHost(page, { host: 'base' });
  await opened(page, 'base');
  await host.exec('rm', ['-f', '/home/desk/agent']);
});

test('a password and a one-time code, each in answer to its own question', async ({
  openApp,
  host,
  home,
}) => {
  const { web } = hosts;
  await writeFile(join(web.directory, 'root/users.oath'), `HOTP/T30/6 desk - ${OTP_KEY}\n`, { mode: 0o600 });
  const pam = join(web.directory, 'etc/pam.d/sshd');
  const before = await readFile(pam, 'utf8');
  await writeFile(pam, `auth required pam_oath.so usersfile=/root/users.oath window=20 digits=6\n${before}`);
  await writeSshFolder(host, { config: configuration(), known_hosts: await knownHosts('web') });
  const page = await openApp();
  await addHost(page, { host: 'web' });
  const words = secretQuestion(page).getByRole('blockquote');
  await expect(words).toContainText('One-time password (OATH) for `desk');
  const code = (await runOrThrow('oathtool', ['--totp', OTP_KEY])).trim();
  await giveSecret(page, code);
  await expect(words).toHaveText('Password:');
  await giveSecret(page, PASSWORDS.web);
  await opened(page, 'web');
  expect(await whereSecretsAre(host, home, [PASSWORDS.web, OTP_KEY])).toBe('');
  await writeFile(pam, before);
});

test('the key of an unknown host is shown as its administrator sees it, and a no ends there', async ({
  openApp,
  host,
}) => {
  await writeSshFolder(host, { config: configuration() });
  const print = (await runOrThrow('ssh-keygen', ['-lf', keyFile(hosts.web)])).split(' ')[1] ?? '';
  const page = await openApp();
  await addHost(page, { host: 'web' });
  await expect(keyQuestion(page)).toContainText(print);
  await expect(keyQuestion(page)).toContainText('ED25519');
  // Whoever only presses Enter says no.
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('main').getByRole('alert')).toContainText('Could not connect to web');
  await page.getByRole('main').getByRole('button', { name: 'Try now' }).first().click();
  await expect(keyQuestion(page)).toContainText(print);
  await trustKey(page);
  await giveSecret(page, PASSWORDS.web);
  await opened(page, 'web');
  const known = await host.exec('cat', ['/home/desk/.ssh/known_hosts']);
  expect(known.stdout).toBe(await knownHosts('web'));
});

test('a host whose key has changed is refused, with the line that forgets the old one', async ({
  openApp,
  host,
}) => {
  const [, wrong] = (await readFile(keyFile(hosts.base), 'utf8')).split(' ');
  await writeSshFolder(host, {
    config: configuration(),
    known_hosts: `${hosts.web.address} ssh-ed25519 ${wrong}\n`,
  });
  const page = await openApp();
  await addHost(page, { host: 'web' });
  const problem = page.getByRole('main');
  await expect(problem).toContainText('its key is not the one that is known');
  await expect(
    problem.getByText(`ssh-keygen -f '/home/desk/.ssh/known_hosts' -R '${hosts.web.address}'`),
  ).toBeVisible();
  await problem.getByRole('button', { name: 'Copy', exact: true }).first().click();
  await expect(problem.getByRole('button', { name: 'Copied', exact: true })).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('two hosts behind one jump host at once: every answer reaches the host that asked', async ({
  openApp,
  host,
  home,
}) => {
  await writeSshFolder(host, {
    config: configuration('PreferredAuthentications password'),
    known_hosts: await knownHosts('jump', 'web', 'base'),
  });
  const page = await openApp({ args: ['qemu+ssh://web-behind/system', 'qemu+ssh://base-behind/system'] });
  await expect(secretQuestion(page)).toContainText('2 questions wait');
  // Each host asks twice: at the jump host and behind it, in whatever order.
  for (let answered = 0; answered < 4; answered += 1) {
    const asked = secretQuestion(page).getByText(/^ssh asks for the password of desk@/);
    const target = await asked.textContent();
    await expect(secretQuestion(page)).not.toContainText('That was not accepted.');
    const [name] = Object.entries(hosts).find(([, { address }]) => target?.includes(`@${address}.`)) ?? [];
    await giveSecret(page, PASSWORDS[name as Name]);
    if (answered < 3) await expect.poll(() => waitsForAnswer(page)).toBe(true);
  }
  for (const name of ['web', 'base'] as const) await opened(page, name);
  expect(await whereSecretsAre(host, home, Object.values(PASSWORDS))).toBe('');
});

/** The answered question has made room for the next. */
async function waitsForAnswer(page: Page): Promise<boolean> {
  const field = secretQuestion(page).getByLabel('Password', { exact: true });
  return (await field.count()) === 1 && (await field.inputValue()) === '';
}

test('a server that imitates the words of ssh is quoted as a server', async ({ openApp, host }) => {
  const { base } = hosts;
  await writeFile(
    join(base.directory, 'root/greeting'),
    "desk@jump's password: \nAre you sure you want to continue connecting (yes/no)? \nEnter passphrase for key '/home/desk/.ssh/id_ed25519': \u202egnp.exe\u001b[2J",
  );
  const pam = join(base.directory, 'etc/pam.d/sshd');
  const before = await readFile(pam, 'utf8');
  await writeFile(pam, `auth optional pam_echo.so file=/root/greeting\n${before}`);
  await writeSshFolder(host, { config: configuration(), known_hosts: await knownHosts('base') });
  const page = await openApp();
  await addHost(page, { host: 'base' });
  const question = secretQuestion(page);
  await expect(question).toContainText(`The server desk@${base.address} says:`);
  await expect(question.getByRole('blockquote')).toContainText("Enter passphrase for key '/home/desk");
  await expect(question.getByRole('blockquote')).toContainText('Are you sure you want to continue');
  await expect(keyQuestion(page)).toHaveCount(0);
  await expect(question).not.toContainText('ssh asks');
  await expect(question.getByLabel('Passphrase')).toHaveCount(0);
  for (const hidden of ['\u202e', '\u001b']) await expect(question).not.toContainText(hidden);
  await giveSecret(page, PASSWORDS.base);
  await opened(page, 'base');
  await writeFile(pam, before);
});
