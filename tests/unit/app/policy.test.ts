// What main answers when a page asks for more than it may have. Electron itself is the only thing that is played here.
import { EventEmitter } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { deferred } from '../ipc/served.ts';

type Handler = (...args: unknown[]) => unknown;

const { handlers, app, pages, ipcMain } = vi.hoisted(() => {
  const handlers = new Map<string, Handler>();
  const keep = (name: string) => (handler: Handler) => void handlers.set(name, handler);
  const listening = () => ({ on: (name: string, handler: Handler) => void handlers.set(name, handler) });
  return {
    handlers,
    app: listening(),
    ipcMain: { ...listening(), handle: vi.fn() },
    pages: {
      setPermissionRequestHandler: keep('request'),
      setPermissionCheckHandler: keep('check'),
      setDevicePermissionHandler: keep('device'),
      webRequest: {
        onBeforeRequest: (filter: { urls: string[] }, handler: Handler) => {
          handlers.set('network', handler);
          handlers.set('filter', () => filter.urls);
        },
      },
      on: (name: string, handler: Handler) => void handlers.set(name, handler),
    },
  };
});
vi.mock('electron', () => ({ app, ipcMain, session: { defaultSession: pages }, protocol: {}, shell: {} }));
const { restrictPages } = await import('../../../electron/app/policy.ts');
const { pageHeaders } = await import('../../../electron/ipc/page-files.ts');
const { answerPages } = await import('../../../electron/app/page-requests.ts');
const checks = await import('../../../electron/app/page-checks.ts');

const OURS = 'guesthouse-app://page/';

function call(name: string, ...args: unknown[]): unknown {
  const handler = handlers.get(name);
  if (handler === undefined) throw new Error(`nobody handles ${name}`);
  return handler(...args);
}

beforeEach(() => restrictPages());

describe('a permission', () => {
  function granted(permission: string, from = OURS, page = OURS, isMainFrame = true): boolean {
    const grant = vi.fn();
    call('request', { getURL: () => page }, permission, grant, { isMainFrame, requestingUrl: from });
    return grant.mock.calls[0]?.[0];
  }

  test.each(['clipboard-read', 'clipboard-sanitized-write', 'fullscreen', 'keyboardLock'])(
    '%s is granted to our page, and to nobody else',
    (permission) => {
      expect(granted(permission)).toBe(true);
      expect(granted(permission, 'https://evil.example/')).toBe(false);
      expect(granted(permission, OURS, 'https://evil.example/')).toBe(false);
      expect(granted(permission, OURS, OURS, false)).toBe(false);
      expect(granted(permission, 'guesthouse-app://page.evil.example/')).toBe(false);
      expect(call('check', null, permission, 'guesthouse-app://page')).toBe(true);
      expect(call('check', null, permission, 'https://evil.example')).toBe(false);
    },
  );

  test.each([
    'media',
    'geolocation',
    'notifications',
    'usb',
    'hid',
    'serial',
    'openExternal',
    'pointerLock',
    'unknown',
  ])('%s is refused to our page too', (permission) => {
    expect(granted(permission)).toBe(false);
    expect(call('check', null, permission, 'guesthouse-app://page')).toBe(false);
  });

  test('for a device is refused', () => expect(call('device', {})).toBe(false));
});

test('the network is closed for every scheme that reaches it', () => {
  const answer = vi.fn();
  call('network', { url: 'https://example.org/' }, answer);
  expect(answer).toHaveBeenCalledWith({ cancel: true });
  expect(call('filter')).toEqual(
    expect.arrayContaining(['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'file:///*']),
  );
});

test('our page may reach nothing, and is parted from no page before it', () => {
  const headers = pageHeaders({ inBrowser: false });
  expect(headers['Content-Security-Policy']).toContain("connect-src 'none'");
  // Each start would make a process for the empty page that every window begins with.
  expect(headers).not.toHaveProperty('Cross-Origin-Opener-Policy');
});

test('only blobs of our page are downloaded', () => {
  const outcome = (url: string) => {
    const event = { preventDefault: vi.fn() };
    call('will-download', event, { getURL: () => url });
    return event.preventDefault.mock.calls.length === 0;
  };
  expect(outcome('blob:guesthouse-app://page/0f1e')).toBe(true);
  expect(outcome('https://example.org/x.exe')).toBe(false);
  expect(outcome('blob:https://example.org/0f1e')).toBe(false);
});

describe('a page', () => {
  function contents() {
    const made = Object.assign(new EventEmitter(), { setWindowOpenHandler: vi.fn() });
    call('web-contents-created', {}, made);
    return made;
  }

  test('goes nowhere but to itself', () => {
    const goes = (url: string, isMainFrame = true) => {
      const event = { url, isMainFrame, preventDefault: vi.fn() };
      contents().emit('will-frame-navigate', event);
      return event.preventDefault.mock.calls.length === 0;
    };
    expect(goes(`${OURS}#/machines`)).toBe(true);
    expect(goes('https://example.org/')).toBe(false);
    expect(goes('file:///etc/passwd')).toBe(false);
    expect(goes('guesthouse-app://other/')).toBe(false);
    expect(goes(OURS, false)).toBe(false);
  });

  test('opens no window and no webview', () => {
    const made = contents();
    expect(made.setWindowOpenHandler.mock.calls[0]?.[0]()).toEqual({ action: 'deny' });
    const event = { preventDefault: vi.fn() };
    made.emit('will-attach-webview', event);
    expect(event.preventDefault).toHaveBeenCalled();
  });
});

describe('a message to main', () => {
  const nonce = '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0';
  const engine = { connect: vi.fn() };
  const windows = { open: vi.fn() };
  const onLanguage = vi.fn();
  const onTheme = vi.fn();
  const menus = { offer: vi.fn() };
  const onTray = vi.fn();

  beforeEach(() => {
    vi.clearAllMocks();
    answerPages({ checks: async () => checks, engine, windows, menus, onLanguage, onTheme, onTray } as never);
  });

  async function sentBy(
    frame: { readonly url: string } | null,
    mainFrame: object | null = frame,
    isGone = false,
  ) {
    const event = { senderFrame: frame, sender: { mainFrame, isDestroyed: () => isGone } };
    call('engine-wanted', event, nonce);
    call('window-wanted', event, '#/machines');
    call('language', event, 'zh-CN');
    call('theme', event, 'dark');
    call('menus', event, []);
    call('tray', event, true);
    await nextTurn();
    return [engine.connect, windows.open, onLanguage, onTheme, menus.offer, onTray].map(
      ({ mock }) => mock.calls.length,
    );
  }

  test('from our page is heard', async () => expect(await sentBy({ url: OURS })).toEqual([1, 1, 1, 1, 1, 1]));

  const stranger = { url: 'https://evil.example/' };
  test.each([
    ['another site', stranger, stranger],
    ['a frame in our page', { url: OURS }, { url: OURS }],
    ['a frame that is gone', null, null],
  ])('from %s is not', async (_who, frame, mainFrame) =>
    expect(await sentBy(frame, mainFrame)).toEqual([0, 0, 0, 0, 0, 0]),
  );

  test('from a page that closed before the checks were there is not', async () => {
    const frame = { url: OURS };
    expect(await sentBy(frame, frame, true)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  test('waits for the checks, and is heard in its turn', async () => {
    const { promise, resolve } = deferred<typeof checks>();
    answerPages({ checks: () => promise, engine, windows, menus, onLanguage, onTheme, onTray } as never);
    const frame = { url: OURS };
    const event = { senderFrame: frame, sender: { mainFrame: frame, isDestroyed: () => false } };
    for (const told of ['dark', 'light', 'system']) call('theme', event, told);
    await nextTurn();
    expect(onTheme).not.toHaveBeenCalled();
    resolve(checks);
    await nextTurn();
    expect(onTheme.mock.calls.map(([theme]) => theme)).toEqual(['dark', 'light', 'system']);
  });

  test('with anything but what is expected is not', async () => {
    const frame = { url: OURS };
    const event = { senderFrame: frame, sender: { mainFrame: frame, isDestroyed: () => false } };
    call('engine-wanted', event, '<script>');
    call('engine-wanted', event, { toString: () => nonce });
    call('window-wanted', event, 'x'.repeat(5000));
    call('language', event, 'tlh');
    call('theme', event, 'pink');
    call('tray', event, 'yes');
    call('menus', event, [{ id: 'evil' }]);
    await nextTurn();
    const heard = [engine.connect, windows.open, onLanguage, onTheme, menus.offer, onTray];
    expect(heard.every(({ mock }) => mock.calls.length === 0)).toBe(true);
  });
});
