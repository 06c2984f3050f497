// Which windows there are and what is open in them, kept for the next start.
import type { BrowserWindow, WebContents } from 'electron';
import type { WindowTabs } from '../../shared/desktop.ts';
import { centred, readWindows, type WindowState, writeWindows } from './window-state.ts';

const SAVE_AFTER_MS = 500;

export class WindowSession {
  readonly #path: string;
  /** Of the last start, until windows are opened from them. Read when they are wanted: screens are not known before. */
  #former: readonly WindowState[] | undefined;
  /** The window that was in front last comes first. */
  #windows: readonly BrowserWindow[] = [];
  readonly #states = new Map<BrowserWindow, WindowState>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #ending = false;

  constructor(path: string) {
    this.#path = path;
  }

  /** The windows of last time; told once. */
  takeFormer(): readonly WindowState[] {
    const former = this.#formerWindows();
    this.#former = [];
    return former;
  }

  /** Where the window that was in front last stands, or stood. */
  last(): WindowState {
    const [front] = this.#windows;
    return (front && this.#states.get(front)) ?? this.#formerWindows()[0] ?? centred();
  }

  /** Follows `window`, which begins as `state`, until it closes. */
  follow(window: BrowserWindow, state: WindowState): void {
    this.#windows = [...this.#windows, window];
    this.#states.set(window, state);
    for (const event of ['resize', 'move', 'maximize', 'unmaximize'] as const)
      window.on(event as 'resize', () => this.#placed(window));
    window.on('focus', () => {
      this.#windows = [window, ...this.#windows.filter((one) => one !== window)];
      this.#saveLater();
    });
    window.on('close', () => {
      this.#placed(window);
      this.#save();
    });
    window.on('closed', () => this.#closed(window));
  }

  /** What is open in a page's window. */
  keepTabs(page: WebContents, tabs: WindowTabs): void {
    const window = this.#windowOf(page);
    const state = window && this.#states.get(window);
    if (window === undefined || state === undefined) return;
    this.#states.set(window, { ...state, tabs: { ...tabs, tabs: [...tabs.tabs] } });
    this.#saveLater();
  }

  tabsOf(page: WebContents): WindowTabs | undefined {
    const window = this.#windowOf(page);
    return window && this.#states.get(window)?.tabs;
  }

  /** From now on closing a window does not mean that it is not wanted any more. */
  end(): void {
    this.#save();
    this.#ending = true;
  }

  #formerWindows(): readonly WindowState[] {
    this.#former ??= readWindows(this.#path);
    return this.#former;
  }

  #windowOf(page: WebContents): BrowserWindow | undefined {
    return this.#windows.find((window) => !window.isDestroyed() && window.webContents === page);
  }

  #placed(window: BrowserWindow): void {
    const state = this.#states.get(window);
    if (state === undefined || window.isDestroyed() || window.isFullScreen()) return;
    this.#states.set(window, {
      ...state,
      bounds: window.getNormalBounds(),
      maximized: window.isMaximized(),
    });
    this.#saveLater();
  }

  /** The last window is what the next start begins with; one of several was closed for good. */
  #closed(window: BrowserWindow): void {
    const state = this.#states.get(window);
    this.#windows = this.#windows.filter((one) => one !== window);
    this.#states.delete(window);
    if (this.#windows.length > 0) this.#save();
    else if (state !== undefined) this.#former = [state];
  }

  #saveLater(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#save(), SAVE_AFTER_MS);
  }

  #save(): void {
    clearTimeout(this.#timer);
    if (this.#ending || this.#windows.length === 0) return;
    writeWindows(
      this.#path,
      this.#windows.flatMap((window) => this.#states.get(window) ?? []),
    );
  }
}
