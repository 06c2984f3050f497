// The pages beside the machines: host, storage, networks, bridges, definitions, other hosts.
import type { Locator, Page } from '@playwright/test';
import { VNC_PASSWORD } from '../lab/guest.ts';
import { removeMachines } from '../lab/machines-at-hand.ts';
import { waitFor } from '../lab/process.ts';
import { expect, test } from './app-fixtures.ts';
import { actions, GUEST_MS, machineRow, menuItem, openMachine, treeItem } from './window.ts';

/** Address and device of the guest, as virsh tells them. */
let lease: { readonly address: string; readonly mac: string };
let device: string;

test.beforeAll(async ({ host }) => {
  test.setTimeout(GUEST_MS * 2);
  await host.defineGuest({ name: 'web', title: 'Web server', disk: true });
  await host.defineGuest({ name: 'safe', screen: 'vnc-password' });
  await host.virsh('start', 'web');
  const interfaces = await host.virsh('domiflist', 'web');
  device = /vnet\d+/.exec(interfaces)?.[0] ?? '';
  const mac = /(?:[0-9a-f]{2}:){5}[0-9a-f]{2}/.exec(interfaces)?.[0] ?? '';
  lease = await waitFor(
    'a lease',
    async () => {
      // Those of guests that are gone stay for an hour, and one of them may have had the same name.
      const leases = (await host.virsh('net-dhcp-leases', 'default')).split('\n');
      const [, address] = /ipv4\s+([\d.]+)/.exec(leases.find((one) => one.includes(mac)) ?? '') ?? [];
      return address !== undefined && { mac, address };
    },
    GUEST_MS,
  );
});
test.afterAll(({ host }) => removeMachines(host));

function fact(page: Page, name: string): Locator {
  const term = page.getByRole('term').filter({ hasText: new RegExp(`^${name}$`) });
  return page.locator('dl > div').filter({ has: term }).getByRole('definition');
}

test('tells the facts of the host', async ({ host, openApp }) => {
  const page = await openApp();
  await treeItem(page, 'desktop, connected').click();
  await expect(page.getByRole('heading', { name: 'desktop', level: 1 })).toBeVisible();
  await expect(fact(page, 'URI')).toHaveText('qemu:///system');
  await expect(fact(page, 'Host name')).toHaveText(await host.virsh('hostname'));
  const version = await host.virsh('version');
  await expect(fact(page, 'Hypervisor')).toHaveText(/hypervisor: (.*)/.exec(version)?.[1] ?? '?');
  await expect(fact(page, 'libvirt')).toHaveText(/library: libvirt (.*)/.exec(version)?.[1] ?? '?');
  await expect(fact(page, 'Machines')).toHaveText('1 running of 2');
  await expect(page.getByRole('figure', { name: /^CPU \d+/ })).toBeVisible();

  await page.getByRole('button', { name: 'Show XML' }).click();
  await expect(page.getByRole('textbox', { name: 'Capabilities of desktop' })).toContainText(
    '<capabilities>',
  );
});

test('shows who uses a volume', async ({ openApp }) => {
  const page = await openApp();
  await treeItem(page, /^Storage/).click();
  await page.getByRole('link', { name: 'default' }).click();
  const volume = page.getByRole('grid', { name: 'Volumes' }).getByRole('row', { name: /web\.qcow2/ });
  await expect(volume).toContainText('qcow2');
  await expect(volume).toContainText('64 MiB');
  await volume.getByRole('link', { name: 'web' }).click();
  await expect(page.getByRole('heading', { name: 'web', level: 1 })).toBeVisible();
  await expect(page.getByRole('row', { name: /Disk vda/ })).toContainText('web.qcow2');
  await expect(fact(page, 'Addresses')).toContainText(lease.address);
});

test('shows leases, ports and who has them', async ({ host, openApp }) => {
  const page = await openApp();
  await treeItem(page, /^Networks/).click();
  await page.getByRole('link', { name: 'default' }).click();
  const row = page.getByRole('table', { name: 'DHCP leases' }).getByRole('row', { name: lease.mac });
  await expect(row).toContainText(lease.address);
  await expect(row.getByRole('link', { name: 'web' })).toBeVisible();

  await treeItem(page, /^Bridges/).click();
  const bridge = page
    .getByRole('table', { name: 'Bridges' })
    .getByRole('row', { name: `virbr${host.number}` });
  await expect(bridge).toContainText(device);
  await expect(bridge.getByRole('link', { name: 'web' })).toBeVisible();
  await expect(bridge.getByRole('link', { name: 'default' })).toBeVisible();
});

test('stops and starts a network, and says who loses it', async ({ host, openApp }) => {
  await host.virsh('net-define', await privateNetwork(host.directory));
  await host.virsh('net-start', 'aside');
  const page = await openApp();
  await treeItem(page, /^Networks/).click();
  const row = page.getByRole('table', { name: /Virtual networks/ }).getByRole('row', { name: /^aside/ });
  await expect(row).toContainText('Isolated');
  await row.getByRole('button', { name: 'Stop' }).click();
  await expect(row).toContainText('Inactive');
  await row.getByRole('button', { name: 'Start' }).click();
  await expect(row.getByRole('cell', { name: 'Active', exact: true })).toBeVisible();
  await host.virsh('net-destroy', 'aside');
  await expect(row).toContainText('Inactive');
  await host.virsh('net-undefine', 'aside');
  await expect(row).toBeHidden();
});

test('shows running and stored definition, their difference, and no secret', async ({ host, openApp }) => {
  const page = await openApp();
  await openMachine(page, 'web', 'XML');
  const choose = (name: string) =>
    page.getByRole('radiogroup', { name: 'Definition' }).getByText(name).click();
  const running = page.getByRole('textbox', { name: 'Running definition of web' });
  await expect(running).toContainText('<name>web</name>');
  await choose('Stored');
  await expect(page.getByRole('textbox', { name: 'Stored definition of web' })).toContainText(
    "<domain type='qemu'>",
  );

  const xml = await host.virsh('dumpxml', 'web', '--inactive');
  await host.defineXml(xml.replaceAll('>131072<', '>262144<'));
  await expect(page.getByText('The stored definition differs from the running one.')).toBeVisible();
  await page.getByRole('button', { name: 'Show the difference' }).click();
  await expect(page.getByRole('radio', { name: 'Difference' })).toBeChecked();
  await expect(page.getByText('262144').first()).toBeVisible();

  await openMachine(page, 'safe', 'XML');
  const stored = page.getByRole('textbox', { name: 'Stored definition of safe' });
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByRole('textbox', { name: 'Find' }).pressSequentially('graphics');
  await page.keyboard.press('Enter');
  await expect(stored).toContainText("<graphics type='vnc'");
  expect(await stored.textContent()).not.toContain(VNC_PASSWORD);
});

test('takes another host by its URI, and knows it after a restart', async ({ host, openApp }) => {
  const uri = `test+unix:///default?socket=${host.socketPath}`;
  let page = await openApp();
  await expect(treeItem(page, 'desktop, connected')).toBeVisible();
  await page.keyboard.press('Control+O');
  const dialog = page.getByRole('dialog', { name: 'Add host' });
  await dialog.getByText('Any URI').click();
  const field = dialog.getByRole('textbox', { name: 'URI' });
  const connect = dialog.getByRole('button', { name: 'Add', exact: true });
  await field.fill('my server');
  await expect(dialog).toContainText('A URI begins with a driver');
  await expect(connect).toBeDisabled();
  await field.fill('qemu+pigeon://coop/system');
  await expect(dialog).toContainText('The transport “pigeon” is not known.');
  await field.fill(uri);
  await connect.click();
  await expect(dialog).toBeHidden();
  await expect(fact(page, 'URI')).toHaveText(uri);
  await expect(treeItem(page, 'test')).toBeVisible();

  page = await openApp();
  await expect(treeItem(page, 'test')).toBeVisible();
  await expect(treeItem(page, 'web')).toBeVisible();
});

test('marks a read-only host, and says why nothing can be done there', async ({ openApp }) => {
  const page = await openApp({ args: ['test:///default'] });
  await page.getByRole('treeitem').first().waitFor();
  await page.keyboard.press('Control+O');
  const dialog = page.getByRole('dialog', { name: 'Add host' });
  await dialog.getByRole('checkbox', { name: /Read-only/ }).check();
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(treeItem(page, 'web')).toBeVisible();
  await expect(page.getByRole('tree').getByLabel('Read-only')).toBeVisible();
  await page.getByRole('tab', { name: 'Virtual machines', exact: true }).click();
  await machineRow(page, 'web').click();
  const force = actions(page).getByRole('button', { name: 'Force off' });
  await expect(force).toHaveAttribute('aria-disabled', 'true');
  await expect(force).toHaveAccessibleDescription('This connection is read-only.');
  await machineRow(page, 'web').click({ button: 'right' });
  await expect(menuItem(page, 'Force off')).toHaveAttribute('aria-disabled', 'true');
});

/** Path, as the host sees it, of the definition of an isolated network. */
async function privateNetwork(directory: string): Promise<string> {
  const { writeFile } = await import('node:fs/promises');
  const path = `${directory}/tmp/aside.xml`;
  await writeFile(path, "<network><name>aside</name><bridge name='virbr-aside'/></network>\n");
  return path;
}
