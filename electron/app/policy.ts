// What pages may not do, whatever is in them: go elsewhere, open windows, load from the network, ask for devices.
import { app, type Session, session, type WebContents } from 'electron';
import { isPage, PAGE_ORIGIN } from './scheme.ts';

/**
 * Reading the clipboard types it into a machine ("type the clipboard"), writing copies from a terminal; full screen and
 * the keyboard lock let Alt+Tab reach the machine. All start with a click or key of the user in our own page.
 */
const GRANTED: ReadonlySet<string> = new Set([
  'clipboard-read',
  'clipboard-sanitized-write',
  'fullscreen',
  'keyboardLock',
]);

function restrictPermissions(pages: Session): void {
  pages.setPermissionRequestHandler((contents, permission, grant, { isMainFrame, requestingUrl }) => {
    grant(isMainFrame && isPage(requestingUrl) && isPage(contents.getURL()) && GRANTED.has(permission));
  });
  pages.setPermissionCheckHandler((_contents, permission, origin) => {
    return isPage(origin) && GRANTED.has(permission);
  });
  pages.setDevicePermissionHandler(() => false);
}

/** Pages have no network at all; the content security policy says the same, this holds without it. */
function restrictNetwork(pages: Session): void {
  const elsewhere = ['http', 'https', 'ws', 'wss', 'ftp'].map((scheme) => `${scheme}://*/*`);
  pages.webRequest.onBeforeRequest({ urls: [...elsewhere, 'file:///*'] }, (_details, answer) => {
    answer({ cancel: true });
  });
}

/** Screenshots and console texts are saved from blobs of our own; nothing else is downloaded. */
function restrictDownloads(pages: Session): void {
  pages.on('will-download', (event, item) => {
    if (!item.getURL().startsWith(`blob:${PAGE_ORIGIN}/`)) event.preventDefault();
  });
}

function restrictNavigation(contents: WebContents): void {
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isPage(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** Holds for every page there will ever be. After the app is ready, before the first window. */
export function restrictPages(): void {
  restrictPermissions(session.defaultSession);
  restrictNetwork(session.defaultSession);
  restrictDownloads(session.defaultSession);
  app.on('web-contents-created', (_event, contents) => restrictNavigation(contents));
}
