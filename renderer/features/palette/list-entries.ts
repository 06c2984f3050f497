// Lists of machines in the palette: groups, tags, saved searches, and a search for what was typed.
import { IconFolder, IconSearch, IconTag, IconWorldSearch } from '@tabler/icons-react';
import type { DomainSummary } from '../../../shared/model/domain.ts';
import type { Group } from '../../../shared/model/labels.ts';
import type { SavedSearch } from '../../../shared/model/settings.ts';
import type { ActionContext } from '../../actions/context.ts';
import { flatGroups, groupTree, knownTags } from '../../live/labels.ts';
import { exactly } from '../../live/search/complete.ts';
import { placeEntry, textsOf, type Words } from './entries.ts';
import type { Entry } from './entry.ts';
import { plain } from './fit.ts';

export interface Lists {
  readonly domains: readonly DomainSummary[];
  /** Those that no machine keeps. */
  readonly groups: readonly Group[];
  readonly searches: readonly SavedSearch[];
}

/** Found by its name, and by what kind of thing it is: “tag web”. */
function kinds(name: string, kind: string, words: Words, also = ''): readonly string[] {
  return [plain(name), ...textsOf(kind, words, `${name} ${also}`)];
}

export function listEntries(
  { domains, groups, searches }: Lists,
  words: Words,
  context: Pick<ActionContext, 'go'>,
): readonly Entry[] {
  return [
    ...searches.map(({ name, query }) => {
      const texts = kinds(name, 'app:palette.savedSearch', words, query);
      const shown = { label: name, hint: query, icon: IconSearch, texts };
      return placeEntry({ page: 'search', query }, shown, context);
    }),
    ...flatGroups(groupTree(domains, groups)).map(({ name, path }) => {
      const texts = kinds(name, 'app:palette.group', words, path);
      const shown = { label: path, hint: words('app:palette.group'), icon: IconFolder, texts };
      return placeEntry({ page: 'group', group: path }, shown, context);
    }),
    ...knownTags(domains).map(({ name }) => {
      const texts = kinds(name, 'app:palette.tag', words);
      const shown = { label: name, hint: words('app:palette.tag'), icon: IconTag, texts };
      return placeEntry({ page: 'search', query: exactly('tag', name) }, shown, context);
    }),
  ];
}

/** Always there: what is no name of anything may be an address, or a search like `state:off`. */
export function searchEntry(query: string, words: Words, context: Pick<ActionContext, 'go'>): Entry {
  const shown = { label: words('app:palette.searchFor'), of: query, icon: IconWorldSearch, texts: [] };
  return placeEntry({ page: 'search', query }, shown, context);
}
