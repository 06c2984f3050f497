// What pages ask of main, the other side of the preload. Each sender and each value is checked: a page may be anything.
import { type IpcMainEvent, ipcMain } from 'electron';
import { z } from 'zod';
import type { Theme } from '../../shared/model/settings.ts';
import type { Doorstep } from './doorstep.ts';
import type { EngineProcess } from './engine-process.ts';
import { openExternal } from './external.ts';
import type { MenuLanguage } from './menu-words.ts';
import type { Notices } from './notices.ts';
import { type PageMenus, pageMenus } from './page-menus.ts';
import { isPage } from './scheme.ts';
import { isPlace, windowTabs } from './window-state.ts';
import type { Windows } from './windows.ts';

export interface PageRequestsOptions {
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

const nonce = z.string().regex(/^[0-9a-f-]{36}$/);
const nothing = z.undefined();
const place = z.string().max(1024);
const pixel = z.int().min(-100_000).max(100_000);
const dropped = z.object({ hash: z.string().refine(isPlace), x: pixel, y: pixel });
const language = z.enum(['en', 'zh-CN']);
const theme = z.enum(['system', 'light', 'dark']);
const address = z.string().max(2048);
const notice = z.strictObject({ id: nonce, title: z.string().max(500), body: z.string().max(2000) });

/** The page itself, and no frame in it. */
function isOwnPage({ sender, senderFrame }: Pick<IpcMainEvent, 'sender' | 'senderFrame'>): boolean {
  return senderFrame !== null && senderFrame === sender.mainFrame && isPage(senderFrame.url);
}

function on<T>(channel: string, schema: z.ZodType<T>, act: (value: T, event: IpcMainEvent) => void): void {
  ipcMain.on(channel, (event, value: unknown) => {
    const parsed = schema.safeParse(value);
    if (isOwnPage(event) && parsed.success) act(parsed.data, event);
  });
}

/** Begins to answer pages. */
export function answerPages({
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
  on('engine-wanted', nonce, (value, { sender }) => engine.connect(sender, value));
  on('window-wanted', place, (value) => void windows.open(value));
  on('tab-dropped', dropped, ({ hash, x, y }, { sender }) => windows.drop(sender, hash, x, y));
  on('tabs', windowTabs, (value, { sender }) => windows.session.keepTabs(sender, value));
  on('former-tabs-wanted', nothing, (_value, { sender }) =>
    sender.send('former-tabs', windows.session.tabsOf(sender)),
  );
  on('outside-wanted', nothing, (_value, { sender }) => doorstep.open(sender));
  on('language', language, onLanguage);
  on('theme', theme, onTheme);
  on('menus', pageMenus, (value, { sender }) => menus.offer(sender, value));
  on('notice', notice, (value) => notices.show(value));
  on('tray', z.boolean(), onTray);
  ipcMain.handle('tray-here', (event) => isOwnPage(event) && hasTray());
  on('external-wanted', address, (value) => void openExternal(value));
}
