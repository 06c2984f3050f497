// Terminals in tabs: virsh bound to a host, and ssh to a machine by its address, through the login that is there.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { GUEST_READY } from '../lab/guest.ts';
import { type Host, startHost } from '../lab/host.ts';
import { expect, test } from './app-fixtures.ts';
import { changePasswords, giveSecret, writeSshFolder } from './remote-host.ts';
import { GUEST_MS, menuItem, openMachine, treeItem } from './window.ts';

const PASSWORD = 'Shell-Sandpiper-7';
let far: Host;

test.beforeAll(async ({ host }) => {
  test.setTimeout(GUEST_MS * 2);
  far = await startHost({ name: 'far', place: 'remote', sshd: true });
  await changePasswords(far, PASSWORD);
  await far.defineGuest({ name: 'away', screen: 'none' });
  await far.virsh('start', 'away');
  await far.waitForSerial('away', GUEST_READY);
  const [type, key] = (await readFile(join(far.directory, 'etc/ssh/ssh_host_ed25519_key.pub'), 'utf8')).split(
    ' ',
  );
  await writeSshFolder(host, {
    config: `Host far\n  HostName ${far.address}\n  User desk\n  HostKeyAlgorithms ssh-ed25519\n`,
    known_hosts: `${far.address} ${type} ${key}\n`,
  });
});
test.afterAll(() => far.dispose());

function terminal(page: Page): Locator {
  return page.locator('.xterm-rows').last();
}

/** As its DHCP server gave it. */
async function addressOf(machine: string): Promise<string> {
  const lease = () => far.virsh('domifaddr', machine);
  await expect.poll(lease, { timeout: GUEST_MS }).toContain('ipv4');
  return /(\d+\.\d+\.\d+\.\d+)\//.exec(await lease())?.[1] ?? '';
}

async function openFromMenu(page: Page, host: string, item: string): Promise<void> {
  await treeItem(page, `${host}, connected`).click({ button: 'right' });
  await page.getByRole('menuitem', { name: item }).click();
}

test('virsh of this computer is bound to its libvirt', async ({ openApp }) => {
  const page = await openApp();
  await openFromMenu(page, 'desktop', 'Open virsh shell');
  await page.getByRole('textbox', { name: 'virsh on desktop' }).focus();
  await page.keyboard.type('uri; net-list --all\n');
  await expect(terminal(page)).toContainText('qemu:///system');
  await expect(terminal(page)).toContainText('default');
});

test('virsh of a far host and ssh to a machine there need no second login on the host', async ({
  openApp,
}) => {
  test.setTimeout(GUEST_MS * 2);
  const page = await openApp({ args: ['qemu+ssh://far/system'] });
  await giveSecret(page, PASSWORD);
  await expect(treeItem(page, 'far, connected')).toBeVisible();
  await openFromMenu(page, 'far', 'Open virsh shell');
  await page.getByRole('textbox', { name: 'virsh on far' }).focus();
  await page.keyboard.type('hostname; list --all\n');
  await expect(terminal(page)).toContainText('away');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  const address = await addressOf('away');
  // The machine has no sshd: that of its host stands in, at an address which only the host reaches.
  const redirect = [
    '-t',
    'nat',
    '-A',
    'OUTPUT',
    '-d',
    address,
    '-p',
    'tcp',
    '--dport',
    '22',
    '-j',
    'REDIRECT',
  ];
  expect(await far.exec('iptables', redirect)).toMatchObject({ code: 0 });
  await openMachine(page, 'away');
  await expect(page.getByRole('main')).toContainText(address);
  await treeItem(page, 'away').click({ button: 'right' });
  await menuItem(page, 'SSH to this machine').click();
  const question = page.getByRole('dialog', { name: 'SSH to away' });
  await expect(question).toContainText('Goes through far, where the machine is.');
  await question.getByRole('textbox', { name: 'User' }).fill('root');
  await question.getByRole('button', { name: 'Open' }).click();
  const shell = page.getByRole('textbox', { name: 'away by ssh' });
  await shell.focus();
  await expect(terminal(page)).toContainText('Are you sure you want to continue connecting');
  await page.keyboard.type('yes\n');
  await expect(terminal(page)).toContainText('assword:');
  await page.keyboard.type(`${PASSWORD}\n`);
  await expect(terminal(page)).toContainText('#');
  await page.keyboard.type('echo $(hostname)-$(id -un)\n');
  await expect(terminal(page)).toContainText('far-root');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await page.keyboard.type('exit\n');
  await expect(page.getByRole('main')).toContainText('It ended');
});
