// A person whom libvirt does not let in: what opened is shown, what did not says why and what helps.
import { LAB_PASSWORD } from '../lab/host-files.ts';
import { expect, test } from './app-fixtures.ts';
import { treeItem } from './window.ts';

test.use({ hostOptions: { name: 'stranger', deskInLibvirtGroup: false } });

test('a first start shows what opened, and the cures of what was refused', async ({ openApp }) => {
  const page = await openApp({ args: [] });
  await expect(treeItem(page, /, could not be opened$/)).toBeVisible();
  await expect(treeItem(page, /, connected$/)).toBeVisible({ timeout: 45_000 });
  const problem = page.getByRole('region', { name: /^Problem with/ });
  await expect(problem).toHaveCount(1);
  await expect(problem).toContainText('Let your user manage machines');
  await expect(problem.getByText('usermod -aG libvirt')).toBeVisible();
  await problem.getByText('Details').click();
  await expect(problem).toContainText('authentication unavailable');
  await problem.getByRole('button', { name: 'Ask in a terminal' }).click();
  const terminal = page.getByRole('textbox', { name: 'Terminal of the polkit agent' });
  await expect(terminal).toBeVisible();
  await expect(page.locator('.xterm-rows')).toContainText('Password:', { timeout: 45_000 });
  await terminal.focus();
  await page.keyboard.type(`${LAB_PASSWORD}\n`);
  await expect(problem).toHaveCount(0, { timeout: 45_000 });
  await expect(treeItem(page, /, connected$/)).toHaveCount(2);
});
