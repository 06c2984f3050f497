// The command palette: a day's small jobs without a mouse.
import { expect, test } from './app-fixtures.ts';
import { machineRow } from './window.ts';

test('machines are found, acted on and left by keys alone', async ({ openApp }) => {
  const page = await openApp({ args: ['demo:///default'] });
  await expect(machineRow(page, 'web-01')).toContainText('Running');
  const field = page.getByRole('combobox', { name: 'Command palette' });

  await page.keyboard.press('Control+K');
  await field.pressSequentially('pause web-01');
  await expect(page.getByRole('listbox', { name: 'What fits' }).getByRole('option').first()).toContainText(
    'Pause',
  );
  await page.keyboard.press('Enter');
  await expect(machineRow(page, 'web-01')).toContainText('Paused');

  await page.keyboard.press('Control+K');
  await expect(page.getByRole('listbox', { name: 'What fits' }).getByRole('option').first()).toContainText(
    'Pause',
  );
  await field.pressSequentially('screen db-primary');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('tab', { name: 'Screen', exact: true, selected: true })).toBeVisible();
  const canvas = page.locator('canvas').first();
  await expect(canvas).toBeFocused();

  await page.getByRole('heading', { name: 'db-primary', level: 1 }).click();
  await page.keyboard.press('Control+K');
  await field.pressSequentially('tag prod');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('tab', { name: /tag=prod/ })).toBeVisible();
  await page.goBack();

  // In a screen all keys are the guest's.
  await expect(canvas).toBeVisible();
  await canvas.focus();
  await page.keyboard.press('Control+K');
  await expect(field).toHaveCount(0);

  await page.getByRole('heading', { name: 'db-primary', level: 1 }).click();
  await page.keyboard.press('F1');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText('Command palette');
});
