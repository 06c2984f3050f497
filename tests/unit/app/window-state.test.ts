import { execFileSync } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { WindowTabs } from '../../../shared/desktop.ts';

const workArea = { x: 0, y: 25, width: 1920, height: 1055 };
vi.mock('electron', () => ({
  screen: { getAllDisplays: () => [{ workArea }], getPrimaryDisplay: () => ({ workArea }) },
}));
const { readWindows } = await import('../../../electron/app/window-state.ts');
const { WindowSession } = await import('../../../electron/app/window-session.ts');

const MIDDLE = { x: 320, y: 142, width: 1280, height: 820 };
const BOUNDS = { x: 100, y: 100, width: 900, height: 700 };
const TABS: WindowTabs = { tabs: ['#/machines', '#/host/c1'], active: '#/host/c1' };
let path: string;
beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), 'guesthouse-window-')), 'windows.json');
});

function stored(...windows: readonly object[]) {
  writeFileSync(path, JSON.stringify({ windows }));
  return readWindows(path);
}

function played(bounds: object = BOUNDS) {
  const webContents = {};
  return Object.assign(new EventEmitter(), {
    webContents,
    fullScreen: false,
    isDestroyed: () => false,
    isFullScreen(): boolean {
      return this.fullScreen;
    },
    isMaximized: () => false,
    getNormalBounds: () => bounds,
  });
}

/** A session with these windows open. */
function session(...windows: readonly ReturnType<typeof played>[]) {
  const made = new WindowSession(path);
  for (const window of windows) made.follow(window as never, { bounds: BOUNDS, maximized: false });
  return made;
}

function close(window: ReturnType<typeof played>): void {
  window.emit('close');
  window.emit('closed');
}

describe('a window', () => {
  test('stands in the middle of the screen at first', () =>
    expect(session().last()).toEqual({ bounds: MIDDLE, maximized: false }));

  test('comes back where it was, with its tabs', () =>
    expect(stored({ bounds: BOUNDS, maximized: true, tabs: TABS })).toEqual([
      { bounds: BOUNDS, maximized: true, tabs: TABS },
    ]));

  test.each([
    ['left of every screen', { ...BOUNDS, x: -2000 }],
    ['with its title bar above the screen', { ...BOUNDS, y: -50 }],
    ['below the screen', { ...BOUNDS, y: 2000 }],
    ['with but a sliver in sight', { ...BOUNDS, x: 1900 }],
    ['too small to be used', { ...BOUNDS, width: 10 }],
    ['larger than any screen', { ...BOUNDS, width: 1e12 }],
    ['at no number', { ...BOUNDS, x: 'left' }],
  ])('that stood %s comes back in the middle, with its tabs', (_where, bounds) =>
    expect(stored({ bounds, maximized: true, tabs: TABS })).toEqual([
      { bounds: MIDDLE, maximized: false, tabs: TABS },
    ]),
  );
});

describe('a file that is', () => {
  test.each([
    ['no JSON', () => writeFileSync(path, '{')],
    ['a list', () => writeFileSync(path, '[1, 2]')],
    ['of nothing', () => writeFileSync(path, '{"windows": null}')],
    ['a pipe', () => execFileSync('mkfifo', [path])],
    ['a folder', () => mkdirSync(path)],
    ['a link to itself', () => symlinkSync(path, path)],
    ['far too large', () => writeFileSync(path, Buffer.alloc(17_000_000, ' '))],
  ])('%s costs nothing but what stood in it', (_what, make) => {
    make();
    expect(readWindows(path)).toEqual([]);
    expect(session().last().bounds).toEqual(MIDDLE);
  });

  test.each([
    ['tabs that are no places', { tabs: ['javascript:alert(1)'], active: '#/machines' }],
    ['an active tab that is no place', { tabs: [], active: 'https://evil.example/' }],
    ['tabs without end', { tabs: Array(10_000).fill('#/machines'), active: '#/machines' }],
    ['a place without end', { tabs: [`#/${'x'.repeat(5000)}`], active: '#/machines' }],
  ])('made with %s opens nothing of it, and the other windows', (_what, tabs) =>
    expect(stored({ bounds: BOUNDS, maximized: false, tabs }, { bounds: BOUNDS, maximized: false })).toEqual([
      { bounds: BOUNDS, maximized: false },
    ]),
  );

  test.each([[undefined], ['yes'], [1]])(
    'that does not say whether a window was maximized (%j) opens its tabs alone',
    (maximized) => {
      expect(stored({ bounds: BOUNDS, maximized, tabs: TABS }, { bounds: BOUNDS, maximized })).toEqual([
        { bounds: MIDDLE, maximized: false, tabs: TABS },
      ]);
    },
  );

  test('of a thousand windows opens a few', () =>
    expect(stored(...Array(1000).fill({ bounds: BOUNDS, maximized: false })).length).toBeLessThan(20));
});

describe('what is kept', () => {
  test('is every window at the end, the one in front first', () => {
    const [one, other] = [played(), played({ ...BOUNDS, x: 300 })];
    const kept = session(one, other);
    kept.keepTabs(one.webContents as never, TABS);
    other.emit('focus');
    kept.end();
    close(one);
    close(other);
    expect(readWindows(path)).toEqual([
      { bounds: BOUNDS, maximized: false },
      { bounds: BOUNDS, maximized: false, tabs: TABS },
    ]);
  });

  test('is not a window that was closed while others stayed', () => {
    const [one, other] = [played(), played()];
    const kept = session(one, other);
    kept.keepTabs(other.webContents as never, TABS);
    close(one);
    expect(readWindows(path)).toEqual([{ bounds: BOUNDS, maximized: false, tabs: TABS }]);
  });

  test('is the last window, and it can be opened again while the app lives on', () => {
    const window = played();
    const kept = session(window);
    kept.keepTabs(window.webContents as never, TABS);
    close(window);
    expect(readWindows(path)).toEqual([{ bounds: BOUNDS, maximized: false, tabs: TABS }]);
    expect(kept.takeFormer()).toEqual([{ bounds: BOUNDS, maximized: false, tabs: TABS }]);
    expect(kept.takeFormer()).toEqual([]);
  });

  test('is what a page says only of its own window', () => {
    const window = played();
    const kept = session(window);
    kept.keepTabs({} as never, TABS);
    expect(kept.tabsOf(window.webContents as never)).toBeUndefined();
  });

  test('is not where a window stands in full screen', () => {
    const window = played({ x: 0, y: 0, width: 1920, height: 1080 });
    window.fullScreen = true;
    session(window);
    close(window);
    expect(readWindows(path)).toEqual([{ bounds: BOUNDS, maximized: false }]);
  });

  test.each([
    ['a pipe', () => execFileSync('mkfifo', [path])],
    ['a pipe where it is written', () => execFileSync('mkfifo', [`${path}.new`])],
    ['half of one that was never written to its end', () => writeFileSync(`${path}.new`, '{"win')],
  ])('is written with %s in the way', (_what, make) => {
    make();
    const window = played();
    session(window);
    close(window);
    expect(readWindows(path)).toHaveLength(1);
    expect(readdirSync(dirname(path))).toEqual(['windows.json']);
  });

  test('stays as it was where nothing can be written, and the window closes all the same', () => {
    stored({ bounds: BOUNDS, maximized: true });
    mkdirSync(`${path}.new`);
    const window = played();
    session(window);
    close(window);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({
      windows: [{ bounds: BOUNDS, maximized: true }],
    });
  });
});
