/** Opens a place, given as its hash, in a window of its own: of the app, or of the browser. */
export function openInNewWindow(hash: string): void {
  if (window.desktop === undefined) window.open(hash, '_blank', 'noopener,popup');
  else window.desktop.openWindow(hash);
}
