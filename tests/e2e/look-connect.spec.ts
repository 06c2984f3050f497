// How the way to a host looks, in both themes and both languages: kept as pictures, and open to readers.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { type Host, startHost } from '../lab/host.ts';
import { expect, test } from './app-fixtures.ts';
import { barriers, choose, LOOKS } from './looks.ts';
import { changePasswords, writeSshFolder } from './remote-host.ts';
import { treeItem } from './window.ts';

const PICTURES = join(import.meta.dirname, '../../test-results/screens');
let web: Host;

test.beforeAll(async () => {
  web = await startHost({ name: 'web', place: 'remote', sshd: true });
  await changePasswords(web, 'Zebra-finch-99');
});
test.afterAll(() => web.dispose());

for (const { theme, language, words } of LOOKS) {
  test(`the dialogs on the way to a host in ${theme} ${language}`, async ({ openApp, host }, info) => {
    test.setTimeout(120_000);
    const folder = join(PICTURES, info.project.name);
    await mkdir(folder, { recursive: true });
    const aliases = ['web', 'a-rather-long-alias-of-a-host-in-the-rack-downstairs.example.net'];
    await writeSshFolder(host, {
      config: aliases.map((alias) => `Host ${alias}\n  HostName ${web.address}\n  User desk\n`).join(''),
    });
    const page = await openApp();
    await expect(treeItem(page, /, connected$/).first()).toBeVisible();
    for (const word of words) await choose(page, word);

    async function look(name: string): Promise<void> {
      const path = join(folder, `${name}-${theme}-${language}.png`);
      await page.screenshot({ path, animations: 'disabled' });
      await info.attach(`${name}-${theme}-${language}`, { path, contentType: 'image/png' });
      if (language === 'en') expect.soft(await barriers(page), `barriers on ${name}, ${theme}`).toEqual([]);
    }

    await page.keyboard.press('Control+O');
    const dialog = page.getByRole('dialog').first();
    for (const kind of ['TLS', 'TCP', 'SSH']) {
      await dialog.getByText(kind, { exact: true }).click();
      await look(`connect-${kind.toLowerCase()}`);
    }
    await dialog.getByText(/^(Found here|在本机找到)/).click();
    await look('connect-found');
    await dialog.getByText('SSH', { exact: true }).click();
    await fieldOfHost(dialog).fill('web');
    await dialog.getByRole('button', { name: /^(Test|测试)$/ }).click();
    const question = page.getByRole('dialog').nth(1);
    await expect(question).toContainText('SHA256:');
    await look('prompt-host-key');
    await question.getByRole('button').last().click();
    await expect(question.getByRole('blockquote')).toHaveText('Password:');
    await look('prompt-server');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(1);
    await expect(dialog.getByRole('alert')).toBeVisible();
    await dialog.getByRole('alert').scrollIntoViewIfNeeded();
    await look('connect-test-failed');
  });
}

/** After the user. */
function fieldOfHost(dialog: Locator): Locator {
  return dialog.getByRole('textbox').nth(1);
}
