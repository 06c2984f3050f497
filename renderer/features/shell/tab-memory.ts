// What remembers the open tabs: the page's own session for a reload, and the desktop app from one start to the next.
import { createStore, type StoreApi } from 'zustand/vanilla';
import { desktop } from '../../live/desktop.ts';
import { hashOf } from '../../live/place.ts';
import { HOME, HOME_ID, type Tabs, withFormer } from './tab-store.ts';

/** As many as the desktop app keeps. */
const MOST_KEPT = 100;

/** A window that was opened by another one gets a copy of its memory, and has a name of its own. */
function memoryKey(): string {
  return `guesthouse.tabs${window.name}`;
}

/** Undefined in a window that is new. */
function remembered(): readonly string[] | undefined {
  try {
    const stored = sessionStorage.getItem(memoryKey());
    if (stored === null) return undefined;
    const hashes: unknown = JSON.parse(stored);
    return Array.isArray(hashes) ? hashes.filter((hash) => typeof hash === 'string') : [];
  } catch {
    // Storage is closed to us, or holds what we did not write: begin with one tab.
    return [];
  }
}

function remember(hashes: readonly string[]): void {
  try {
    sessionStorage.setItem(memoryKey(), JSON.stringify(hashes));
  } catch {
    // Without storage the tabs are forgotten at the next load, nothing else.
  }
}

function keep({ tabs, active }: Tabs): void {
  const hashes = tabs.slice(0, MOST_KEPT).map((tab) => hashOf(tab.place));
  remember(hashes);
  const current = tabs.find((tab) => tab.id === active) ?? tabs[0];
  if (current !== undefined) desktop()?.keepTabs({ tabs: hashes, active: hashOf(current.place) });
}

/** The tabs of this window. Those of the last start of the desktop app come a moment later, without being drawn. */
export function createTabs(): StoreApi<Tabs> {
  const first: Tabs = { tabs: [{ id: HOME_ID, place: HOME, seen: false }], active: HOME_ID };
  const known = remembered();
  const store = createStore<Tabs>(() => withFormer(first, known ?? []));
  const app = desktop();
  if (known !== undefined || app === undefined) {
    store.subscribe(keep);
    return store;
  }
  // Not before what was kept is here: it would be written over.
  void app.formerTabs().then((former) => {
    store.subscribe(keep);
    store.setState((now) => withFormer(now, former?.tabs ?? []));
  });
  return store;
}
