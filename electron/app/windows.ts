// The app's windows: any number, all with the same page, each at a place of its own.
import { join } from 'node:path';
import { BrowserWindow, nativeTheme, type Rectangle, type WebContents } from 'electron';
import type { Log } from '../log.ts';
import { PAGE_ORIGIN } from './scheme.ts';
import { giveIcon } from './window-icon.ts';
import { WindowSession } from './window-session.ts';
import { isPlace, type WindowState } from './window-state.ts';

/** Each further window stands a little lower and to the right. */
const CASCADE_PX = 28;

/** The pointer holds a tab, not the corner of the window. */
const DROP_LEFT_PX = 160;
const DROP_ABOVE_PX = 40;

/** A page that died again so soon after it was loaded anew is left as it is. */
const RELOAD_AGAIN_MS = 5000;

/** What is seen before the page has drawn, and beside it while a window grows. */
function background(): string {
  return nativeTheme.shouldUseDarkColors ? '#1b1c1f' : '#ffffff';
}

function contains({ x, y, width, height }: Rectangle, atX: number, atY: number): boolean {
  return atX >= x && atX < x + width && atY >= y && atY < y + height;
}

export interface WindowsOptions {
  readonly preload: string;
  /** The folder of our own state. */
  readonly stateFolder: string;
  readonly log: Log;
}

export class Windows {
  readonly #preload: string;
  readonly #session: WindowSession;
  readonly #log: Log;

  constructor({ preload, stateFolder, log }: WindowsOptions) {
    this.#log = log;
    this.#preload = preload;
    this.#session = new WindowSession(join(stateFolder, 'windows.json'));
    nativeTheme.on('updated', () => {
      for (const window of BrowserWindow.getAllWindows()) window.setBackgroundColor(background());
    });
  }

  /** What is open in windows is kept for the next start. */
  get session(): Pick<WindowSession, 'keepTabs' | 'tabsOf' | 'end'> {
    return this.#session;
  }

  /** The windows of last time with what was open in them, or a first one. The one that was in front is opened last. */
  restore(): BrowserWindow {
    const former = this.#session.takeFormer();
    if (former.length === 0) return this.open();
    const opened = former.toReversed().map((state) => this.#openAt(state, state.tabs?.active ?? ''));
    return opened.at(-1) ?? this.open();
  }

  /** Opens a window at `place`; one that makes no sense is the page's start. */
  open(place = ''): BrowserWindow {
    const { bounds, maximized } = this.#session.last();
    const shift = BrowserWindow.getAllWindows().length * CASCADE_PX;
    const at = { ...bounds, x: bounds.x + shift, y: bounds.y + shift };
    return this.#openAt({ bounds: at, maximized: maximized && shift === 0 }, place);
  }

  /** Shows `place` where it was dropped: in our window that is there, or in a new one under the pointer. */
  drop(from: WebContents, place: string, x: number, y: number): void {
    const there = BrowserWindow.getAllWindows().find(
      (window) => window.webContents !== from && window.isVisible() && contains(window.getBounds(), x, y),
    );
    if (there !== undefined) {
      there.webContents.send('place', place);
      there.focus();
      return;
    }
    const { width, height } = this.#session.last().bounds;
    this.#openAt(
      { bounds: { x: x - DROP_LEFT_PX, y: y - DROP_ABOVE_PX, width, height }, maximized: false },
      place,
    );
  }

  #openAt(state: WindowState, place: string): BrowserWindow {
    const window = new BrowserWindow({
      ...state.bounds,
      minWidth: 640,
      minHeight: 400,
      show: false,
      title: 'Guesthouse',
      backgroundColor: background(),
      webPreferences: {
        preload: this.#preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        navigateOnDragDrop: false,
        spellcheck: false,
      },
    });
    window.once('ready-to-show', () => {
      if (state.maximized) window.maximize();
      window.show();
    });
    this.#session.follow(window, state);
    giveIcon(window);
    this.#heal(window.webContents);
    void window.loadURL(`${PAGE_ORIGIN}/${isPlace(place) ? place : ''}`);
    return window;
  }

  /** The window that the user works in, or any, brought to the front; a new one when there is none. */
  front(): BrowserWindow {
    const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
    if (window === undefined) return this.restore();
    if (window.isMinimized()) window.restore();
    // One that is not drawn yet comes to the front by itself.
    if (window.isVisible()) window.focus();
    return window;
  }

  /** A page that crashed is loaded anew; it finds all it showed in the engine. */
  #heal(contents: WebContents): void {
    let healedAt = 0;
    contents.on('render-process-gone', (_event, { reason }) => {
      this.#log.error(`a page ended: ${reason}`);
      if (reason === 'clean-exit' || Date.now() - healedAt < RELOAD_AGAIN_MS) return;
      healedAt = Date.now();
      contents.reload();
    });
  }
}
