// The app's windows: any number, all with the same page, each at a place of its own.
import { join } from 'node:path';
import { BrowserWindow, nativeTheme, type WebContents } from 'electron';
import type { Log } from '../log.ts';
import { PAGE_ORIGIN } from './scheme.ts';
import { giveIcon } from './window-icon.ts';
import { readWindowState, rememberWindow } from './window-state.ts';

/** Each further window stands a little lower and to the right. */
const CASCADE_PX = 28;
/** Hash routes of the page: what is longer or has other characters is not one. */
const PLACE = /^#[\w/.:?=&%+@~!'()*-]{0,1024}$/;

/** A page that died again so soon after it was loaded anew is left as it is. */
const RELOAD_AGAIN_MS = 5000;

/** What is seen before the page has drawn, and beside it while a window grows. */
function background(): string {
  return nativeTheme.shouldUseDarkColors ? '#1b1c1f' : '#ffffff';
}

export interface WindowsOptions {
  readonly preload: string;
  /** The folder of our own state. */
  readonly stateFolder: string;
  readonly log: Log;
}

export class Windows {
  readonly #preload: string;
  readonly #stateFile: string;
  readonly #log: Log;

  constructor({ preload, stateFolder, log }: WindowsOptions) {
    this.#log = log;
    this.#preload = preload;
    this.#stateFile = join(stateFolder, 'window.json');
    nativeTheme.on('updated', () => {
      for (const window of BrowserWindow.getAllWindows()) window.setBackgroundColor(background());
    });
  }

  /** Opens a window at `place`; one that makes no sense is the page's start. */
  open(place = ''): BrowserWindow {
    const { bounds, maximized } = readWindowState(this.#stateFile);
    const shift = BrowserWindow.getAllWindows().length * CASCADE_PX;
    const window = new BrowserWindow({
      ...bounds,
      x: bounds.x + shift,
      y: bounds.y + shift,
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
      if (maximized && shift === 0) window.maximize();
      window.show();
    });
    rememberWindow(window, this.#stateFile);
    giveIcon(window);
    this.#heal(window.webContents);
    void window.loadURL(`${PAGE_ORIGIN}/${PLACE.test(place) ? place : ''}`);
    return window;
  }

  /** The window that the user works in, or any, brought to the front; a new one when there is none. */
  front(): BrowserWindow {
    const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
    if (window === undefined) return this.open();
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
