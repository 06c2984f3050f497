// The application menu: what the page in front offers, and what only the app itself can do.
import { app, type MenuItemConstructorOptions as Item, Menu, type WebContents } from 'electron';
import { openExternal } from './external.ts';
import { MENU_WORDS, type MenuLanguage, type MenuWords } from './menu-words.ts';
import type { PageMenus } from './page-menus.ts';

const SEPARATOR: Item = { type: 'separator' };

/** The page's part first, when there is one. */
function together(page: Item[], own: Item[]): Item[] {
  return page.length === 0 ? own : [...page, SEPARATOR, ...own];
}

function fileItems(words: MenuWords): Item[] {
  return [
    { label: words['close-window'], accelerator: 'CmdOrCtrl+Shift+W', role: 'close' },
    { label: words.quit, accelerator: 'CmdOrCtrl+Q', role: 'quit' },
  ];
}

function editItems(words: MenuWords): Item[] {
  return [
    { label: words.undo, role: 'undo' },
    { label: words.redo, role: 'redo' },
    SEPARATOR,
    { label: words.cut, role: 'cut' },
    { label: words.copy, role: 'copy' },
    { label: words.paste, role: 'paste' },
    { label: words['select-all'], role: 'selectAll' },
  ];
}

function viewItems(words: MenuWords): Item[] {
  const developer: Item[] = [SEPARATOR, { label: words['developer-tools'], role: 'toggleDevTools' }];
  return [
    { label: words['zoom-in'], role: 'zoomIn' },
    { label: words['zoom-out'], role: 'zoomOut' },
    { label: words['zoom-reset'], role: 'resetZoom' },
    SEPARATOR,
    { label: words['full-screen'], role: 'togglefullscreen' },
    ...(app.isPackaged ? [] : developer),
  ];
}

/** A menu without anything in it yet is left out. */
function onlyOf(page: ReturnType<PageMenus['of']>): Item[] {
  return page.label === undefined ? [] : [{ label: page.label, submenu: page.items }];
}

/** Draws the menu; its own words are in `language`, those of the page in the page's. */
export function setMenu(pages: PageMenus, language: MenuLanguage): void {
  const words = MENU_WORDS[language];
  const site: Item = {
    label: words['libvirt-site'],
    click: () => void openExternal('https://libvirt.org/docs.html'),
  };
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      { label: words.file, submenu: together(pages.of('file').items, fileItems(words)) },
      { label: words.edit, submenu: editItems(words) },
      ...onlyOf(pages.of('machine')),
      { label: words.view, submenu: together(pages.of('view').items, viewItems(words)) },
      ...onlyOf(pages.of('go')),
      { label: words.help, role: 'help', submenu: together(pages.of('help').items, [site]) },
    ]),
  );
  pages.wasDrawn();
}

/** Cut, copy and paste on a right click in a field, which Electron does not bring; elsewhere pages have menus of their own. */
export function offerEditMenu(contents: WebContents, language: () => MenuLanguage): void {
  contents.on('context-menu', (_event, { isEditable, editFlags }) => {
    if (!isEditable) return;
    const words = MENU_WORDS[language()];
    Menu.buildFromTemplate([
      { label: words.cut, role: 'cut', enabled: editFlags.canCut },
      { label: words.copy, role: 'copy', enabled: editFlags.canCopy },
      { label: words.paste, role: 'paste', enabled: editFlags.canPaste },
      SEPARATOR,
      { label: words['select-all'], role: 'selectAll' },
    ]).popup();
  });
}
