// The Serial tab: boot messages, a shell, and who holds the console.
import type { Locator, Page } from '@playwright/test';
import { GUEST_READY } from '../lab/guest.ts';
import type { Host } from '../lab/host.ts';
import { removeMachines } from '../lab/machines-at-hand.ts';
import { waitFor } from '../lab/process.ts';
import { expect, test } from './app-fixtures.ts';
import { actions, GUEST_MS, openList, openMachine, savedName } from './window.ts';

test.beforeAll(async ({ host }) => {
  await host.defineGuest({ name: 'web' });
});
test.afterAll(({ host }) => removeMachines(host));

/** The lines of the terminal that are on screen. */
function terminal(page: Page): Locator {
  return page.locator('.xterm-rows');
}

async function type(page: Page, device: string, line: string): Promise<void> {
  await page.getByRole('textbox', { name: `Serial console ${device} of web` }).focus();
  await expect(page.getByText('Opening the console…')).toBeHidden();
  await page.keyboard.type(line, { delay: 20 });
  await page.keyboard.press('Enter');
}

/** Finds text in the whole scrollback, as a person would. */
async function expectFound(page: Page, text: string): Promise<void> {
  await page.getByRole('button', { name: 'Find', exact: true }).click();
  const box = page.getByRole('search', { name: 'Find' });
  await box.getByRole('textbox', { name: 'Find in the console' }).fill(text);
  await expect(terminal(page)).toContainText(text);
  await expect(box.getByText('Not found')).toBeHidden();
  await box.getByRole('button', { name: 'Close the search' }).click();
}

test('shows the boot from its first message, and a shell', async ({ openApp }) => {
  test.setTimeout(GUEST_MS * 3);
  const page = await openApp();
  await openMachine(page, 'web', 'Serial');
  await expect(page.getByText('web is off. The console opens by itself when it starts.')).toBeVisible();
  await actions(page).getByRole('button', { name: 'Start', exact: true }).click();
  await expect(terminal(page)).toContainText(GUEST_READY, { timeout: GUEST_MS });
  await expectFound(page, 'Linux version');

  await type(page, 'serial0', 'echo sum $((6*7))');
  await expect(terminal(page)).toContainText('sum 42', { timeout: GUEST_MS });

  // The scrollback is the engine's: it outlives the tab, and the page.
  await page.getByTitle(/^Close web/).click();
  await openMachine(page, 'web', 'Serial');
  await expect(terminal(page)).toContainText('sum 42');
  await expectFound(page, 'Linux version');
  await page.reload();
  await openMachine(page, 'web', 'Serial');
  await expect(terminal(page)).toContainText('sum 42');
  await expectFound(page, 'Linux version');
});

test('searches, clears, asks before several lines are pasted', async ({ host, openApp }, { project }) => {
  await running(host);
  const page = await openApp();
  await openMachine(page, 'web', 'Serial');
  await type(page, 'serial0', 'echo needle$((1+1))');
  await expect(terminal(page)).toContainText('needle2', { timeout: GUEST_MS });
  await page.getByRole('button', { name: 'Find', exact: true }).click();
  const box = page.getByRole('search', { name: 'Find' });
  await box.getByRole('textbox', { name: 'Find in the console' }).fill('no such text');
  await expect(box.getByText('Not found')).toBeVisible();
  await box.getByRole('button', { name: 'Close the search' }).click();

  await paste(page, 'echo first$((1+0))\necho second$((1+1))\n');
  const question = page.getByRole('dialog', { name: /^Paste \d lines\?/ });
  await expect(question).toContainText('echo second');
  await question.getByRole('button', { name: 'Do not paste' }).click();
  await expect(question).toBeHidden();
  await paste(page, 'echo first$((1+0))\necho second$((1+1))\n');
  await question.getByRole('button', { name: 'Paste', exact: true }).click();
  await expect(terminal(page)).toContainText('second2', { timeout: GUEST_MS });

  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(terminal(page)).not.toContainText('needle2');
  const save = page.getByRole('button', { name: 'Save to a file' });
  if (project.name === 'chromium') expect(await savedName(page, save)).toBe('web-serial0.txt');
});

test('opens the virtio console too', async ({ host, openApp }) => {
  await running(host);
  const page = await openApp();
  await openMachine(page, 'web', 'Serial');
  await page.getByRole('combobox', { name: 'Serial device' }).selectOption({ index: 1 });
  await type(page, 'console1', 'tty; echo sum $((6*7))');
  await expect(terminal(page)).toContainText('/dev/hvc0', { timeout: GUEST_MS });
  await expect(terminal(page)).toContainText('sum 42');
});

test('takes a console over from another program, after a question', async ({ host, openApp, runAsDesk }) => {
  await running(host);
  const other = runAsDesk([
    'script',
    '-qc',
    'virsh -c qemu:///system console web --devname serial0',
    '/dev/null',
  ]);
  let said = '';
  other.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  other.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await waitFor('virsh to have the console', () => said.includes('Connected to domain'));

  const page = await openApp();
  await openMachine(page, 'web', 'Serial');
  await expect(page.getByText('Another program has this console open.')).toBeVisible();
  await page.getByRole('button', { name: 'Take it over…' }).click();
  const question = page.getByRole('dialog', { name: 'Take over the console of web?' });
  await question.getByRole('button', { name: 'Take over' }).click();
  await expect(page.getByText('Another program has this console open.')).toBeHidden();
  await type(page, 'serial0', 'echo mine $((6*7))');
  await expect(terminal(page)).toContainText('mine 42', { timeout: GUEST_MS });

  await page.getByRole('button', { name: 'Release: let others open it' }).click();
  await expect(page.getByText('Released: others can open this console now.')).toBeVisible();
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(page.getByText('Released')).toBeHidden();
  await openList(page);
});

/** Several tests stand on one boot. */
async function running(host: Host): Promise<void> {
  await host.virsh('start', 'web').catch(() => undefined);
  await host.waitForSerial('web', GUEST_READY);
}

/** What Ctrl+V of the browser brings. */
async function paste(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Serial console serial0 of web' }).evaluate((element, clip) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', clip);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}
