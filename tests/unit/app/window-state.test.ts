import { EventEmitter } from 'node:events';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';

const workArea = { x: 0, y: 25, width: 1920, height: 1055 };
vi.mock('electron', () => ({
  screen: { getAllDisplays: () => [{ workArea }], getPrimaryDisplay: () => ({ workArea }) },
}));
const { readWindowState, rememberWindow } = await import('../../../electron/app/window-state.ts');

const CENTRED = { bounds: { x: 320, y: 142, width: 1280, height: 820 }, maximized: false };
let path: string;
beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), 'guesthouse-window-')), 'window.json');
});

function remembered(bounds: object): unknown {
  writeFileSync(path, JSON.stringify({ bounds, maximized: true }));
  return readWindowState(path);
}

test('the first window stands in the middle of the screen', () =>
  expect(readWindowState(path)).toEqual(CENTRED));

test('comes back where it was', () => {
  const bounds = { x: 100, y: 100, width: 900, height: 700 };
  expect(remembered(bounds)).toEqual({ bounds, maximized: true });
});

test.each([
  ['left of every screen', { x: -2000, y: 100, width: 900, height: 700 }],
  ['with its title bar above the screen', { x: 100, y: -50, width: 900, height: 700 }],
  ['below the screen', { x: 100, y: 2000, width: 900, height: 700 }],
  ['with but a sliver in sight', { x: 1900, y: 100, width: 900, height: 700 }],
  ['too small to be used', { x: 0, y: 100, width: 10, height: 10 }],
  ['at no number', { x: 'left', y: 100, width: 900, height: 700 }],
])('one that stood %s comes back in the middle', (_where, bounds) =>
  expect(remembered(bounds)).toEqual(CENTRED),
);

test('a file that is no JSON costs nothing but the place', () => {
  writeFileSync(path, '{');
  expect(readWindowState(path)).toEqual(CENTRED);
});

test('closing writes the place, unless it was full screen', () => {
  const bounds = { x: 1, y: 30, width: 900, height: 700 };
  let fullScreen = false;
  const window = Object.assign(new EventEmitter(), {
    isDestroyed: () => false,
    isFullScreen: () => fullScreen,
    isMaximized: () => false,
    getNormalBounds: () => bounds,
  });
  rememberWindow(window as never, path);
  window.emit('close');
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ bounds, maximized: false });
  writeFileSync(path, 'untouched');
  fullScreen = true;
  window.emit('close');
  expect(readFileSync(path, 'utf8')).toBe('untouched');
});
