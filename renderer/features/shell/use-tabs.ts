// Ties the tabs to the window's address: the address says which tab is active, the tabs remember the rest.
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { desktop } from '../../live/desktop.ts';
import { useHostsGone, useNavigate, usePlace } from '../../live/hooks.ts';
import { type Place, placeOf } from '../../live/place.ts';
import { createTabs } from './tab-memory.ts';
import {
  HOME_ID,
  type Tab,
  type Tabs,
  withoutHosts,
  withoutOthers,
  withoutRight,
  withoutTab,
  withPlace,
  withTabMoved,
} from './tab-store.ts';

export interface TabsView {
  readonly tabs: readonly Tab[];
  readonly active: string;
  open(place: Place): void;
  close(id: string): void;
  closeActive(): void;
  closeOthers(id: string): void;
  closeRight(id: string): void;
  /** Puts a tab at another place in the row. */
  move(id: string, index: number): void;
  /** Puts the active one `by` places to the right. */
  moveActive(by: number): void;
  /** Where the keyboard put one last: its id, and its place among all from 1. */
  readonly moved: { readonly id: string; readonly position: number } | undefined;
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

  // What was dropped into this window from another one.
  useEffect(
    () =>
      desktop()?.onPlace((hash) => {
        const dropped = placeOf(hash);
        if (dropped !== undefined) navigate(dropped);
      }),
    [navigate],
  );

  const [moved, setMoved] = useState<TabsView['moved']>();
  const verbs = useMemo(() => {
    const move = (id: string, index: number) => store.setState((before) => withTabMoved(before, id, index));
    return {
      close,
      closeActive: () => close(store.getState().active),
      closeOthers: (id: string) => goOnWith(withoutOthers(store.getState(), id)),
      closeRight: (id: string) => goOnWith(withoutRight(store.getState(), id)),
      move,
      moveActive: (by: number) => {
        const { tabs: all, active: id } = store.getState();
        move(id, all.findIndex((tab) => tab.id === id) + by);
        const position = store.getState().tabs.findIndex((tab) => tab.id === id) + 1;
        setMoved({ id, position });
      },
    };
  }, [store, close, goOnWith]);
  return useMemo(
    () => ({ tabs, active, open: navigate, step, moved, ...verbs }),
    [tabs, active, navigate, step, moved, verbs],
  );
}

export function isClosable(tab: Tab): boolean {
  return tab.id !== HOME_ID;
}
