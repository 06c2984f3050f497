// Where windows stood and what was open in them, in a file of our own. Whatever stands there, the app starts.
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { type Rectangle, screen } from 'electron';
import type { WindowTabs } from '../../shared/desktop.ts';
import { fieldOf, listOf, readJson } from '../store/small-file.ts';

/** No screen is as large, and systems count windows no further. */
const LARGEST_PX = 32_767;
const LEAST_WIDTH_PX = 400;
const LEAST_HEIGHT_PX = 300;
/** Hash routes of the page: what is longer or has other characters is not one. */
const PLACE = /^#[\w/.:?=&%+@~!*'()-]{0,1024}$/;
/** More are not opened at once; the rest is forgotten. */
const MOST_WINDOWS = 16;
export const MOST_TABS = 100;

export function isPlace(text: string): boolean {
  return PLACE.test(text);
}

export interface WindowState {
  readonly bounds: Rectangle;
  readonly maximized: boolean;
  readonly tabs?: WindowTabs;
}

const FIRST_SIZE = { width: 1280, height: 820 };
/** So much of the window must be on a screen, or it could not be dragged back. */
const VISIBLE_PX = 100;

function isReachable({ x, y, width }: Rectangle): boolean {
  return screen.getAllDisplays().some(({ workArea }) => {
    const seen = Math.min(x + width, workArea.x + workArea.width) - Math.max(x, workArea.x);
    return seen >= VISIBLE_PX && y >= workArea.y && y < workArea.y + workArea.height - VISIBLE_PX;
  });
}

/** The first window, in the middle of the screen. */
export function centred(): WindowState {
  const { workArea } = screen.getPrimaryDisplay();
  const width = Math.min(FIRST_SIZE.width, workArea.width);
  const height = Math.min(FIRST_SIZE.height, workArea.height);
  const x = workArea.x + Math.floor((workArea.width - width) / 2);
  const y = workArea.y + Math.floor((workArea.height - height) / 2);
  return { bounds: { x, y, width, height }, maximized: false };
}

function isPx(value: unknown, least: number): value is number {
  return Number.isInteger(value) && Number(value) >= least && Number(value) <= LARGEST_PX;
}

function boundsIn(stored: unknown): Rectangle | undefined {
  const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((name) => fieldOf(stored, name));
  const isWhole = isPx(x, -LARGEST_PX) && isPx(y, -LARGEST_PX) && isPx(width, LEAST_WIDTH_PX);
  return isWhole && isPx(height, LEAST_HEIGHT_PX) ? { x, y, width, height } : undefined;
}

function isTab(value: unknown): value is string {
  return typeof value === 'string' && isPlace(value);
}

function tabsIn(stored: unknown): WindowTabs | undefined {
  const tabs = fieldOf(stored, 'tabs');
  const active = fieldOf(stored, 'active');
  if (!Array.isArray(tabs) || tabs.length > MOST_TABS || !tabs.every(isTab) || !isTab(active))
    return undefined;
  return { tabs, active };
}

/** Its tabs are wanted wherever it stood; one whose place makes no sense is in the middle. */
function readable(stored: unknown): readonly WindowState[] {
  const bounds = boundsIn(fieldOf(stored, 'bounds'));
  const maximized = fieldOf(stored, 'maximized');
  const isKnown = bounds !== undefined && typeof maximized === 'boolean';
  const place = isKnown && isReachable(bounds) ? { bounds, maximized } : centred();
  const said = fieldOf(stored, 'tabs');
  const tabs = tabsIn(said);
  if (tabs !== undefined) return [{ ...place, tabs }];
  // What was told of tabs and makes no sense is a window that nobody needs.
  return isKnown && said === undefined ? [place] : [];
}

/** The windows of last time, the one that was in front first; none where nothing is known. */
export function readWindows(path: string): readonly WindowState[] {
  return listOf(fieldOf(readJson(path), 'windows'))
    .slice(0, MOST_WINDOWS)
    .flatMap(readable);
}

/** The old file stays where there is no room for the new. */
export function writeWindows(path: string, windows: readonly WindowState[]): void {
  const aside = `${path}.new`;
  try {
    rmSync(aside, { force: true });
    writeFileSync(aside, JSON.stringify({ windows }), { mode: 0o600, flag: 'wx' });
    renameSync(aside, path);
  } catch {
    // The next start shows what an earlier one showed: not worth a word to the user whose disk is full.
  }
}
