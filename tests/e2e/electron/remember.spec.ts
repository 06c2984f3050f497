// A password that a person lets the keychain remember: asked for once, given by itself after a restart, and in no file.
import type { Page } from '@playwright/test';
import { LAB_REPO } from '../../lab/desk.ts';
import { startHost } from '../../lab/host.ts';
import { expect, test } from '../app-fixtures.ts';
import { changePasswords, giveSecret, secretQuestion, trustKey, whereSecretsAre } from '../remote-host.ts';
import { treeItem } from '../window.ts';
import { inSession } from './keyring-session.ts';

const PASSWORD = 'Remembered-Robin-31';

test('a remembered password lets in after a restart, and one that was changed is asked for again', async ({
  host,
  display,
  home,
}) => {
  test.setTimeout(120_000);
  const far = await startHost({ name: 'far', place: 'remote', sshd: true });
  try {
    await changePasswords(far, PASSWORD);
    const place = { host, display, home };
    const uri = `qemu+ssh://desk@${far.address}/system?known_hosts=/home/desk/known-far`;
    const session = { app: [LAB_REPO, uri], keychain: 'gnome-libsecret' } as const;
    const isConnected = (page: Page) =>
      expect(treeItem(page, 'far, connected')).toBeVisible({ timeout: 30_000 });

    await inSession(place, session, async (app) => {
      const page = await app.firstWindow();
      await trustKey(page);
      await secretQuestion(page)
        .getByRole('checkbox', { name: /^Remember/ })
        .check();
      await giveSecret(page, PASSWORD);
      await isConnected(page);
    });
    expect(await whereSecretsAre(host, home, [PASSWORD])).toBe('');

    await inSession(place, session, async (app) => {
      const page = await app.firstWindow();
      await isConnected(page);
      await expect(page.getByRole('dialog')).toHaveCount(0);
    });

    await changePasswords(far, `${PASSWORD}-anew`);
    await inSession(place, session, async (app) => {
      const page = await app.firstWindow();
      await expect(secretQuestion(page)).toContainText('That was not accepted.');
      await giveSecret(page, `${PASSWORD}-anew`);
      await isConnected(page);
    });
  } finally {
    await far.dispose();
  }
});
