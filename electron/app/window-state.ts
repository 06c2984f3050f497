// Where the window was, in a file of our own: Electron's own memory of it is newer than the oldest Electron we run on.
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { type BrowserWindow, type Rectangle, screen } from 'electron';
import { z } from 'zod';
import { readOwnFileSync } from '../store/own-file.ts';

/** No screen is as large, and systems count windows no further. */
const LARGEST_PX = 32_767;

const stateSchema = z.object({
  bounds: z.object({
    x: z.int(),
    y: z.int(),
    width: z.int().min(400).max(LARGEST_PX),
    height: z.int().min(300).max(LARGEST_PX),
  }),
  maximized: z.boolean(),
});

export type WindowState = z.output<typeof stateSchema>;

const SAVE_AFTER_MS = 500;
const FIRST_SIZE = { width: 1280, height: 820 };
/** So much of the window must be on a screen, or it could not be dragged back. */
const VISIBLE_PX = 100;

function isReachable({ x, y, width }: Rectangle): boolean {
  return screen.getAllDisplays().some(({ workArea }) => {
    const seen = Math.min(x + width, workArea.x + workArea.width) - Math.max(x, workArea.x);
    return seen >= VISIBLE_PX && y >= workArea.y && y < workArea.y + workArea.height - VISIBLE_PX;
  });
}

function centred(): WindowState {
  const { workArea } = screen.getPrimaryDisplay();
  const width = Math.min(FIRST_SIZE.width, workArea.width);
  const height = Math.min(FIRST_SIZE.height, workArea.height);
  const x = workArea.x + Math.floor((workArea.width - width) / 2);
  const y = workArea.y + Math.floor((workArea.height - height) / 2);
  return { bounds: { x, y, width, height }, maximized: false };
}

/** The remembered state when its place is still on a screen, else one in the middle. */
export function readWindowState(path: string): WindowState {
  try {
    const state = stateSchema.parse(JSON.parse(readOwnFileSync(path)));
    return isReachable(state.bounds) ? state : centred();
  } catch {
    return centred();
  }
}

/** The old one stays where there is no room for the new. */
function writeState(path: string, state: WindowState): void {
  const aside = `${path}.new`;
  try {
    rmSync(aside, { force: true });
    writeFileSync(aside, JSON.stringify(state), { mode: 0o600, flag: 'wx' });
    renameSync(aside, path);
  } catch {
    // The next window stands where an earlier one stood: not worth a word to the user whose disk is full.
  }
}

/** Writes the state of `window` a moment after it moved, and when it closes. */
export function rememberWindow(window: BrowserWindow, path: string): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const save = () => {
    clearTimeout(timer);
    if (window.isDestroyed() || window.isFullScreen()) return;
    writeState(path, { bounds: window.getNormalBounds(), maximized: window.isMaximized() });
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(save, SAVE_AFTER_MS);
  };
  window.on('resize', later);
  window.on('move', later);
  window.on('maximize', later);
  window.on('unmaximize', later);
  window.on('close', save);
}
