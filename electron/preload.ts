// The bridge between a page and the main process, in the page's sandbox. It checks nothing: main does, and trusts no page.
import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import { type Desktop, ENGINE_PORT, type WindowTabs } from '../shared/desktop.ts';

/** Ports do not cross the bridge, so the page gets its own as a window message. */
ipcRenderer.on('engine-port', ({ ports }, nonce: string) => {
  window.postMessage({ type: ENGINE_PORT, nonce }, location.origin, [...ports]);
});

function listen<T>(channel: string, listener: (value: T) => void): () => void {
  const heard = (_event: IpcRendererEvent, value: T) => listener(value);
  ipcRenderer.on(channel, heard);
  return () => ipcRenderer.off(channel, heard);
}

const desktop: Desktop = {
  requestEngine: (nonce) => ipcRenderer.send('engine-wanted', nonce),
  onEngineFailing: (listener) => listen('engine-failing', listener),
  openWindow: (hash) => ipcRenderer.send('window-wanted', hash),
  dropTab: (hash, x, y) => ipcRenderer.send('tab-dropped', { hash, x, y }),
  formerTabs: () =>
    new Promise((resolve) => {
      ipcRenderer.once('former-tabs', (_event, tabs: WindowTabs | undefined) => resolve(tabs));
      ipcRenderer.send('former-tabs-wanted');
    }),
  keepTabs: (tabs) => ipcRenderer.send('tabs', tabs),
  onPlace: (listener) => listen('place', listener),
  setLanguage: (language) => ipcRenderer.send('language', language),
  setTheme: (theme) => ipcRenderer.send('theme', theme),
  setTray: (on) => ipcRenderer.send('tray', on),
  hasTray: () => ipcRenderer.invoke('tray-here'),
  setMenus: (menus) => ipcRenderer.send('menus', menus),
  notify: (notice) => ipcRenderer.send('notice', notice),
  openExternal: (url) => ipcRenderer.send('external-wanted', url),
  onMenuItem: (listener) => listen('menu-item', listener),
  onOutside: (listener) => {
    const stop = listen('outside', listener);
    ipcRenderer.send('outside-wanted');
    return stop;
  },
};

contextBridge.exposeInMainWorld('desktop', desktop);
