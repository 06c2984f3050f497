// One step with the saved searches. The engine makes it to what is stored at that moment, so that two windows lose nothing of
// each other's; a page makes the same step at once to what it shows.
import { MOST_SEARCHES, type SavedSearch } from './model/settings.ts';

type Words = Partial<Omit<SavedSearch, 'id'>>;

export type SearchChange =
  /** `before`: the id of the one that it stands before; at the end when that is absent or gone. */
  | { readonly op: 'add'; readonly search: SavedSearch; readonly before?: string }
  | { readonly op: 'edit'; readonly id: string; readonly words: Words }
  | { readonly op: 'move'; readonly id: string; readonly before?: string }
  | { readonly op: 'remove'; readonly id: string };

function inserted(
  all: readonly SavedSearch[],
  search: SavedSearch,
  before: string | undefined,
): readonly SavedSearch[] {
  const at = all.findIndex(({ id }) => id === before);
  return at < 0 ? [...all, search] : [...all.slice(0, at), search, ...all.slice(at)];
}

/** What is gone meanwhile is not changed; what is there already is not added again; more than fit are not taken. */
export function searchesAfter(all: readonly SavedSearch[], change: SearchChange): readonly SavedSearch[] {
  const id = change.op === 'add' ? change.search.id : change.id;
  const known = all.find((one) => one.id === id);
  if (change.op === 'add') {
    const full = all.length >= MOST_SEARCHES;
    return known !== undefined || full ? all : inserted(all, change.search, change.before);
  }
  if (known === undefined) return all;
  const others = all.filter((one) => one !== known);
  switch (change.op) {
    case 'edit':
      return all.map((one) => (one === known ? { ...one, ...change.words, id } : one));
    case 'move':
      return change.before === id ? all : inserted(others, known, change.before);
    case 'remove':
      return others;
  }
}
