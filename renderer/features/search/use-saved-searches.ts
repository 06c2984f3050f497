// Searches with names, as the settings keep them; the same in all windows.
import { useState } from 'react';
import type { SavedSearch } from '../../../shared/model/settings.ts';
import { useChangeSearches, useSettings } from '../../live/hooks.ts';

export type SearchWords = Omit<SavedSearch, 'id'>;

export interface SavedSearches {
  readonly all: readonly SavedSearch[];
  add(words: SearchWords): void;
  edit(id: string, words: SearchWords): void;
  /** To stand before the one at `index`, counted as they stand now. */
  move(id: string, index: number): void;
  remove(id: string): void;
  /** Until something else is done: what was removed last, and the id of the one it stood before. */
  readonly removed: { readonly search: SavedSearch; readonly before: string | undefined } | undefined;
  undo(): void;
  forget(): void;
}

/** Absent at the end. */
function placeBefore(id: string | undefined): { readonly before?: string } {
  return id === undefined ? {} : { before: id };
}

/** Only what is another: what another window changed meanwhile stays. */
function changedWords(known: SavedSearch | undefined, words: SearchWords): Partial<SearchWords> {
  const { name, query, colour } = words;
  return {
    ...(name === known?.name ? {} : { name }),
    ...(query === known?.query ? {} : { query }),
    ...(colour === known?.colour ? {} : { colour }),
  };
}

export function useSavedSearches(): SavedSearches {
  const { searches: all } = useSettings();
  const change = useChangeSearches();
  const [removed, setRemoved] = useState<SavedSearches['removed']>();
  return {
    all,
    add: (words) => void change({ op: 'add', search: { ...words, id: crypto.randomUUID() } }),
    edit: (id, words) => {
      const known = all.find((one) => one.id === id);
      void change({ op: 'edit', id, words: changedWords(known, words) });
    },
    move: (id, index) => {
      const before = all.slice(Math.max(0, index)).find((one) => one.id !== id)?.id;
      void change({ op: 'move', id, ...placeBefore(before) });
    },
    remove: (id) => {
      const index = all.findIndex((one) => one.id === id);
      const search = all[index];
      if (search === undefined) return;
      setRemoved({ search, before: all[index + 1]?.id });
      void change({ op: 'remove', id });
    },
    removed,
    undo: () => {
      if (removed === undefined) return;
      setRemoved(undefined);
      void change({ op: 'add', search: removed.search, ...placeBefore(removed.before) });
    },
    forget: () => setRemoved(undefined),
  };
}
