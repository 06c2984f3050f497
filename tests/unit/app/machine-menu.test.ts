// The Machine menu of the desktop app. Electron itself is the only thing that is played here.
import { beforeEach, expect, test, vi } from 'vitest';

interface Played {
  readonly id: string;
  enabled: boolean;
  click(): void;
}

const { state, app, focus } = vi.hoisted(() => {
  const state: { front: { webContents: { send: () => void } } | undefined; items: Played[] } = {
    front: undefined,
    items: [],
  };
  let focused: (event: object, window: object) => void = () => {};
  return {
    state,
    app: {
      on(_name: string, listener: typeof focused) {
        focused = listener;
      },
    },
    focus(window: NonNullable<typeof state.front>) {
      state.front = window;
      focused({}, window);
    },
  };
});
vi.mock('electron', () => ({
  app,
  BrowserWindow: { getFocusedWindow: () => state.front ?? null },
  Menu: {
    getApplicationMenu: () => ({
      getMenuItemById: (id: string) => state.items.find((item) => item.id === id) ?? null,
    }),
  },
}));
const { MachineMenu } = await import('../../../electron/app/machine-menu.ts');
const { MENU_WORDS } = await import('../../../electron/app/menu-words.ts');

const makeWindow = () => ({ webContents: { send: vi.fn() } });
const enabled = () => state.items.filter((item) => item.enabled).map(({ id }) => id);

let menu: InstanceType<typeof MachineMenu>;
beforeEach(() => {
  state.front = undefined;
  menu = new MachineMenu();
  state.items = menu.items(MENU_WORDS.en) as never;
});

test('offers what the page of the window in front offers', () => {
  const [one, other] = [makeWindow(), makeWindow()];
  menu.offer(one.webContents as never, ['start']);
  expect(enabled()).toEqual([]);
  focus(one);
  expect(enabled()).toEqual(['machine-start']);
  menu.offer(other.webContents as never, ['pause', 'shutdown']);
  expect(enabled()).toEqual(['machine-start']);
  focus(other);
  expect(enabled()).toEqual(['machine-pause', 'machine-shutdown']);
  menu.offer(other.webContents as never, []);
  expect(enabled()).toEqual([]);
});

test('is drawn in another language as it was', () => {
  const window = makeWindow();
  focus(window);
  menu.offer(window.webContents as never, ['resume']);
  state.items = menu.items(MENU_WORDS['zh-CN']) as never;
  expect(enabled()).toEqual(['machine-resume']);
});

test('sends what is chosen to the page in front', () => {
  const window = makeWindow();
  focus(window);
  state.items.find(({ id }) => id === 'machine-force-off')?.click();
  expect(window.webContents.send).toHaveBeenCalledExactlyOnceWith('machine-action', 'force-off');
});
