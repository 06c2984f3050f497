// Where things are in the window, by what a person reads there.
import type { Locator, Page } from '@playwright/test';

export type MachineTab = 'Overview' | 'Screen' | 'Serial' | 'XML';

/** For what a guest without KVM does. */
export const GUEST_MS = 60_000;

export function machinesGrid(page: Page): Locator {
  return page.getByRole('grid', { name: 'Virtual machines' });
}

export function machineRow(page: Page, name: string): Locator {
  const rowHeader = page.getByRole('rowheader', { name, exact: true });
  return machinesGrid(page).getByRole('row').filter({ has: rowHeader });
}

export function actions(page: Page): Locator {
  return page.getByRole('toolbar', { name: 'Actions' });
}

/** An item of the sidebar; branches are followed by how many are inside. */
export function treeItem(page: Page, name: string | RegExp): Locator {
  return page.getByRole('tree').getByRole('treeitem', { name, exact: true });
}

/** Opens a machine through the sidebar. */
export async function openMachine(page: Page, name: string, tab: MachineTab = 'Overview'): Promise<void> {
  await treeItem(page, name).click();
  await page.getByRole('heading', { name, exact: true, level: 1 }).waitFor();
  await page.getByRole('tab', { name: tab, exact: true }).click();
}

/** Goes to the list of machines, which is always the first tab. */
export async function openList(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Virtual machines', exact: true }).click();
}

/** An item of the menu that is open; its name may go on with dots and a shortcut. */
export function menuItem(page: Page, name: string): Locator {
  return page
    .getByRole('menu')
    .getByRole('menuitem', { name: new RegExp(`^${name}…?( (Ctrl|Shift|Alt).*)?$`) });
}

/** The name under which a click saves a file. In Electron the system's own dialog asks, which no test can answer. */
export async function savedName(page: Page, button: Locator): Promise<string> {
  const download = page.waitForEvent('download');
  await button.click();
  return (await download).suggestedFilename();
}
