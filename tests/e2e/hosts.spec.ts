// The list of hosts: put in order by dragging, and filled from what other programs here know.
import { chown, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Host } from '../lab/host.ts';
import { DESK_UID } from '../lab/host-files.ts';
import { expect, test } from './app-fixtures.ts';
import { openAddHost, writeSshFolder } from './remote-host.ts';
import { treeItem } from './window.ts';

const URIS = ['qemu:///system', 'test:///default', 'qemu:///session'] as const;

/** The URIs of the hosts from top to bottom: the second line of what is told when the mouse rests on one. */
function order(page: Page): Promise<readonly string[]> {
  const hosts = page.getByRole('tree').locator('[role=treeitem][aria-level="1"]');
  return hosts.evaluateAll((all) =>
    all
      .map((one) => ({
        top: one.getBoundingClientRect().top,
        uri: one.getAttribute('title')?.split('\n')[1] ?? '',
      }))
      .sort((a, b) => a.top - b.top)
      .map(({ uri }) => uri),
  );
}

test('hosts are dragged into another order, which stays', async ({ openApp }) => {
  const page = await openApp({ args: URIS });
  await expect(treeItem(page, /, connected$/)).toHaveCount(3);
  await expect.poll(() => order(page)).toEqual(URIS);
  const host = (uri: string) => page.getByRole('tree').locator(`[role=treeitem][title*="${uri}"]`);
  await host('qemu:///session').dragTo(host('qemu:///system'), { targetPosition: { x: 60, y: 3 } });
  await expect.poll(() => order(page)).toEqual(['qemu:///session', 'qemu:///system', 'test:///default']);
  await host('qemu:///session').dragTo(host('test:///default'), { targetPosition: { x: 60, y: 20 } });
  await expect.poll(() => order(page)).toEqual(['qemu:///system', 'test:///default', 'qemu:///session']);
  await host('test:///default').dragTo(host('qemu:///system'), { targetPosition: { x: 60, y: 3 } });
  const last = ['test:///default', 'qemu:///system', 'qemu:///session'];
  await expect.poll(() => order(page)).toEqual(last);
  const again = await openApp({ args: URIS });
  await expect.poll(() => order(again)).toEqual(last);
});

/** Writes a file of desk's own, with the folders on the way to it. */
async function writeOwn(desktop: Host, path: string, text: string): Promise<void> {
  const file = join(desktop.directory, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
  for (const own of [dirname(dirname(file)), dirname(file), file]) await chown(own, DESK_UID, DESK_UID);
}

test('what ssh and libvirt know here is offered, and fills the form', async ({ openApp, host, home }) => {
  await writeSshFolder(host, {
    config: 'Include more\nHost rack *.lab !not.this\n  User admin\n',
    more: 'Host attic\n  HostName 10.77.0.99\n',
  });
  await writeOwn(
    host,
    `${home}/.config/libvirt/libvirt.conf`,
    'uri_aliases = [\n  "far=qemu+ssh://root@far.example/system",\n]\n',
  );
  const page = await openApp();
  const dialog = await openAddHost(page);
  await dialog.getByText(/^Found here/).click();
  for (const uri of [
    'qemu+ssh://rack/system',
    'qemu+ssh://attic/system',
    'qemu+ssh://root@far.example/system',
  ]) {
    await expect(dialog).toContainText(uri);
  }
  await expect(dialog).not.toContainText('*.lab');
  await expect(dialog).not.toContainText('not.this');
  await expect(dialog).toContainText('ssh configuration');
  await expect(dialog).toContainText('libvirt.conf');
  await dialog.getByRole('button', { name: /far/ }).first().click();
  await expect(dialog.getByRole('textbox', { name: 'User' })).toHaveValue('root');
  await expect(dialog.getByRole('textbox', { name: 'Host', exact: true })).toHaveValue('far.example');
});
