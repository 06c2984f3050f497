// The icon of a window that no installed package gives one: drawn by the page from its own SVG, since Electron reads only
// bitmaps and the repository holds none.
import { type BrowserWindow, nativeImage } from 'electron';

/** Apart from the page's own scripts, and from those of Electron (999). */
const WORLD = 1100;
const LONGEST_URL = 200_000;

/** A page is loaded before its first list is drawn, and that comes first. */
const LATER_MS = 1000;

const DRAWING = `(async () => {
  await new Promise((resolve) => setTimeout(resolve, ${LATER_MS}));
  await new Promise((resolve) => requestIdleCallback(resolve, { timeout: 2000 }));
  const image = new Image();
  image.src = 'icon.svg';
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 128;
  canvas.getContext('2d').drawImage(image, 0, 0, 128, 128);
  return canvas.toDataURL('image/png');
})()`;

function isPicture(drawn: unknown): drawn is string {
  return (
    typeof drawn === 'string' && drawn.length <= LONGEST_URL && drawn.startsWith('data:image/png;base64,')
  );
}

/** Gives `window` its icon once its page is loaded. macOS takes it from the bundle. A window without one works as well. */
export function giveIcon(window: BrowserWindow): void {
  if (process.platform === 'darwin') return;
  window.webContents.once('did-finish-load', async () => {
    const drawn: unknown = await window.webContents
      .executeJavaScriptInIsolatedWorld(WORLD, [{ code: DRAWING }])
      .catch(() => undefined);
    if (isPicture(drawn) && !window.isDestroyed()) window.setIcon(nativeImage.createFromDataURL(drawn));
  });
}
