// A day's work in the browser's window, in Chinese and by keyboard alone: no line here touches the mouse.
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { GUEST_READY } from '../../lab/guest.ts';
import { expect, test } from '../app-fixtures.ts';
import {
  type DayHosts,
  expectLabels,
  expectStates,
  LISTENER,
  NIGHTLY,
  PASSWORD,
  startDay,
} from '../day-hosts.ts';
import { GUEST_MS, treeItem } from '../window.ts';

let day: DayHosts;

test.beforeAll(async ({ host }) => {
  test.setTimeout(GUEST_MS * 2);
  day = await startDay(host);
});
test.afterAll(() => day.dispose());

/** Far more than any page has to tab through. */
const MOST_STEPS = 80;

async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** Presses a key until the focus is there. */
async function walkTo(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  await target.waitFor({ state: 'attached' });
  for (let step = 0; step < MOST_STEPS; step += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} does not lead to ${String(target)}`);
}

/** Takes an option of an open list, which marks the one that Enter takes a moment after it has opened. */
async function pick(page: Page, option: Locator, key: string): Promise<void> {
  await option.waitFor();
  for (let step = 0; step < MOST_STEPS; step += 1) {
    if ((await option.getAttribute('data-combobox-selected')) !== null) break;
    await page.keyboard.press(key);
    await page.waitForTimeout(50);
  }
  await page.keyboard.press('Enter');
}

async function use(page: Page, button: Locator, key = 'Enter', by = 'Tab'): Promise<void> {
  await walkTo(page, button, by);
  await page.keyboard.press(key);
}

const dialog = (page: Page, name: string | RegExp) => page.getByRole('dialog', { name });
const rows = (page: Page) => page.getByRole('rowheader');
const group = (page: Page, name: RegExp) =>
  page.getByRole('tree', { name: '分组' }).getByRole('treeitem', { name });

async function choose(page: Page, label: string, word: string): Promise<void> {
  const radios = page.getByRole('radiogroup', { name: label });
  await walkTo(page, radios.getByRole('radio', { checked: true }));
  await walkTo(page, radios.getByRole('radio', { name: word }), 'ArrowRight');
}

async function speakChinese(page: Page): Promise<void> {
  await expect(treeItem(page, 'desktop, connected')).toBeVisible();
  await press(page, 'Control+,');
  await walkTo(
    page,
    page.getByRole('radiogroup', { name: 'Language' }).getByRole('radio', { checked: true }),
  );
  // Past English; the page speaks the one that has the focus.
  await press(page, 'ArrowRight', 'ArrowRight');
  await expect(page.getByRole('heading', { name: '设置', level: 1 })).toBeVisible();
}

async function giveSecret(page: Page): Promise<void> {
  await expect(dialog(page, /^登录/).locator('input')).toBeFocused();
  await page.keyboard.type(PASSWORD);
  await press(page, 'Enter');
}

async function connectHosts(page: Page): Promise<void> {
  await press(page, 'Control+o');
  await walkTo(page, dialog(page, '添加主机').getByRole('radio', { name: '演示' }), 'ArrowDown');
  await use(page, dialog(page, '添加主机').getByRole('button', { name: '添加', exact: true }));
  const shown = treeItem(page, 'demo-host, 演示, 已连接');
  // Its page opens by itself.
  await expect(page.getByRole('heading', { name: 'demo-host', level: 1 })).toBeVisible();
  await walkTo(page, page.getByRole('tree', { name: '主机及其内容' }).locator('[tabindex="0"]'), 'F6');
  await walkTo(page, shown, 'ArrowDown');
  await press(page, 'ArrowLeft');
  await expect(shown).toHaveAttribute('aria-expanded', 'false');

  await press(page, 'Control+o');
  await walkTo(page, dialog(page, '添加主机').getByRole('radio', { name: 'SSH' }), 'ArrowDown');
  await walkTo(page, dialog(page, '添加主机').getByRole('textbox', { name: '用户' }));
  await page.keyboard.type('root');
  await walkTo(page, dialog(page, '添加主机').getByRole('textbox', { name: '主机', exact: true }));
  await page.keyboard.type(day.remote.address);
  await use(page, dialog(page, '添加主机').getByRole('button', { name: '添加', exact: true }));
  await use(page, page.getByRole('button', { name: '信任并连接' }));
  await giveSecret(page);
  await expect(treeItem(page, 'kvm-01, 已连接')).toBeVisible();
}

async function search(page: Page, text: string): Promise<void> {
  await press(page, 'Control+Shift+F', 'Control+a');
  await page.keyboard.type(text);
  await expect(page.getByRole('option').first()).toBeVisible();
  await press(page, 'ArrowDown', 'Enter');
}

async function tagAll(page: Page, tag: string): Promise<void> {
  await press(page, 'Control+a', 'Control+Shift+G');
  await expect(dialog(page, '标签：4 台虚拟机')).toBeVisible();
  await page.keyboard.type(tag);
  await press(page, 'Enter', 'Enter');
  await expect(dialog(page, /^标签/)).toBeHidden();
}

async function findAndTag(page: Page): Promise<void> {
  await search(page, 'name=ledger OR name=vault OR host:kvm');
  await expect(rows(page)).toHaveText(['far-a', 'far-b', 'ledger', 'vault']);
  // The list has the keyboard.
  await press(page, 'Enter');
  await tagAll(page, 'nightly');
  await expectLabels(day, ['nightly'], ['--config']);

  await search(page, 'state:off tag:nig');
  await expect(rows(page)).toHaveText(['far-a', 'far-b', 'ledger', 'vault']);
  await use(page, page.getByRole('button', { name: '保存此搜索…' }));
  await expect(page.getByRole('textbox', { name: '名称' })).toBeFocused();
  await page.keyboard.type('夜间');
  await press(page, 'Enter');
  await expect(page.getByRole('link', { name: '夜间 4' })).toBeVisible();
}

async function toList(page: Page): Promise<void> {
  await walkTo(page, page.getByRole('grid', { name: '虚拟机' }).locator('[role=row][tabindex="0"]'), 'F6');
}

async function putIntoGroup(page: Page): Promise<void> {
  await toList(page);
  await press(page, 'Control+a', 'Control+Shift+M');
  await expect(dialog(page, '移到分组：4 台虚拟机')).toBeVisible();
  await page.keyboard.type('Lab/Night');
  await press(page, 'Enter');
  await expectLabels(day, ['Lab/Night', 'nightly'], ['--config']);
  await walkTo(page, page.getByRole('tree', { name: '分组' }).locator('[tabindex="0"]'), 'F6');
  await page.keyboard.type('lab');
  await press(page, 'ArrowRight', 'ArrowRight');
  await expect(group(page, /^(Lab\/)?Night，4/)).toBeFocused();
  await press(page, 'Enter');
  await expect(page.getByRole('heading', { name: 'Lab/Night', level: 1 })).toBeVisible();
}

async function arrange(page: Page): Promise<void> {
  await use(page, page.getByRole('button', { name: '列', exact: true }));
  await walkTo(page, page.getByRole('menuitemcheckbox', { name: 'UUID', exact: true }), 'ArrowUp');
  await press(page, 'Enter', 'Escape');
  await expect(page.getByRole('columnheader', { name: 'UUID' })).toBeAttached();
  const byName = page.getByRole('columnheader', { name: '名称', exact: true }).getByRole('button');
  await use(page, byName);
  await expect(rows(page)).toHaveText(['vault', 'ledger', 'far-b', 'far-a']);
}

async function startAll(page: Page): Promise<void> {
  await toList(page);
  await press(page, 'Control+a', 'Control+Shift+S');
  const question = dialog(page, '启动 4 台虚拟机？');
  for (const name of NIGHTLY)
    await expect(question.getByRole('row', { name: new RegExp(`^${name}`) })).toBeVisible();
  await use(page, question.getByRole('checkbox', { name: '不再询问' }), 'Space');
  await use(page, question.getByRole('button', { name: '启动', exact: true }));
  await expectStates(day, 'running');
  await expect(page.getByRole('link', { name: '夜间 0' })).toBeVisible();
  await tagAll(page, 'awake');
  await expectLabels(day, ['awake', 'nightly', 'Lab/Night'], ['--live', '--config']);
}

async function seeTiles(page: Page): Promise<void> {
  await use(page, page.getByRole('button', { name: '缩略图' }));
  const tile = page.getByRole('gridcell').filter({ hasText: LISTENER });
  await expect(tile.locator('img')).toBeVisible({ timeout: 30_000 });
  await use(page, page.getByRole('button', { name: '列表', exact: true }));
}

async function shutAllDown(page: Page): Promise<void> {
  await toList(page);
  await press(page, 'Control+a', 'Control+Shift+D');
  const question = dialog(page, '让 4 台虚拟机关机？');
  const time = question.getByRole('combobox', { name: '留给客户机的时间' });
  await walkTo(page, time);
  await page.keyboard.press('Enter');
  await pick(page, page.getByRole('option', { name: '10 秒' }), 'ArrowUp');
  await expect(time).toHaveValue('10 秒');
  await use(page, question.getByRole('button', { name: '关机' }));
  const offer = page.getByRole('button', { name: '强制关闭 3 台无反应的虚拟机…' });
  await offer.waitFor({ timeout: 40_000 });
  await use(page, offer);
  const force = dialog(page, '强制关闭 3 台虚拟机？');
  await expect(force).not.toContainText(LISTENER);
  await use(page, force.getByRole('button', { name: '强制关闭' }));
  await expectStates(day, 'shut off');
}

async function lookAtTasks(page: Page): Promise<void> {
  await press(page, 'Control+2');
  await expect(page.getByRole('searchbox', { name: '搜索任务' })).toBeVisible();
  await press(page, 'Control+f');
  await page.keyboard.type('关机');
  await expect(rows(page)).toHaveText(['关机：4 台虚拟机']);
  await walkTo(page, page.getByRole('grid', { name: '任务' }).locator('[role=row][tabindex="0"]'));
  await press(page, 'Enter');
  const items = page.getByRole('grid', { name: '虚拟机' });
  await expect(items.getByRole('row', { name: /^ledger/ })).toContainText('完成');
  await expect(items.getByRole('row', { name: /^vault/ })).toContainText('无反应');
  await use(page, page.getByRole('button', { name: /^显示命令/ }));
  await expect(page.getByText(/virsh -c qemu:\/\/\/system shutdown ledger/)).toBeVisible();
  await press(page, 'Escape');
}

async function palette(page: Page, text: string, key = 'Enter'): Promise<void> {
  await press(page, 'Control+k');
  await expect(page.getByRole('combobox', { name: '命令面板' })).toBeFocused();
  await page.keyboard.type(text);
  await press(page, key);
}

async function useConsoles(page: Page): Promise<void> {
  await palette(page, LISTENER);
  await expect(page.getByRole('heading', { name: LISTENER, level: 1 })).toBeVisible();
  await press(page, 'Control+Shift+S');
  await day.of(LISTENER).waitForState(LISTENER, 'running');
  await palette(page, `屏幕 ${LISTENER}`);
  const screen = page.locator('canvas').first();
  await expect(screen).toBeVisible({ timeout: GUEST_MS });
  // In a screen all keys are the guest's, but those that take the keyboard back.
  await walkTo(page, screen);
  await page.keyboard.down('Control');
  await page.keyboard.press('Alt');
  await page.keyboard.up('Control');
  const opened = page.context().waitForEvent('page');
  await palette(page, LISTENER, 'Control+Enter');
  const second = await opened;
  await expect(second.getByRole('heading', { name: LISTENER, level: 1 })).toBeVisible();
  await palette(second, `串口控制台 ${LISTENER}`);
  await expect(second.locator('.xterm-rows')).toContainText(GUEST_READY, { timeout: GUEST_MS });
  await second.keyboard.type('echo typed-$((40+2))\n');
  await expect(second.locator('.xterm-rows')).toContainText('typed-42', { timeout: GUEST_MS });
  await second.close();
}

async function saved(page: Page, button: Locator): Promise<string> {
  const download = page.waitForEvent('download');
  await use(page, button);
  return await readFile(await (await download).path(), 'utf8');
}

async function watchPerformance(page: Page): Promise<void> {
  await press(page, 'Control+3');
  const sent = page.getByRole('columnheader', { name: '发送' });
  // One head is a stop of the Tab key; the others are reached with arrows.
  await walkTo(page, page.getByRole('columnheader').locator('button[tabindex="0"]'));
  await use(page, sent.getByRole('button'), 'Enter', 'ArrowRight');
  await expect(sent).toHaveAttribute('aria-sort', 'descending');
  await walkTo(page, page.getByRole('combobox', { name: '图表的时间范围' }), 'Shift+Tab');
  await press(page, 'ArrowDown');
  await use(page, page.getByRole('button', { name: '暂停' }));
  await expect(page.getByRole('button', { name: '继续' })).toBeFocused();
  expect(await saved(page, page.getByRole('button', { name: '另存为 CSV' }))).toContain('"ledger"');
}

async function prefer(page: Page): Promise<void> {
  await press(page, 'Control+,');
  await choose(page, '主题', '深色');
  await choose(page, '密度', '宽松');
  await use(page, page.getByRole('button', { name: /^重新询问/ }));
  const text = await saved(page, page.getByRole('button', { name: '导出…' }));
  expect(text).toContain('夜间');
  expect(text).not.toContain(PASSWORD);
}

test('一整天只用键盘', async ({ openApp }) => {
  test.setTimeout(GUEST_MS * 4);
  const page = await openApp();
  await test.step('speaks Chinese', () => speakChinese(page));
  await test.step('connects hosts', () => connectHosts(page));
  await test.step('finds machines on all hosts, tags them and keeps the search', () => findAndTag(page));
  await test.step('puts them into a nested group', () => putIntoGroup(page));
  await test.step('arranges the list', () => arrange(page));
  await test.step('starts them all', () => startAll(page));
  await test.step('sees their screens', () => seeTiles(page));
  await day.of(LISTENER).waitForSerial(LISTENER, GUEST_READY);
  await test.step('shuts them down, and forces those that do not listen', () => shutAllDown(page));
  await test.step('reads in the log what became of it', () => lookAtTasks(page));
  await test.step('uses its screen, and its console in another window', () => useConsoles(page));
  await test.step('watches who is busy', () => watchPerformance(page));
  await test.step('changes preferences', () => prefer(page));

  await test.step('loses a host and has it back', async () => {
    await day.remote.stopDaemon('libvirtd', 'SIGKILL');
    await expect(treeItem(page, 'kvm-01, 连接已断开')).toBeVisible();
    await day.remote.startDaemon('libvirtd');
    await giveSecret(page);
    await expect(treeItem(page, 'kvm-01, 已连接')).toBeVisible({ timeout: 30_000 });
  });

  await test.step('finds all of it again after a night', async () => {
    const again = await openApp();
    await expect(again.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
    await expect(again.getByRole('columnheader', { name: 'UUID' })).toBeAttached();
    await expect(again.getByRole('link', { name: /^夜间/ })).toBeVisible();
  });
});
