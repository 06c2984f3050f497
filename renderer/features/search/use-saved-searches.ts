// Searches with names, as the settings keep them; the same in all windows.
import { useCallback, useState } from 'react';
import type { SavedSearch } from '../../../shared/model/settings.ts';
import { useChangeSettings, useSettings } from '../../live/hooks.ts';

export type SearchWords = Omit<SavedSearch, 'id'>;

export interface SavedSearches {
  readonly all: readonly SavedSearch[];
  add(words: SearchWords): void;
  edit(search: SavedSearch): void;
  /** To stand before the one at `index`, counted as they stand now. */
  move(id: string, index: number): void;
  remove(id: string): void;
  /** Until something else is done: what was removed last, and where it was. */
  readonly removed: { readonly search: SavedSearch; readonly index: number } | undefined;
  undo(): void;
  forget(): void;
}

export function moved(all: readonly SavedSearch[], id: string, index: number): readonly SavedSearch[] {
  const search = all.find((one) => one.id === id);
  if (search === undefined) return all;
  const before = all.slice(0, Math.max(0, index)).filter((one) => one.id !== id);
  const after = all.slice(Math.max(0, index)).filter((one) => one.id !== id);
  return [...before, search, ...after];
}

export function useSavedSearches(): SavedSearches {
  const { searches: all } = useSettings();
  const change = useChangeSettings();
  const [removed, setRemoved] = useState<SavedSearches['removed']>();
  const save = useCallback(
    (searches: readonly SavedSearch[]) => void change({ searches: [...searches] }),
    [change],
  );
  return {
    all,
    add: (words) => save([...all, { ...words, id: crypto.randomUUID() }]),
    edit: (search) => save(all.map((one) => (one.id === search.id ? search : one))),
    move: (id, index) => save(moved(all, id, index)),
    remove: (id) => {
      const index = all.findIndex((one) => one.id === id);
      const search = all[index];
      if (search === undefined) return;
      setRemoved({ search, index });
      save(all.filter((one) => one.id !== id));
    },
    removed,
    undo: () => {
      if (removed === undefined) return;
      setRemoved(undefined);
      save([...all.slice(0, removed.index), removed.search, ...all.slice(removed.index)]);
    },
    forget: () => setRemoved(undefined),
  };
}
