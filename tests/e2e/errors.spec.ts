// Each way not to get to a host, with its real cause, as it is told in the window: what happened, and what helps. Every one is
// kept as a picture.
import { appendFile, chmod, copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import { connectGetHostname, connectGetLibVersion } from '../../electron/libvirt/protocol/connect.gen.ts';
import { Authority, tlsConfiguration } from '../lab/certificates.ts';
import { type Host, startHost } from '../lab/host.ts';
import { DESK_UID } from '../lab/host-files.ts';
import { runOrThrow } from '../lab/process.ts';
import { offerSasl } from '../lab/sasl.ts';
import { FakeLibvirtd } from '../support/fake-libvirtd.ts';
import { expect, test } from './app-fixtures.ts';
import { authorize, makeKey, openAddHost, writeSshFolder } from './remote-host.ts';
import { treeItem } from './window.ts';

const PICTURES = join(import.meta.dirname, '../../test-results/errors');
const SPEC_MS = 240_000;
let web: Host;
let bare: Host;
let strict: Host;
let secure: Host;
let authority: Authority;

test.beforeAll(async ({ host }) => {
  test.setTimeout(SPEC_MS);
  const far = { place: 'remote', sshd: true } as const;
  [web, bare, strict, secure] = await Promise.all([
    startHost({ ...far, name: 'web' }),
    startHost({ ...far, name: 'bare', hide: ['virt-ssh-helper', 'nc', 'socat'] }),
    startHost({ ...far, name: 'strict', deskInLibvirtGroup: false }),
    startHost({ place: 'remote', tcp: true, name: 'secure' }),
  ]);
  const { privateKey, publicKey } = await makeKey();
  for (const one of [web, bare, strict]) await authorize(one, publicKey);
  await writeSshFolder(host, {
    config: `Host *\n  User desk\n  StrictHostKeyChecking accept-new\n`,
    id_ed25519: privateKey,
    wrong_hosts: `${web.address} ${publicKey.split(' ').slice(0, 2).join(' ')}\n`,
  });
  authority = await Authority.make(`${secure.directory}/authority`);
  await serveTls({ addresses: [secure.address] });
  await mkdir(PICTURES, { recursive: true });
});
test.afterAll(() => Promise.all([web, bare, strict, secure].map((host) => host.dispose())));
test.beforeEach(() => test.setTimeout(SPEC_MS));

const serverPki = () => `${secure.directory}/pki`;

async function serveTls(
  options: Parameters<Authority['issue']>[2],
  auth: 'none' | 'sasl' = 'none',
): Promise<void> {
  await authority.issue(serverPki(), 'server', options);
  const file = join(secure.directory, 'etc/libvirt/libvirtd.conf');
  const kept = (await readFile(file, 'utf8')).split('\n').filter((line) => line.startsWith('host_uuid'));
  // libvirtd looks at its own certificate, too.
  await writeFile(
    file,
    `${kept.join('\n')}\ntls_no_sanity_certificate = 1\n${tlsConfiguration(serverPki(), auth)}`,
  );
  await secure.stopDaemon('libvirtd');
  await secure.startDaemon('libvirtd');
}

/** A folder of certificates on the person's computer; returns its path there. */
async function clientPki(
  desktop: Host,
  name: string,
  signer = authority,
  trusted = authority,
): Promise<string> {
  const folder = `${desktop.directory}/home/${name}`;
  await signer.issue(folder, 'client');
  await copyFile(trusted.certificate, join(folder, 'cacert.pem'));
  await runOrThrow('chown', ['-R', String(DESK_UID), folder]);
  return `/home/${name}`;
}

interface Told {
  /** Names the picture. */
  readonly name: string;
  readonly uri: string;
  /** As the sidebar calls the host. */
  readonly host: string;
  readonly says: string | RegExp;
  readonly helps: string | RegExp;
  /** To copy. */
  readonly command?: string | RegExp;
}

async function addByUri(page: Page, uri: string): Promise<void> {
  const dialog = await openAddHost(page);
  await dialog.getByText('Any URI').click();
  await dialog.getByRole('textbox', { name: 'URI', exact: true }).fill(uri);
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
}

/** Adds the host, reads what is told of it, keeps the picture, and removes it. */
async function isTold(
  page: Page,
  { name, uri, host, says, helps, command }: Told,
  answer?: () => Promise<void>,
) {
  await test.step(name, async () => {
    await addByUri(page, uri);
    await answer?.();
    const main = page.getByRole('main');
    await expect(treeItem(page, `${host}, could not be opened`)).toBeVisible({ timeout: 40_000 });
    await expect(main.getByRole('alert')).toContainText(says);
    await expect(main).toContainText(helps);
    if (command !== undefined) await expect(main.getByText(command).first()).toBeVisible();
    await main.getByText('Details').first().click();
    await page.screenshot({ path: join(PICTURES, `${test.info().project.name}-${name}.png`) });
    await main.getByRole('button', { name: /^Remove from the list/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
    await expect(treeItem(page, new RegExp(`^${host}, `))).toHaveCount(0);
    await expect(page.getByRole('tab')).toHaveCount(1);
  });
}

test('over ssh', async ({ openApp, host }) => {
  const page = await openApp();
  await expect(treeItem(page, 'desktop, connected')).toBeVisible();
  await isTold(page, {
    name: 'no-name-server',
    uri: 'qemu+ssh://no-such-host.invalid/system',
    host: 'no-such-host.invalid',
    says: 'no name server answers',
    helps: 'Check the name and the port',
  });
  // From here on nobody is asked but the file of hosts, which knows for certain.
  const ask = 'echo "hosts: files" > /tmp/nsswitch; mount --bind /tmp/nsswitch /etc/nsswitch.conf';
  expect(await host.exec('sh', ['-ec', ask])).toMatchObject({ code: 0 });
  await isTold(page, {
    name: 'name-not-found',
    uri: 'qemu+ssh://no-such-host.invalid/system',
    host: 'no-such-host.invalid',
    says: 'no computer has that name',
    helps: 'Check the name and the port',
  });
  await isTold(page, {
    name: 'refused',
    uri: `qemu+ssh://${web.address}:2222/system`,
    host: web.address,
    says: 'nothing takes connections at that address',
    helps: 'Check the name and the port',
  });
  await web.exec('iptables', ['-A', 'INPUT', '-p', 'tcp', '--dport', '2200', '-j', 'DROP']);
  await isTold(page, {
    name: 'timed-out',
    uri: `qemu+ssh://${web.address}:2200/system`,
    host: web.address,
    says: 'the host did not answer in time',
    helps: 'Check the name and the port',
  });
  await isTold(page, {
    name: 'permission-denied',
    uri: `qemu+ssh://nobody@${web.address}/system?no_tty=1`,
    host: web.address,
    says: 'the login was refused',
    helps: 'Check the user, the password and the key file',
  });
  await isTold(page, {
    name: 'host-key-changed',
    uri: `qemu+ssh://${web.address}/system?known_hosts=/home/desk/.ssh/wrong_hosts`,
    host: web.address,
    says: 'its key is not the one that is known',
    helps: 'Ask whoever runs the host whether its key was changed',
    command: `ssh-keygen -f '/home/desk/.ssh/wrong_hosts' -R '${web.address}'`,
  });
  await isTold(page, {
    name: 'no-such-socket',
    uri: `qemu+ssh://${web.address}/system?socket=/run/libvirt/nowhere-sock`,
    host: web.address,
    says: 'no libvirt was found there',
    helps: 'Check the path of the socket in the URI',
  });
  await web.exec('sh', ['-c', 'mkdir /run/away; mv /run/libvirt/*-sock* /run/away']);
  await isTold(page, {
    name: 'no-libvirt',
    uri: `qemu+ssh://${web.address}/system`,
    host: web.address,
    says: 'no libvirt was found there',
    helps: 'Libvirt seems not to be installed on the host',
    command: /apt install libvirt-daemon-system/,
  });
  await isTold(page, {
    name: 'polkit-without-agent',
    uri: `qemu+ssh://${strict.address}/system`,
    host: strict.address,
    says: 'the host did not let us in',
    helps: 'Let the user manage machines on the host',
    command: 'sudo usermod -aG libvirt "$USER"',
  });
  await strict.exec('chmod', ['0770', '/run/libvirt/libvirt-sock']);
  await isTold(page, {
    name: 'not-in-group',
    uri: `qemu+ssh://desk@${strict.address}/system`,
    host: strict.address,
    says: 'its user may not use libvirt there',
    helps: 'Let the user manage machines on the host',
    command: 'sudo usermod -aG libvirt desk',
  });
  await isTold(page, {
    name: 'no-helper',
    uri: `qemu+ssh://${bare.address}/system?proxy=native`,
    host: bare.address,
    says: 'nothing there can pass the connection on to libvirt',
    helps: 'take proxy=native out of the URI',
  });
  await appendFile(join(bare.directory, 'etc/ssh/sshd_config'), 'AllowStreamLocalForwarding no\n');
  await bare.stopDaemon('sshd');
  await bare.startDaemon('sshd');
  await isTold(page, {
    name: 'no-helper-no-nc-no-forwarding',
    uri: `qemu+ssh://${bare.address}/system`,
    host: bare.address,
    says: 'nothing there can pass the connection on to libvirt',
    helps: 'virt-ssh-helper (part of libvirt), nc or socat',
    command: 'sudo apt install netcat-openbsd',
  });
  await host.exec('umount', ['/etc/nsswitch.conf']);
});

test('over TLS, and by libvirt itself', async ({ openApp, host }) => {
  const page = await openApp();
  await expect(treeItem(page, 'desktop, connected')).toBeVisible();
  const stranger = await Authority.make(`${secure.directory}/stranger`);
  const good = await clientPki(host, 'pki');
  const uri = (folder: string) => `qemu+tls://${secure.address}/system?pkipath=${folder}`;
  await isTold(page, {
    name: 'unknown-authority',
    uri: uri(await clientPki(host, 'other-pki', authority, stranger)),
    host: secure.address,
    says: 'certificate is of an unknown authority',
    helps: '/etc/pki/CA/cacert.pem',
  });
  await isTold(page, {
    name: 'client-certificate-refused',
    uri: uri(await clientPki(host, 'strange-pki', stranger, authority)),
    host: secure.address,
    says: "did not accept this computer's certificate",
    helps: 'clientcert.pem with clientkey.pem',
  });
  await serveTls({ names: ['elsewhere.lab'] });
  await isTold(page, {
    name: 'certificate-of-another-name',
    uri: uri(good),
    host: secure.address,
    says: 'certificate is for another name',
    helps: 'Use the name that the certificate was made for',
    command: /-ext subjectAltName/,
  });
  await serveTls({ addresses: [secure.address], expired: true });
  await isTold(page, {
    name: 'certificate-expired',
    uri: uri(good),
    host: secure.address,
    says: 'certificate is out of date',
    helps: 'Check the clock on both sides',
    command: /-dates/,
  });
  await serveTls({ addresses: [secure.address] }, 'sasl');
  await offerSasl(secure, { mechanisms: 'scram-sha-256', user: 'anna', password: 'correct horse' });
  await isTold(
    page,
    {
      name: 'sasl-refused',
      uri: uri(good),
      host: secure.address,
      says: 'libvirt did not accept the name or the password',
      helps: 'Check the name and the password.',
    },
    async () => {
      const question = page.getByRole('dialog', { name: /^Log in to/ });
      for (let attempt = 0; attempt < 3; attempt += 1) {
        if (attempt > 0) await expect(question).toContainText('That was not accepted.');
        await question.getByRole('textbox', { name: 'Name' }).fill('anna');
        await question.getByLabel('Password', { exact: true }).fill('wrong');
        await question.getByRole('button', { name: 'Log in' }).click();
      }
    },
  );
  await offerSasl(secure, { mechanisms: 'cram-md5', user: 'anna', password: 'correct horse' });
  await isTold(page, {
    name: 'sasl-mechanism',
    uri: uri(good),
    host: secure.address,
    says: 'offers no way to log in that can be used here',
    helps: 'SCRAM-SHA-256 over TLS works',
  });
});

test('while the right name and password let in: over TLS, and over TCP with a warning', async ({
  openApp,
  host,
}) => {
  const account = { user: 'anna', password: 'Correct-Cormorant-5' };
  await serveTls({ addresses: [secure.address] }, 'sasl');
  await appendFile(
    join(secure.directory, 'etc/libvirt/libvirtd.conf'),
    'listen_tcp = 1\nauth_tcp = "sasl"\n',
  );
  const page = await openApp();
  await expect(treeItem(page, 'desktop, connected')).toBeVisible();
  const question = page.getByRole('dialog', { name: /^Log in to/ });

  async function logIn(uri: string): Promise<void> {
    await addByUri(page, uri);
    await question.getByRole('textbox', { name: 'Name' }).fill(account.user);
    await question.getByLabel('Password', { exact: true }).fill(account.password);
  }

  await offerSasl(secure, { mechanisms: 'scram-sha-256', ...account });
  await logIn(`qemu+tls://${secure.address}/system?pkipath=${await clientPki(host, 'pki')}`);
  await expect(question).toContainText('SCRAM-SHA-256');
  await expect(question).not.toContainText('is weak');
  await question.getByRole('button', { name: 'Log in' }).click();
  await expect(treeItem(page, 'secure, connected')).toBeVisible();
  await treeItem(page, 'secure, connected').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Disconnect' }).click();

  await offerSasl(secure, { mechanisms: 'digest-md5', ...account });
  await logIn(`qemu+tcp://${secure.address}/system`);
  await expect(question).toContainText('DIGEST-MD5 over this connection is weak');
  await question.getByRole('button', { name: 'Log in' }).click();
  await expect(treeItem(page, 'secure, connected')).toBeVisible();
});

test('of a server that is too old, in the test of the dialog', async ({ openApp }) => {
  const old = await FakeLibvirtd.start('/run/lab/tmp');
  old.on(connectGetHostname, () => ({ hostname: 'attic' }));
  old.on(connectGetLibVersion, () => ({ libVer: 5_006_000n }));
  await chmod(dirname(old.path), 0o755);
  await chmod(old.path, 0o777);
  const page = await openApp();
  await expect(treeItem(page, 'desktop, connected')).toBeVisible();
  const dialog = await openAddHost(page);
  await dialog.getByText('Any URI').click();
  await dialog
    .getByRole('textbox', { name: 'URI', exact: true })
    .fill(`qemu+unix:///system?socket=${old.path}`);
  await dialog.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(dialog).toContainText('the libvirt there is too old');
  await expect(dialog).toContainText('Guesthouse needs version 6.0 or newer');
  await page.screenshot({ path: join(PICTURES, `${test.info().project.name}-server-too-old.png`) });
  await old.stop();
});
