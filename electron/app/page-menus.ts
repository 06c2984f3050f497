// What each window's page offers in the application menu. The page knows its actions, their words and whether they make
// sense; main draws those of the window in front.
import {
  app,
  BrowserWindow,
  type MenuItemConstructorOptions as Item,
  Menu,
  type WebContents,
} from 'electron';
import type { NativeItem, NativeMenu } from '../../shared/desktop.ts';
import { labelOf } from './tray-menu.ts';

const SEPARATOR: Item = { type: 'separator' };

/** As Electron writes it. */
function acceleratorOf(shortcut: string): string {
  return shortcut.replace('Ctrl', 'CmdOrCtrl').replace('Arrow', '');
}

function itemsOf(menus: readonly NativeMenu[]): readonly NativeItem[] {
  return menus.flatMap(({ sections }) => sections.flatMap(({ items }) => items));
}

/** What a menu looks like but for what can be chosen now. */
function shapeOf(menus: readonly NativeMenu[]): string {
  return JSON.stringify(menus, (key, value: unknown) =>
    key === 'enabled' || key === 'checked' ? undefined : value,
  );
}

export class PageMenus {
  readonly #offers = new WeakMap<WebContents, readonly NativeMenu[]>();
  readonly #draw: () => void;
  #drawn = '';

  /** `draw` makes the whole menu anew. */
  constructor(draw: () => void) {
    this.#draw = draw;
    app.on('browser-window-focus', (_event, window) => this.#show(window.webContents));
  }

  offer(page: WebContents, menus: readonly NativeMenu[]): void {
    this.#offers.set(page, menus);
    const front = BrowserWindow.getFocusedWindow()?.webContents;
    // A window that is not in front yet comes to the front, and is shown then; before any is, its menu is better than none.
    if (front === page || (front === undefined && this.#drawn === '')) this.#show(page);
  }

  /** What page of the menu bar a window in front offers; empty before it has told. */
  of(id: NativeMenu['id']): { readonly label?: string; readonly items: Item[] } {
    const menu = this.#current().find((one) => one.id === id);
    return menu === undefined ? { items: [] } : { label: menu.label, items: this.#itemsIn(menu) };
  }

  /** To be called when the menu is drawn. */
  wasDrawn(): void {
    this.#drawn = shapeOf(this.#current());
  }

  #front: WebContents | undefined;

  #current(): readonly NativeMenu[] {
    return (this.#front && this.#offers.get(this.#front)) ?? [];
  }

  #show(page: WebContents): void {
    this.#front = page;
    const menus = this.#current();
    if (shapeOf(menus) !== this.#drawn) this.#draw();
    else this.#refresh(menus);
  }

  /** Only what can be chosen has changed: an open menu stays open. */
  #refresh(menus: readonly NativeMenu[]): void {
    const menu = Menu.getApplicationMenu();
    for (const { id, enabled, checked } of itemsOf(menus)) {
      const drawn = menu?.getMenuItemById(id);
      if (!drawn) continue;
      drawn.enabled = enabled;
      if (checked !== undefined) drawn.checked = checked;
    }
  }

  #itemsIn({ sections }: NativeMenu): Item[] {
    return sections.flatMap(({ heading, items }, index): Item[] => {
      const own = items.map((one) => this.#itemOf(one));
      const line = index > 0 ? [SEPARATOR] : [];
      return heading === undefined ? [...line, ...own] : [...line, { label: labelOf(heading), submenu: own }];
    });
  }

  #itemOf({ id, label, enabled, shortcut, checked }: NativeItem): Item {
    return {
      id,
      label: label.replaceAll('&', '&&'),
      enabled,
      ...(checked === undefined ? {} : { type: 'radio', checked }),
      // The page hears its shortcuts itself, also in a browser; here they are only shown.
      ...(shortcut === undefined ? {} : { accelerator: acceleratorOf(shortcut), registerAccelerator: false }),
      click: () => BrowserWindow.getFocusedWindow()?.webContents.send('menu-item', id),
    };
  }
}
