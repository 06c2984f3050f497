// What the desktop app offers to its pages beside the engine, as `window.desktop`. Absent in a browser.

import type { DomainAction } from './model/domain.ts';
import type { Theme } from './model/settings.ts';
import type { Outside } from './outside.ts';

/** What the application menu asks of the page that has the focus. */
export type DesktopCommand =
  | 'connect'
  | 'settings'
  | 'about'
  | 'refresh'
  | 'find'
  | 'back'
  | 'forward'
  | 'go-machines'
  | 'close-tab'
  | 'next-tab'
  | 'previous-tab'
  | 'toggle-sidebar';

export interface Desktop {
  /** Asks for a port to the engine; it comes as a window message of type `ENGINE_PORT` with this nonce. */
  requestEngine(nonce: string): void;
  /** The engine died each time it was started; told with the folder of the logs. Returns what ends it. */
  onEngineFailing(listener: (logFolder: string) => void): () => void;
  /** Opens a window at a place of the page, e.g. `#/machine/c1/…`. */
  openWindow(hash: string): void;
  /** The language of the menu. */
  setLanguage(language: 'en' | 'zh-CN'): void;
  /** What the menu, the dialogs and the windows before their first picture look like. */
  setTheme(theme: Theme): void;
  /** What the menu offers for the machines that are selected in this window. */
  setMachineActions(actions: readonly DomainAction[]): void;
  /** Opens an address in the user's browser, if it is one of those that may be opened. */
  openExternal(url: string): void;
  /** Returns what ends it. */
  onCommand(listener: (command: DesktopCommand) => void): () => void;
  /** Chosen in the menu, for the machines that are selected. Returns what ends it. */
  onMachineAction(listener: (action: DomainAction) => void): () => void;
  /** What came from outside of the app; what came before is told at once. Returns what ends it. */
  onOutside(listener: (outside: Outside) => void): () => void;
}

/** The `type` of the window message that brings the port. */
export const ENGINE_PORT = 'guesthouse:engine-port';
