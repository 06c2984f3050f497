// The Machine menu: the same actions as in the page. Which of them make sense is told by the page of each window.
import {
  app,
  BrowserWindow,
  type MenuItemConstructorOptions as Item,
  Menu,
  type WebContents,
} from 'electron';
import { DOMAIN_ACTIONS, type DomainAction } from '../../shared/model/domain.ts';
import type { MenuWords } from './menu-words.ts';

/** Shown only: the page hears them itself, as it does in a browser. */
const SHORTCUTS: Readonly<Partial<Record<DomainAction, string>>> = {
  start: 'CmdOrCtrl+Shift+S',
  pause: 'CmdOrCtrl+Shift+P',
  resume: 'CmdOrCtrl+Shift+U',
  shutdown: 'CmdOrCtrl+Shift+D',
  reboot: 'CmdOrCtrl+Shift+B',
};

const itemId = (action: DomainAction) => `machine-${action}`;

export class MachineMenu {
  readonly #offers = new WeakMap<WebContents, ReadonlySet<DomainAction>>();

  constructor() {
    app.on('browser-window-focus', (_event, window) => this.show(window.webContents));
  }

  /** What can be done with the machines that are selected in `page`. */
  offer(page: WebContents, actions: readonly DomainAction[]): void {
    this.#offers.set(page, new Set(actions));
    if (BrowserWindow.getFocusedWindow()?.webContents === page) this.show(page);
  }

  items(words: MenuWords): Item[] {
    const page = BrowserWindow.getFocusedWindow()?.webContents;
    return DOMAIN_ACTIONS.map((action) => ({
      id: itemId(action),
      label: words[action],
      enabled: page !== undefined && this.#offersIn(page, action),
      ...(SHORTCUTS[action] === undefined
        ? {}
        : { accelerator: SHORTCUTS[action], registerAccelerator: false }),
      click: () => BrowserWindow.getFocusedWindow()?.webContents.send('machine-action', action),
    }));
  }

  /** Greys out what the focused page does not offer. */
  show(page: WebContents): void {
    const menu = Menu.getApplicationMenu();
    for (const action of DOMAIN_ACTIONS) {
      const item = menu?.getMenuItemById(itemId(action));
      if (item) item.enabled = this.#offersIn(page, action);
    }
  }

  #offersIn(page: WebContents, action: DomainAction): boolean {
    return this.#offers.get(page)?.has(action) === true;
  }
}
