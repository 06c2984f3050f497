// What the desktop app offers to its pages beside the engine, as `window.desktop`. Absent in a browser.

import type { Theme } from './model/settings.ts';
import type { Outside } from './outside.ts';

/** One thing that a page offers in the application menu. */
export interface NativeItem {
  readonly id: string;
  readonly label: string;
  readonly enabled: boolean;
  /** Shown only, e.g. `Ctrl+Shift+S`: the page hears its shortcuts itself, as it does in a browser. */
  readonly shortcut?: string;
  /** Of a choice: whether it holds. */
  readonly checked?: boolean;
}

export interface NativeMenu {
  readonly id: 'file' | 'machine' | 'view' | 'go' | 'help';
  readonly label: string;
  /** What stands together; under a heading it is a menu of its own. */
  readonly sections: readonly { readonly heading?: string; readonly items: readonly NativeItem[] }[];
}

/** Words to be shown on the desktop. What several windows tell with the same id is told once. */
export interface DesktopNotice {
  readonly id: string;
  readonly title: string;
  readonly body: string;
}

/** The tabs of a window, as the hashes of their places. */
export interface WindowTabs {
  readonly tabs: readonly string[];
  readonly active: string;
}

export interface Desktop {
  /** Asks for a port to the engine; it comes as a window message of type `ENGINE_PORT` with this nonce. */
  requestEngine(nonce: string): void;
  /** The engine died each time it was started; told with the folder of the logs. Returns what ends it. */
  onEngineFailing(listener: (logFolder: string) => void): () => void;
  /** Opens a window at a place of the page, e.g. `#/machine/c1/…`. */
  openWindow(hash: string): void;
  /** Shows a place where it was dropped on the screen: in the window that is there, or in a new one. */
  dropTab(hash: string, x: number, y: number): void;
  /** The tabs that this window had at the last start. */
  formerTabs(): Promise<WindowTabs | undefined>;
  /** What is to be open again in this window at the next start. */
  keepTabs(tabs: WindowTabs): void;
  /** A place that was dropped into this window. Returns what ends it. */
  onPlace(listener: (hash: string) => void): () => void;
  /** The language of the menu. */
  setLanguage(language: 'en' | 'zh-CN'): void;
  /** What the menu, the dialogs and the windows before their first picture look like. */
  setTheme(theme: Theme): void;
  /** What the application menu offers while this window is in front. */
  setMenus(menus: readonly NativeMenu[]): void;
  /** Shows a notice on the desktop, unless a window of ours is in front. */
  notify(notice: DesktopNotice): void;
  /** Whether there is to be an icon in the tray. */
  setTray(on: boolean): void;
  /** Whether this desktop has a tray that would take one. */
  hasTray(): Promise<boolean>;
  /** Opens an address in the user's browser, if it is one of those that may be opened. */
  openExternal(url: string): void;
  /** Chosen in the menu. Returns what ends it. */
  onMenuItem(listener: (id: string) => void): () => void;
  /** What came from outside of the app; what came before is told at once. Returns what ends it. */
  onOutside(listener: (outside: Outside) => void): () => void;
}

/** The `type` of the window message that brings the port. */
export const ENGINE_PORT = 'guesthouse:engine-port';
