// The icon in the tray: there while it is wanted and this desktop has a place for it. While it is there the app needs no window.
import { getuid } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { Menu, nativeImage, Tray } from 'electron';
import type { TrayWish } from '../ipc/tray-over-port.ts';
import type { TrayHost } from '../services/tray.ts';
import type { MenuLanguage } from './menu-words.ts';
import { busSocket, nameHasOwner } from './session-bus.ts';
import { type TrayChoices, trayTemplate } from './tray-menu.ts';
import { trayPicture } from './tray-picture.ts';

/** Who shows icons has this name, on every desktop of Linux that still has a tray. */
const WATCHER = 'org.kde.StatusNotifierWatcher';

const TRIES = 4;
const TRY_AGAIN_MS = 1000;

/** Whether this desktop would show an icon. */
export async function hasTray(): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  const path = busSocket(process.env);
  return path !== undefined && (await nameHasOwner(WATCHER, path, getuid?.() ?? 0));
}

export interface TrayIconOptions extends Omit<TrayChoices, 'act' | 'connect'> {
  /** Says something to the engine that runs now. */
  tellEngine(wish: TrayWish): void;
}

export class TrayIcon {
  readonly #options: TrayIconOptions;
  #language: MenuLanguage = 'en';
  #hosts: readonly TrayHost[] = [];
  #icon: Tray | undefined;
  /** Asked for on the command line: holds until the app ends, whatever the setting. */
  #demanded = false;
  #chosen = false;

  constructor(options: TrayIconOptions) {
    this.#options = options;
  }

  /** The app goes on without a window. */
  get shown(): boolean {
    return this.#icon !== undefined;
  }

  /** For this run; resolves with whether it is there. At a login the desktop's panel may come after us. */
  async demand(): Promise<boolean> {
    this.#demanded = true;
    for (let tries = 0; tries < TRIES && !this.shown; tries += 1) {
      if (tries > 0) await sleep(TRY_AGAIN_MS);
      await this.#settle();
      if (busSocket(process.env) === undefined) break;
    }
    return this.shown;
  }

  async choose(on: boolean): Promise<void> {
    this.#chosen = on;
    await this.#settle();
  }

  speak(language: MenuLanguage): void {
    this.#language = language;
    this.#draw();
  }

  show(hosts: readonly TrayHost[]): void {
    this.#hosts = hosts;
    this.#draw();
  }

  /** A new engine knows nothing of the icon. */
  engineStarted(): void {
    if (this.shown) this.#options.tellEngine({ type: 'tray-watch', on: true });
  }

  async #settle(): Promise<void> {
    const isWanted = () => this.#demanded || this.#chosen;
    if (isWanted() && this.#icon === undefined && (await hasTray()) && isWanted()) this.#put();
    if (!isWanted()) this.#remove();
  }

  #put(): void {
    // Another wish may have been quicker.
    if (this.#icon !== undefined) return;
    const { bytes, width, height } = trayPicture();
    this.#icon = new Tray(nativeImage.createFromBitmap(bytes, { width, height }));
    this.#icon.setToolTip('Guesthouse');
    this.#icon.on('click', () => this.#options.showWindow());
    this.#draw();
    this.engineStarted();
  }

  #remove(): void {
    if (this.#icon === undefined) return;
    this.#icon.destroy();
    this.#icon = undefined;
    this.#options.tellEngine({ type: 'tray-watch', on: false });
  }

  #draw(): void {
    const { tellEngine, ...choices } = this.#options;
    const template = trayTemplate(this.#hosts, this.#language, {
      ...choices,
      act: ({ key }, action) => tellEngine({ type: 'tray-act', domain: key, action }),
      connect: ({ id }, on) => tellEngine({ type: 'tray-connect', host: id, on }),
    });
    this.#icon?.setContextMenu(Menu.buildFromTemplate([...template]));
  }
}
