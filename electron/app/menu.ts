// The application menu. What concerns the page is sent to it as a command; the page has the same shortcuts itself.
import { app, type MenuItemConstructorOptions as Item, Menu, type WebContents } from 'electron';
import type { DesktopCommand } from '../../shared/desktop.ts';
import { openExternal } from './external.ts';
import type { MachineMenu } from './machine-menu.ts';
import { MENU_WORDS, type MenuLanguage, type MenuWords } from './menu-words.ts';
import type { Windows } from './windows.ts';

const SEPARATOR: Item = { type: 'separator' };

const SHORTCUTS: Readonly<Partial<Record<DesktopCommand, string>>> = {
  connect: 'CmdOrCtrl+O',
  'close-tab': 'CmdOrCtrl+W',
  settings: 'CmdOrCtrl+,',
  find: 'CmdOrCtrl+F',
  refresh: 'F5',
  'toggle-sidebar': 'CmdOrCtrl+B',
  back: 'Alt+Left',
  forward: 'Alt+Right',
  'go-machines': 'CmdOrCtrl+1',
  'next-tab': 'CmdOrCtrl+PageDown',
  'previous-tab': 'CmdOrCtrl+PageUp',
};

function fileItems(words: MenuWords, windows: Windows, command: (id: DesktopCommand) => Item): Item[] {
  return [
    command('connect'),
    SEPARATOR,
    { label: words['new-window'], accelerator: 'CmdOrCtrl+Shift+N', click: () => windows.open() },
    command('close-tab'),
    { label: words['close-window'], accelerator: 'CmdOrCtrl+Shift+W', role: 'close' },
    SEPARATOR,
    command('settings'),
    SEPARATOR,
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

function viewItems(words: MenuWords, command: (id: DesktopCommand) => Item): Item[] {
  const developer: Item[] = [SEPARATOR, { label: words['developer-tools'], role: 'toggleDevTools' }];
  return [
    command('refresh'),
    command('find'),
    command('toggle-sidebar'),
    SEPARATOR,
    { label: words['zoom-in'], role: 'zoomIn' },
    { label: words['zoom-out'], role: 'zoomOut' },
    { label: words['zoom-reset'], role: 'resetZoom' },
    SEPARATOR,
    { label: words['full-screen'], role: 'togglefullscreen' },
    ...(app.isPackaged ? [] : developer),
  ];
}

/** Draws the menu in `language`. */
export function setMenu(windows: Windows, machineMenu: MachineMenu, language: MenuLanguage): void {
  const words = MENU_WORDS[language];
  // The page hears its shortcuts itself, also in a browser; here they are only shown.
  const command = (id: DesktopCommand): Item => ({
    label: words[id],
    ...(SHORTCUTS[id] === undefined ? {} : { accelerator: SHORTCUTS[id], registerAccelerator: false }),
    click: () => windows.command(id),
  });
  const go: Item[] = (['back', 'forward', 'go-machines', 'next-tab', 'previous-tab'] as const).map(command);
  const help: Item[] = [
    {
      label: words['libvirt-site'],
      click: () => void openExternal('https://libvirt.org/docs.html'),
    },
    command('about'),
  ];
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      { label: words.file, submenu: fileItems(words, windows, command) },
      { label: words.edit, submenu: editItems(words) },
      { label: words.machine, submenu: machineMenu.items(words) },
      { label: words.view, submenu: viewItems(words, command) },
      { label: words.go, submenu: go },
      { label: words.help, role: 'help', submenu: help },
    ]),
  );
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
