// What comes from outside of the app: words of virt-manager's command line, a second start, links, a file of settings.
import { join } from 'node:path';
import { LAB_REPO } from '../../lab/desk.ts';
import { expect, test } from '../app-fixtures.ts';
import { barriers } from '../looks.ts';
import { treeItem } from '../window.ts';

const DEMO = 'demo:///default';

test('opens what the command line names, and what a second start and a link ask for', async ({
  launchElectron,
  runAsDesk,
  display,
}) => {
  const app = await launchElectron({ args: ['--connect', DEMO, '--show-domain-console', 'mail'] });
  const page = await app.firstWindow();
  await expect(page.getByRole('heading', { name: 'mail', level: 1 })).toBeVisible();
  await expect(page.getByRole('tab', { name: 'Screen', exact: true })).toHaveAttribute(
    'aria-selected',
    'true',
  );

  /** Starts the app again, and waits until that has handed over. */
  const again = async (...words: readonly string[]) => {
    const second = runAsDesk(['/run/lab/electron/electron', LAB_REPO, ...words], { DISPLAY: display.name });
    expect(await new Promise((resolve) => second.once('close', resolve))).toBe(0);
  };
  await again('--connect', DEMO, '--show-domain-editor', 'nobody');
  await expect(page.getByText('There is no machine “nobody” on')).toBeVisible();

  await again('--connect', DEMO, '--show-domain-performance', 'db-primary');
  await expect(page.getByRole('heading', { name: 'db-primary', level: 1 })).toBeVisible();
  await expect(page.getByRole('img', { name: /^CPU: / })).toBeVisible();
  await again('-c', DEMO, '--show-host-summary', '--no-fork');
  await expect(page.getByRole('heading', { name: 'demo-host', level: 1 })).toBeVisible();
  await again('--connect', DEMO, '--show-domain-editor', 'mail');
  await expect(page.getByRole('tab', { name: 'Screen', exact: true })).toHaveAttribute(
    'aria-selected',
    'false',
  );

  const link = 'guesthouse://connect?uri=qemu%2B';
  await again(`${link}ssh://x/system?keyfile=-oProxyCommand=y`);
  await expect(page.getByText('A link was refused')).toBeVisible();
  await expect(page.getByRole('dialog')).toBeHidden();

  await again(`${link}tcp://127.0.0.1:1/system`);
  const dialog = page.getByRole('dialog', { name: 'Add host' });
  await expect(dialog.getByRole('textbox', { name: 'URI' })).toHaveValue('qemu+tcp://127.0.0.1:1/system');
  await expect(dialog.getByText('A link in a web page or another program asked for this.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Cancel' }).first().click();
  await expect(treeItem(page, /127\.0\.0\.1/)).toHaveCount(0);
});

test('says what is wrong with a command line, and which options there are', async ({ runAsDesk }) => {
  const said = async (...words: readonly string[]) => {
    const serve = join(LAB_REPO, 'dist/electron/serve.js');
    const child = runAsDesk(['/run/lab/bin/node', serve, ...words]);
    let text = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
    const code = await new Promise((resolve) => child.once('close', resolve));
    return { code, text };
  };
  expect(await said('--show-domain-consol', 'x')).toMatchObject({
    code: 2,
    text: expect.stringContaining('did you mean --show-domain-console?'),
  });
  expect(await said('--help')).toMatchObject({ code: 0, text: expect.stringContaining('--connect URI') });
});

test('says that there is no tray, and takes the settings of another computer after showing them', async ({
  launchElectron,
}) => {
  const app = await launchElectron({ args: ['--connect', DEMO, '--show-systray'] });
  const page = await app.firstWindow();
  await expect(page.getByText('This desktop has no tray')).toBeVisible();
  await page.keyboard.press('Control+,');
  await expect(page.getByText('Nothing on this desktop takes such an icon')).toBeVisible();
  expect(await barriers(page)).toEqual([]);

  const far = { uri: 'qemu+tcp://127.0.0.1:1/system', readOnly: false, name: 'Far' };
  const file = {
    guesthouse: 'settings',
    version: 1,
    settings: { density: 'comfortable' },
    hosts: [{ ...far, colour: 'teal', notes: '', autoconnect: true }],
  };
  const choose = (content: string) =>
    page
      .locator('input[type=file]')
      .setInputFiles({ name: 'mine.json', mimeType: 'application/json', buffer: Buffer.from(content) });
  await choose('{"name":"something else"}');
  await expect(page.getByText('It is not a file of settings that Guesthouse exported.')).toBeVisible();
  await choose(JSON.stringify(file));
  await expect(page.getByRole('row', { name: 'Density Compact Comfortable' })).toBeVisible();
  await page.getByRole('button', { name: 'Take over' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-density', 'comfortable');
  await expect(treeItem(page, 'Far, not connected')).toBeVisible();
});
