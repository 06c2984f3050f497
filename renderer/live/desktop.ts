// What the desktop app lends to a page; a browser has none of it.
import type { Desktop } from '../../shared/desktop.ts';

declare global {
  interface Window {
    /** Set by the preload, in the desktop app only. */
    readonly desktop?: Desktop;
  }
}

/** Absent in a browser. */
export function desktop(): Desktop | undefined {
  return window.desktop;
}

/** Opens a place, given as its hash, in a window of its own: of the app, or of the browser. */
export function openInNewWindow(hash: string): void {
  const app = desktop();
  // In a browser the opener is kept: with it the new window gets the token of this one's session.
  // Its name is its own, and tells its tabs from those of this window.
  if (app === undefined) window.open(hash, `guesthouse-${Date.now()}`, 'popup');
  else app.openWindow(hash);
}
