// What pages offer in the desktop app's menu. Electron itself is the only thing that is played here.
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { NativeMenu } from '../../../shared/desktop.ts';

interface Played {
  readonly id?: string;
  readonly label?: string;
  readonly submenu?: readonly Played[];
  readonly accelerator?: string;
  enabled?: boolean;
  checked?: boolean;
  click?(): void;
}

const { state, app } = vi.hoisted(() => {
  const state: {
    front: object | undefined;
    menu: Played[];
    focused: (event: object, window: object) => void;
  } = {
    front: undefined,
    menu: [],
    focused: () => {},
  };
  return {
    state,
    app: {
      isPackaged: true,
      on(_name: string, listener: typeof state.focused) {
        state.focused = listener;
      },
    },
  };
});
function find(items: readonly Played[], id: string): Played | null {
  for (const item of items) {
    const found = item.id === id ? item : find(item.submenu ?? [], id);
    if (found !== null) return found;
  }
  return null;
}
vi.mock('electron', () => ({
  app,
  shell: {},
  BrowserWindow: { getFocusedWindow: () => state.front ?? null },
  Menu: {
    getApplicationMenu: () => ({ getMenuItemById: (id: string) => find(state.menu, id) }),
    setApplicationMenu: (menu: Played[]) => {
      state.menu = menu;
    },
    buildFromTemplate: (items: Played[]) => items,
  },
}));
const { setMenu } = await import('../../../electron/app/menu.ts');
const { PageMenus } = await import('../../../electron/app/page-menus.ts');
const { pageMenus } = await import('../../../electron/app/page-checks.ts');

const makeWindow = () => ({ webContents: { send: vi.fn() } });
const start = (enabled: boolean): NativeMenu => ({
  id: 'machine',
  label: 'Machine',
  sections: [{ items: [{ id: 'machine.start', label: 'Start & go', enabled, shortcut: 'Ctrl+Shift+S' }] }],
});
const go: NativeMenu = {
  id: 'go',
  label: 'Go',
  sections: [
    { items: [{ id: 'window.back', label: 'Back', enabled: true, shortcut: 'Alt+ArrowLeft' }] },
    { heading: 'lab', items: [{ id: 'go.host.c1', label: 'Host', enabled: true }] },
  ],
};

function bring(window: object): void {
  state.front = window;
  state.focused({}, window);
}

let menus: InstanceType<typeof PageMenus>;
let drawn: number;
beforeEach(() => {
  state.front = undefined;
  drawn = 0;
  menus = new PageMenus(() => {
    drawn += 1;
    setMenu(menus, 'en');
  });
  setMenu(menus, 'en');
});

const names = () => state.menu.map(({ label }) => label);

test('there is a menu before any page has told what it offers', () =>
  expect(names()).toEqual(['File', 'Edit', 'View', 'Help']));

test('the menu is that of the window in front', () => {
  const [one, other] = [makeWindow(), makeWindow()];
  bring(one);
  menus.offer(one.webContents as never, [start(true), go]);
  expect(names()).toEqual(['File', 'Edit', 'Machine', 'View', 'Go', 'Help']);
  menus.offer(other.webContents as never, [start(false)]);
  expect(find(state.menu, 'machine.start')).toMatchObject({ enabled: true });
  bring(other);
  expect(names()).toEqual(['File', 'Edit', 'Machine', 'View', 'Help']);
  expect(find(state.menu, 'machine.start')).toMatchObject({ enabled: false });
});

test('what is chosen goes to the page, with its shortcut only shown and its name as it is', () => {
  const window = makeWindow();
  bring(window);
  menus.offer(window.webContents as never, [start(true), go]);
  const item = find(state.menu, 'machine.start');
  expect(item).toMatchObject({
    label: 'Start && go',
    accelerator: 'CmdOrCtrl+Shift+S',
    registerAccelerator: false,
  });
  item?.click?.();
  expect(window.webContents.send).toHaveBeenCalledExactlyOnceWith('menu-item', 'machine.start');
  expect(find(state.menu, 'window.back')?.accelerator).toBe('Alt+Left');
});

test('the pages of a host stand in a menu of their own', () => {
  const window = makeWindow();
  bring(window);
  menus.offer(window.webContents as never, [go]);
  const lab = state.menu.find(({ label }) => label === 'Go')?.submenu?.find(({ label }) => label === 'lab');
  expect(lab?.submenu?.map(({ id }) => id)).toEqual(['go.host.c1']);
});

test('is not drawn anew when only what can be chosen changes: it may be open', () => {
  const window = makeWindow();
  bring(window);
  menus.offer(window.webContents as never, [start(true)]);
  const before = drawn;
  menus.offer(window.webContents as never, [start(false)]);
  expect(drawn).toBe(before);
  expect(find(state.menu, 'machine.start')).toMatchObject({ enabled: false });
});

describe('a page that means ill', () => {
  const item = { id: 'a', label: 'A', enabled: true };
  const menu = (more: object) => [
    { id: 'file', label: 'File', sections: [{ items: [{ ...item, ...more }] }] },
  ];
  test('may offer what ours offer', () => expect(pageMenus.safeParse([start(true), go]).success).toBe(true));
  test.each([
    ['a role', menu({ shortcut: 'Super+L' })],
    ['an id that is a path', menu({ id: '../../x' })],
    ['a name without end', menu({ label: 'x'.repeat(201) })],
    ['a thousand items', [{ id: 'file', label: 'File', sections: [{ items: Array(1000).fill(item) }] }]],
    ['a menu of its own', [{ id: 'evil', label: 'Evil', sections: [] }]],
    ['no list', { id: 'file' }],
  ])('may not put %s into the menu', (_what, value) =>
    expect(pageMenus.safeParse(value).success).toBe(false),
  );
});
