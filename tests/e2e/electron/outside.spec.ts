// What comes from outside of the app: words of virt-manager's command line, a second start, links.
import { join } from 'node:path';
import { expect, test } from '../app-fixtures.ts';
import { treeItem } from '../window.ts';

const DEMO = 'demo:///default';

test('opens what the command line names, and what a second start and a link ask for', async ({
  launchElectron,
}) => {
  const app = await launchElectron({ args: ['--connect', DEMO, '--show-domain-console', 'mail'] });
  const page = await app.firstWindow();
  await expect(page.getByRole('heading', { name: 'mail', level: 1 })).toBeVisible();
  await expect(page.getByRole('tab', { name: 'Screen', exact: true })).toHaveAttribute(
    'aria-selected',
    'true',
  );

  // As Electron tells it when the app is started again.
  const again = (data: object) =>
    app.evaluate(({ app }, told) => void app.emit('second-instance', {}, [], '/', told), data);
  const nothing = { uris: [], links: [], systray: false };
  await again({ ...nothing, show: { what: 'editor', machine: 'nobody', uri: DEMO } });
  await expect(page.getByText('There is no machine “nobody” on')).toBeVisible();

  await again({
    ...nothing,
    links: ['guesthouse://connect?uri=qemu%2Bssh://x/system?keyfile=-oProxyCommand=y'],
  });
  await expect(page.getByText('A link was refused')).toBeVisible();
  await expect(page.getByRole('dialog')).toBeHidden();

  await again({ ...nothing, links: ['guesthouse://connect?uri=qemu%2Btcp://127.0.0.1:1/system'] });
  const dialog = page.getByRole('dialog', { name: 'Add host' });
  await expect(dialog.getByRole('textbox', { name: 'URI' })).toHaveValue('qemu+tcp://127.0.0.1:1/system');
  await expect(dialog.getByText('A link in a web page or another program asked for this.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Cancel' }).first().click();
  await expect(treeItem(page, /127\.0\.0\.1/)).toHaveCount(0);
});

test('says what is wrong with a command line, and its version', async ({ runAsDesk }) => {
  const serve = join('/run/lab/repo', 'dist/electron/serve.js');
  const said = async (...words: readonly string[]) => {
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
