// Notices on the desktop, for tasks that end while no window is in front. Every window tells; the first one counts.
import { BrowserWindow, Notification } from 'electron';
import type { DesktopNotice } from '../../shared/desktop.ts';
import type { Windows } from './windows.ts';

/** Ids that were told; more than all windows can tell at the same time. */
const MOST_TOLD = 200;

export class Notices {
  readonly #windows: Windows;
  readonly #told = new Set<string>();
  /** The system shows a notice only as long as somebody holds it. */
  readonly #shown = new Set<Notification>();

  constructor(windows: Windows) {
    this.#windows = windows;
  }

  show({ id, title, body }: DesktopNotice): void {
    if (this.#told.has(id)) return;
    this.#told.add(id);
    for (const oldest of this.#told) {
      if (this.#told.size <= MOST_TOLD) break;
      this.#told.delete(oldest);
    }
    if (BrowserWindow.getFocusedWindow() !== null || !Notification.isSupported()) return;
    const notice = new Notification({ title, body });
    notice.on('click', () => this.#windows.front().webContents.send('menu-item', 'window.go-tasks'));
    notice.on('close', () => this.#shown.delete(notice));
    notice.on('failed', () => this.#shown.delete(notice));
    this.#shown.add(notice);
    notice.show();
  }
}
