// The menu in the tray: what it offers for which host and machine, in both languages, whatever hosts call their machines.
import type { MenuItemConstructorOptions } from 'electron';
import { expect, test } from 'vitest';
import { labelOf, TRAY_WORDS, type TrayChoices, trayTemplate } from '../../../electron/app/tray-menu.ts';
import { trayPicture } from '../../../electron/app/tray-picture.ts';
import { trayBoard } from '../../../electron/services/tray.ts';
import { host, LAB, LAPTOP, machine, machines } from '../../support/sample-world.ts';

type Item = MenuItemConstructorOptions;

function chosen() {
  const log: string[] = [];
  const choices: TrayChoices = {
    showWindow: () => log.push('show'),
    addHost: () => log.push('add'),
    quit: () => log.push('quit'),
    open: (hash) => log.push(`open ${hash}`),
    act: ({ name }, action) => log.push(`${action} ${name}`),
    connect: ({ name }, on) => log.push(`${on ? 'connect' : 'disconnect'} ${name}`),
  };
  return { log, choices };
}

const BOARD = trayBoard({
  hosts: [host({ id: LAB, name: 'lab', position: 1, state: 'lost' }), host({ name: 'laptop', position: 0 })],
  domains: machines,
});

function inside(items: readonly Item[], label: RegExp): Item {
  return items.find((item) => label.test(item.label ?? '')) ?? expect.fail(`no ${label}`);
}

function submenu(item: Item): readonly Item[] {
  return Array.isArray(item.submenu) ? item.submenu : expect.fail('no submenu');
}

/** As Electron calls it, which no choice of ours looks at. */
function click(item: Item): void {
  Reflect.apply(item.click ?? expect.fail('nothing happens'), undefined, []);
}

test('hosts stand in their order with how many of their machines run', () => {
  const labels = trayTemplate(BOARD, 'en', chosen().choices).map(({ label }) => label);
  const active = machines.filter(({ id }) => id !== undefined).length;
  expect(labels).toEqual([
    'Show Guesthouse',
    undefined,
    `laptop — ${active} of ${machines.length} running`,
    'lab — lost',
    undefined,
    'Add host…',
    undefined,
    'Quit',
  ]);
});

test('a machine offers what can be done with it now, and nothing that loses something', () => {
  const { choices, log } = chosen();
  const laptop = submenu(inside(trayTemplate(BOARD, 'en', choices), /laptop/));
  const running = submenu(inside(laptop, /web-01/));
  expect(running.map(({ label }) => label).filter((label) => label !== undefined)).toEqual([
    'Open',
    'Screen',
    'Pause',
    'Shut down',
    'Reboot',
    'Save',
  ]);
  click(inside(running, /Shut down/));
  click(inside(running, /Screen/));
  expect(log).toEqual(['shutdown web-01', `open #/machine/${machines[0]!.key}/screen`]);
  expect(submenu(inside(laptop, /win11/)).some(({ label }) => label === 'Start')).toBe(true);
});

test('a host is closed, and one that is lost is opened', () => {
  const { choices, log } = chosen();
  const items = trayTemplate(BOARD, 'en', choices);
  click(inside(submenu(inside(items, /laptop/)), /^Disconnect$/));
  click(inside(submenu(inside(items, /lab/)), /^Connect$/));
  click(inside(items, /Add host/));
  click(inside(items, /Quit/));
  expect(log).toEqual(['disconnect laptop', 'connect lab', 'add', 'quit']);
});

test('of many machines those that run come first, and the rest is a way to the list', () => {
  const many = Array.from({ length: 500 }, (_, at) =>
    machine(at, `vm-${at}`, at >= 495 ? { state: 'running', id: at } : {}),
  );
  const { choices, log } = chosen();
  const [only] = trayBoard({ hosts: [host()], domains: many });
  expect(only?.machines.slice(0, 6).map(({ name }) => name)).toEqual([
    'vm-495',
    'vm-496',
    'vm-497',
    'vm-498',
    'vm-499',
    'vm-0',
  ]);
  const items = submenu(inside(trayTemplate([only!], 'en', choices), /laptop/));
  click(inside(items, /480 more/));
  expect(log).toEqual([`open #/machines/${LAPTOP}`]);
});

test('a hostile name is one short line and no mnemonic', () => {
  expect(labelOf('a&b\n\u202egpj.exe')).toBe('a&&b  gpj.exe');
  expect(labelOf('x'.repeat(10_000))).toHaveLength(60);
});

test('it says so where there is no host', () =>
  expect(trayTemplate([], 'zh-CN', chosen().choices)).toContainEqual({ label: '没有主机', enabled: false }));

test('it has each word in both languages', () =>
  expect(Object.keys(TRAY_WORDS['zh-CN']).sort()).toEqual(Object.keys(TRAY_WORDS.en).sort()));

test('its picture is a bitmap with something on nothing', () => {
  const { width, height, bytes } = trayPicture();
  expect(bytes).toHaveLength(width * height * 4);
  expect(bytes[3]).toBe(0);
  expect(bytes[4 * (width * (height / 2) + width / 2) + 3]).toBe(255);
});
