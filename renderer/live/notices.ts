// Words on the desktop, outside of the window: through the desktop app where there is one, else through the browser.
import type { DesktopNotice } from '../../shared/desktop.ts';
import { desktop } from './desktop.ts';

/** Whether notices can be shown; asks the browser's user when that was never asked. After a click only. */
export async function allowNotices(): Promise<boolean> {
  if (desktop() !== undefined) return true;
  if (!('Notification' in window)) return false;
  return (await Notification.requestPermission()) === 'granted';
}

/** Shows it when no window of ours is in front; `open` is called when it is clicked in a browser. */
export function showNotice(notice: DesktopNotice, open: () => void): void {
  const app = desktop();
  // Main knows of all windows which is in front.
  if (app !== undefined) app.notify(notice);
  else if (!document.hasFocus()) showInBrowser(notice, open);
}

function showInBrowser({ id, title, body }: DesktopNotice, open: () => void): void {
  if (!('Notification' in window) || Notification.permission !== 'granted') return;
  const shown = new Notification(title, { body, tag: id });
  shown.onclick = () => {
    window.focus();
    open();
  };
}
