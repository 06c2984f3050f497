// Ties the tabs to the window's address: the address says which tab is active, the tabs remember the rest.
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { useHostsGone, useNavigate, usePlace } from '../../live/hooks.ts';
import type { Place } from '../../live/place.ts';
import {
  createTabs,
  HOME_ID,
  type Tab,
  type Tabs,
  withoutHosts,
  withoutTab,
  withPlace,
} from './tab-store.ts';

export interface TabsView {
  readonly tabs: readonly Tab[];
  readonly active: string;
  open(place: Place): void;
  close(id: string): void;
  closeActive(): void;
  /** Goes `by` tabs to the right, around the end. */
  step(by: number): void;
}

export function useTabs(): TabsView {
  const [store] = useState(createTabs);
  const { tabs, active } = useStore(store);
  const place = usePlace();
  const navigate = useNavigate();

  useEffect(() => store.setState((before) => withPlace(before, place)), [store, place]);

  const goOnWith = useCallback(
    (after: Tabs) => {
      const before = store.getState();
      if (after === before) return;
      store.setState(after);
      const now = after.tabs.find((tab) => tab.id === after.active);
      const was = before.tabs.find((tab) => tab.id === before.active);
      if (now !== undefined && now.place !== was?.place) navigate(now.place);
    },
    [store, navigate],
  );
  const close = useCallback((id: string) => goOnWith(withoutTab(store.getState(), id)), [store, goOnWith]);
  useHostsGone(useCallback((gone) => goOnWith(withoutHosts(store.getState(), gone)), [store, goOnWith]));

  const step = useCallback(
    (by: number) => {
      const { tabs: all, active: id } = store.getState();
      const index = all.findIndex((tab) => tab.id === id);
      const next = all[(index + by + all.length) % all.length];
      if (next !== undefined) navigate(next.place);
    },
    [store, navigate],
  );

  const closeActive = useCallback(() => close(store.getState().active), [store, close]);
  return useMemo(
    () => ({ tabs, active, open: navigate, close, closeActive, step }),
    [tabs, active, navigate, close, closeActive, step],
  );
}

export function isClosable(tab: Tab): boolean {
  return tab.id !== HOME_ID;
}
