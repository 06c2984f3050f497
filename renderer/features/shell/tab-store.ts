// The open tabs of this window; remembered for as long as the window lives.
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type ConnectionId, connectionOf } from '../../../shared/model/keys.ts';
import { hashOf, isMachineList, type Place, placeOf, tabIdOf } from '../../live/place.ts';

export interface Tab {
  readonly id: string;
  /** Where inside itself the tab is. */
  readonly place: Place;
  /** Was on screen since the page was loaded; others are not drawn before they are wanted. */
  readonly seen: boolean;
}

export interface Tabs {
  readonly tabs: readonly Tab[];
  readonly active: string;
}

/** The list of machines is always there, first, and cannot be closed. */
export const HOME: Place = { page: 'machines' };
export const HOME_ID = tabId(HOME);

/** All lists of machines share one tab. */
function tabId(place: Place): string {
  return tabIdOf(isMachineList(place) ? { page: 'machines' } : place);
}

/** Goes to `place`: in its own tab when it is open, else in a new one after the active tab. */
export function withPlace({ tabs, active }: Tabs, place: Place): Tabs {
  const id = tabId(place);
  const tab: Tab = { id, place, seen: true };
  if (tabs.some((one) => one.id === id)) {
    return { tabs: tabs.map((one) => (one.id === id ? tab : one)), active: id };
  }
  const after = tabs.findIndex((one) => one.id === active) + 1;
  return { tabs: [...tabs.slice(0, after), tab, ...tabs.slice(after)], active: id };
}

/** The neighbour of a closed active tab becomes the active one. */
export function withoutTab(before: Tabs, id: string): Tabs {
  const index = before.tabs.findIndex((one) => one.id === id);
  if (index < 0 || id === HOME_ID) return before;
  const tabs = before.tabs.filter((one) => one.id !== id);
  const active =
    before.active === id ? (tabs[Math.min(index, tabs.length - 1)]?.id ?? HOME_ID) : before.active;
  return { tabs, active };
}

/** The host that a place belongs to. */
export function connectionAt(place: Place): ConnectionId | undefined {
  if ('connection' in place) return place.connection;
  if (place.page === 'machine' || place.page === 'guest-shell') return connectionOf(place.domain);
  if (place.page === 'network') return connectionOf(place.network);
  if (place.page === 'pool') return connectionOf(place.pool);
  return place.page === 'bridge' ? connectionOf(place.bridge) : undefined;
}

/** Hosts were taken off the list: nothing of theirs can be shown any more. */
export function withoutHosts(before: Tabs, gone: ReadonlySet<ConnectionId>): Tabs {
  const isGone = ({ place }: Tab): boolean => {
    const connection = connectionAt(place);
    return connection !== undefined && gone.has(connection);
  };
  const closed = before.tabs.filter(isGone);
  if (closed.length === 0) return before;
  const left = closed.reduce((tabs, { id }) => withoutTab(tabs, id), before);
  // The list of machines stays, and shows those of all hosts again.
  return { ...left, tabs: left.tabs.map((tab) => (isGone(tab) ? { ...tab, place: HOME } : tab)) };
}

/** A window that was opened by another one gets a copy of its memory, and has a name of its own. */
function memoryKey(): string {
  return `guesthouse.tabs${window.name}`;
}

function remembered(): readonly Tab[] {
  try {
    const hashes: unknown = JSON.parse(sessionStorage.getItem(memoryKey()) ?? '[]');
    if (!Array.isArray(hashes)) return [];
    const places = hashes.map((hash) => (typeof hash === 'string' ? placeOf(hash) : undefined));
    return places.flatMap((place) =>
      place === undefined || isMachineList(place) ? [] : [{ id: tabId(place), place, seen: false }],
    );
  } catch {
    // Storage is closed to us, or holds what we did not write: begin with one tab.
    return [];
  }
}

function remember({ tabs }: Tabs): void {
  try {
    sessionStorage.setItem(memoryKey(), JSON.stringify(tabs.map((tab) => hashOf(tab.place))));
  } catch {
    // Without storage the tabs are forgotten at the next load, nothing else.
  }
}

export function createTabs(): StoreApi<Tabs> {
  const home: Tab = { id: HOME_ID, place: HOME, seen: false };
  const store = createStore<Tabs>(() => ({ tabs: [home, ...remembered()], active: HOME_ID }));
  store.subscribe(remember);
  return store;
}
