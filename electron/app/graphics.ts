// How pages are drawn where the computer has no graphics card, as over VNC or on a server.
import { existsSync } from 'node:fs';
import { app } from 'electron';

/** Linux's ways to a card: the kernel's own, NVIDIA's, that of a Linux inside Windows. */
const CARDS = ['/dev/dri', '/dev/nvidiactl', '/dev/dxg'];

/**
 * Without a card, Chromium is not to look for one: it would start its drawing process in vain and then anew, and the first window
 * waits for it. Other processors than PCs' have cards with names of their own. Only before the app is ready.
 */
export function drawWithoutCard(): void {
  const known = process.platform === 'linux' && process.arch === 'x64';
  if (known && !CARDS.some((card) => existsSync(card))) app.disableHardwareAcceleration();
}
