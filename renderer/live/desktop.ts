/** Opens a place, given as its hash, in a window of its own: of the app, or of the browser. */
export function openInNewWindow(hash: string): void {
  // With its opener: a tab without one has a session of its own, and no token in it.
  if (window.desktop === undefined) window.open(hash, '_blank', 'popup');
  else window.desktop.openWindow(hash);
}
