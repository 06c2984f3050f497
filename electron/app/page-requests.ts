// What pages ask of main, the other side of the preload. Each sender and each value is checked: a page may be anything.
import { type IpcMainEvent, ipcMain } from 'electron';
import type { z } from 'zod';
import type { Theme } from '../../shared/model/settings.ts';
import type { Doorstep } from './doorstep.ts';
import type { EngineProcess } from './engine-process.ts';
import { openExternal } from './external.ts';
import type { MenuLanguage } from './menu-words.ts';
import type { Notices } from './notices.ts';
import type * as PageChecks from './page-checks.ts';
import type { PageMenus } from './page-menus.ts';
import { isPage } from './scheme.ts';
import type { Windows } from './windows.ts';

type Checks = typeof PageChecks;

export interface PageRequestsOptions {
  /** How messages are checked: loaded when it is first asked for. */
  readonly checks: () => Promise<Checks>;
  readonly engine: EngineProcess;
  readonly windows: Windows;
  readonly menus: PageMenus;
  readonly doorstep: Doorstep;
  readonly notices: Notices;
  readonly onLanguage: (language: MenuLanguage) => void;
  readonly onTheme: (theme: Theme) => void;
  readonly onTray: (on: boolean) => void;
  readonly hasTray: () => Promise<boolean>;
}

/** The page itself, and no frame in it. */
function isOwnPage({ sender, senderFrame }: Pick<IpcMainEvent, 'sender' | 'senderFrame'>): boolean {
  return senderFrame !== null && senderFrame === sender.mainFrame && isPage(senderFrame.url);
}

/** Begins to answer pages. */
export function answerPages({
  checks,
  engine,
  windows,
  menus,
  doorstep,
  notices,
  onLanguage,
  onTheme,
  onTray,
  hasTray,
}: PageRequestsOptions): void {
  /** Acts on what `channel` brings where its check takes it, in the order in which it came. */
  function on<Name extends keyof Checks>(
    channel: string,
    name: Name,
    act: (value: z.infer<Checks[Name]>, event: IpcMainEvent) => void,
  ): void {
    ipcMain.on(channel, async (event, value: unknown) => {
      if (!isOwnPage(event)) return;
      const parsed = (await checks())[name].safeParse(value);
      if (parsed.success && !event.sender.isDestroyed()) act(parsed.data as z.infer<Checks[Name]>, event);
    });
  }

  on('engine-wanted', 'nonce', (value, { sender }) => engine.connect(sender, value));
  on('window-wanted', 'wantedPlace', (value) => void windows.open(value));
  on('tab-dropped', 'dropped', ({ hash, x, y }, { sender }) => windows.drop(sender, hash, x, y));
  on('tabs', 'windowTabs', (value, { sender }) => windows.session.keepTabs(sender, value));
  on('former-tabs-wanted', 'nothing', (_value, { sender }) =>
    sender.send('former-tabs', windows.session.tabsOf(sender)),
  );
  on('outside-wanted', 'nothing', (_value, { sender }) => doorstep.open(sender));
  on('language', 'language', onLanguage);
  on('theme', 'theme', onTheme);
  on('menus', 'pageMenus', (value, { sender }) => menus.offer(sender, value));
  on('notice', 'notice', (value) => notices.show(value));
  on('tray', 'truth', onTray);
  ipcMain.handle('tray-here', (event) => isOwnPage(event) && hasTray());
  on('external-wanted', 'address', (value) => void openExternal(value));
}
