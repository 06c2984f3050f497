// Where windows stood and what was open in them, in a file of our own. Whatever stands there, the app starts.
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { type Rectangle, screen } from 'electron';
import { z } from 'zod';
import { readOwnFileSync } from '../store/own-file.ts';

/** No screen is as large, and systems count windows no further. */
const LARGEST_PX = 32_767;
/** Hash routes of the page: what is longer or has other characters is not one. */
const PLACE = /^#[\w/.:?=&%+@~!*'()-]{0,1024}$/;
/** More are not opened at once; the rest is forgotten. */
const MOST_WINDOWS = 16;
const MOST_TABS = 100;

export function isPlace(text: string): boolean {
  return PLACE.test(text);
}

const place = z.string().max(1025).regex(PLACE);

/** Of a page too, so it is looked at as what comes from anybody. */
export const windowTabs = z.object({ tabs: z.array(place).max(MOST_TABS), active: place });

const stateSchema = z.object({
  bounds: z.object({
    x: z.int(),
    y: z.int(),
    width: z.int().min(400).max(LARGEST_PX),
    height: z.int().min(300).max(LARGEST_PX),
  }),
  maximized: z.boolean(),
  tabs: windowTabs.exactOptional(),
});

const fileSchema = z.object({ windows: z.array(z.unknown()) });

export type WindowState = z.output<typeof stateSchema>;

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

/** Its tabs are wanted wherever it stood; one whose place makes no sense is in the middle. */
function readable(stored: unknown): readonly WindowState[] {
  const { data } = stateSchema.safeParse(stored);
  if (data !== undefined) return [isReachable(data.bounds) ? data : { ...data, ...centred() }];
  const tabs = z.object({ tabs: windowTabs }).safeParse(stored);
  return tabs.success ? [{ ...centred(), tabs: tabs.data.tabs }] : [];
}

/** The windows of last time, the one that was in front first; none where nothing is known. */
export function readWindows(path: string): readonly WindowState[] {
  try {
    const { windows } = fileSchema.parse(JSON.parse(readOwnFileSync(path)));
    return windows.slice(0, MOST_WINDOWS).flatMap(readable);
  } catch {
    return [];
  }
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
