// The open tabs of a window, as data.
import { type ConnectionId, connectionOf } from '../../../shared/model/keys.ts';
import { isMachineList, type Place, placeOf, tabIdOf } from '../../live/place.ts';

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

/** Puts a tab at `index` among all; the list of machines stays first. */
export function withTabMoved(before: Tabs, id: string, index: number): Tabs {
  const from = before.tabs.findIndex((one) => one.id === id);
  const to = Math.max(1, Math.min(before.tabs.length - 1, index));
  const tab = before.tabs[from];
  if (tab === undefined || from < 1 || from === to) return before;
  const rest = before.tabs.filter((one) => one !== tab);
  return { ...before, tabs: [...rest.slice(0, to), tab, ...rest.slice(to)] };
}

/** Closes all that `isMeant` says. When the active one is among them, `next` becomes active. */
function without(before: Tabs, isMeant: (tab: Tab, index: number) => boolean, next: string): Tabs {
  const tabs = before.tabs.filter((tab, index) => tab.id === HOME_ID || !isMeant(tab, index));
  if (tabs.length === before.tabs.length) return before;
  const active = tabs.some(({ id }) => id === before.active) ? before.active : next;
  return { tabs, active };
}

export function withoutOthers(before: Tabs, id: string): Tabs {
  return without(before, (tab) => tab.id !== id, id);
}

export function withoutRight(before: Tabs, id: string): Tabs {
  const at = before.tabs.findIndex((one) => one.id === id);
  return without(before, (_, index) => at >= 0 && index > at, id);
}

function tabsOfHashes(hashes: readonly string[]): readonly Tab[] {
  const tabs = new Map<string, Tab>();
  for (const hash of hashes) {
    const place = placeOf(hash);
    if (place !== undefined) tabs.set(tabId(place), { id: tabId(place), place, seen: false });
  }
  return [...tabs.values()];
}

/** With the tabs of the last start, in their order; what is open already stays as it is. */
export function withFormer(before: Tabs, hashes: readonly string[]): Tabs {
  const former = tabsOfHashes(hashes);
  const known = new Map(before.tabs.map((tab) => [tab.id, tab]));
  const kept = former.map((tab) => {
    const now = known.get(tab.id);
    // The list of machines is always there; where in it one was is only known from before.
    return now === undefined || (now.id === HOME_ID && !now.seen) ? tab : now;
  });
  const ids = new Set(kept.map(({ id }) => id));
  const home = kept.find(({ id }) => id === HOME_ID) ?? known.get(HOME_ID);
  const others = [...kept, ...before.tabs.filter(({ id }) => !ids.has(id))].filter(
    ({ id }) => id !== HOME_ID,
  );
  return { ...before, tabs: home === undefined ? others : [home, ...others] };
}
