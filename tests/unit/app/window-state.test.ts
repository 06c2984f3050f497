import { execFileSync } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
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
  ['larger than any screen', { x: 0, y: 100, width: 1e12, height: 700 }],
  ['at no number', { x: 'left', y: 100, width: 900, height: 700 }],
])('one that stood %s comes back in the middle', (_where, bounds) =>
  expect(remembered(bounds)).toEqual(CENTRED),
);

test('a file that is no JSON costs nothing but the place', () => {
  writeFileSync(path, '{');
  expect(readWindowState(path)).toEqual(CENTRED);
});

test.each([
  ['a pipe', () => execFileSync('mkfifo', [path])],
  ['a folder', () => mkdirSync(path)],
  ['a link to itself', () => symlinkSync(path, path)],
  ['far too large', () => writeFileSync(path, Buffer.alloc(17_000_000, ' '))],
])('a file that is %s costs nothing but the place', (_what, make) => {
  make();
  expect(readWindowState(path)).toEqual(CENTRED);
});

function fakeWindow(bounds: object) {
  return Object.assign(new EventEmitter(), {
    fullScreen: false,
    isDestroyed: () => false,
    isFullScreen(): boolean {
      return this.fullScreen;
    },
    isMaximized: () => false,
    getNormalBounds: () => bounds,
  });
}

test.each([
  ['a pipe', () => execFileSync('mkfifo', [path])],
  ['a pipe where it is written', () => execFileSync('mkfifo', [`${path}.new`])],
  ['half of one that was never written to its end', () => writeFileSync(`${path}.new`, '{"bou')],
])('%s in the way does not keep the place from being written', (_what, make) => {
  make();
  const bounds = { x: 1, y: 30, width: 900, height: 700 };
  const window = fakeWindow(bounds);
  rememberWindow(window as never, path);
  window.emit('close');
  expect(readWindowState(path)).toEqual({ bounds, maximized: false });
  expect(readdirSync(dirname(path))).toEqual(['window.json']);
});

test('where nothing can be written the old place stays, and the window closes all the same', () => {
  const bounds = { x: 1, y: 30, width: 900, height: 700 };
  writeFileSync(path, JSON.stringify({ bounds, maximized: false }));
  mkdirSync(`${path}.new`);
  const window = fakeWindow({ ...bounds, x: 200 });
  rememberWindow(window as never, path);
  window.emit('close');
  expect(readWindowState(path)).toEqual({ bounds, maximized: false });
});

test('closing writes the place, unless it was full screen', () => {
  const bounds = { x: 1, y: 30, width: 900, height: 700 };
  const window = fakeWindow(bounds);
  rememberWindow(window as never, path);
  window.emit('close');
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ bounds, maximized: false });
  writeFileSync(path, 'untouched');
  window.fullScreen = true;
  window.emit('close');
  expect(readFileSync(path, 'utf8')).toBe('untouched');
});
