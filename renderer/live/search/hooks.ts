// How components search.
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { DomainSummary } from '../../../shared/model/domain.ts';
import type { DomainKey } from '../../../shared/model/keys.ts';
import type { SavedSearch } from '../../../shared/model/settings.ts';
import type { DomainSample } from '../../../shared/model/statistics.ts';
import { useReplacePlace } from '../hooks.ts';
import { FITS_A_FRAME, useAtLeisure } from '../leisure.ts';
import { useSampleOf } from '../measured.ts';
import { type Place, placeOf } from '../place.ts';
import { useLive } from '../provider.tsx';
import type { Model } from '../store.ts';
import { asksForRates, machineTest } from './evaluate.ts';
import { createFinder } from './finder.ts';
import { keepCounts } from './keep-counts.ts';
import { type Parsed, parse } from './parser.ts';
import type { Problem } from './query.ts';
import { createStateWords } from './state-words.ts';
import { isStateWord, type Surroundings } from './surroundings.ts';
import { createValues, type ValuesOf } from './values.ts';
import { warmUp, warmUpFields } from './warm-up.ts';

function useStateWords(): Surroundings['stateWords'] {
  const { i18n } = useTranslation('domains');
  return useMemo(() => createStateWords(i18n), [i18n]);
}

/** What is asked for by `text`, and what of it makes no sense. */
export function useParsed(text: string): Parsed {
  const words = useStateWords();
  return useMemo(() => parse(text, (word) => isStateWord(word, words)), [text, words]);
}

/** What the box above a list of machines shows and does. */
export interface ListSearch {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly problems: readonly Problem[];
  /** Of `total`. */
  readonly found: number;
  readonly total: number;
}

export interface MachineSearch {
  /** What they were searched by: it follows what is typed. */
  readonly text: string;
  readonly rows: readonly DomainSummary[];
  readonly problems: readonly Problem[];
}

/**
 * Those of `domains` that `text` asks for, in their order. They come in one frame with what is typed: a frame for the letter
 * alone would only hold them up.
 */
export function useMachineSearch(domains: readonly DomainSummary[], text: string): MachineSearch {
  const { model } = useLive();
  const searched = useAtLeisure(text, domains.length > FITS_A_FRAME);
  const { query, problems } = useParsed(searched);
  const hosts = useStore(model, (state) => state.hosts);
  const pools = useStore(model, (state) => state.pools);
  const stateWords = useStateWords();
  // All samples are only asked for while the search asks for a rate.
  const sampleOf = useSampleOf(asksForRates(query));
  const find = useMemo(
    () => createFinder(domains, { hosts, pools: [...pools.values()], stateWords, sampleOf }),
    [domains, hosts, pools, stateWords, sampleOf],
  );
  const rows = query === undefined ? domains : find(searched, query);
  const { length } = domains;
  // What changes later is read when it is searched: ten thousand that change at once are not read again for nobody.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only more or fewer machines are a reason
  useEffect(() => warmUp(domains), [length]);
  useEffect(() => warmUpFields(domains, problems), [domains, problems]);
  return useMemo(() => ({ text: searched, rows, problems }), [searched, rows, problems]);
}

function nothingMeasured(_: DomainKey): DomainSample | undefined {
  return undefined;
}

function surroundingsIn({ hosts, pools }: Model, stateWords: Surroundings['stateWords']): Surroundings {
  return { hosts, pools: [...pools.values()], stateWords, sampleOf: nothingMeasured };
}

/** Finds the values of fields as they are at that moment; who only asks while something is typed follows no change. */
export function useValues(): () => ValuesOf {
  const { model } = useLive();
  const { t, i18n } = useTranslation('domains');
  const stateWords = useStateWords();
  const chinese = i18n.language.startsWith('zh');
  return useMemo(() => {
    let known: { readonly model: Model; readonly values: ValuesOf } | undefined;
    return () => {
      const now = model.getState();
      if (known?.model.domains !== now.domains || known.model.hosts !== now.hosts)
        known = {
          model: now,
          values: createValues(now.domains, surroundingsIn(now, stateWords), {
            state: (key) => t(key),
            chinese,
          }),
        };
      return known.values;
    };
  }, [model, stateWords, t, chinese]);
}

export type SearchCounts = ReadonlyMap<string, number | undefined>;

/** How many machines each search finds. A search for rates has no count: it would have every machine measured. */
export function useSearchCounts(searches: readonly SavedSearch[]): SearchCounts {
  const { model } = useLive();
  const stateWords = useStateWords();
  const [counts, setCounts] = useState<SearchCounts>(new Map());
  useEffect(() => {
    const counted = searches.map(({ id, query: text }) => {
      const { query } = parse(text, (word) => isStateWord(word, stateWords));
      return {
        id,
        count: () => {
          if (asksForRates(query)) return undefined;
          const now = model.getState();
          if (query === undefined) return now.domains.size;
          const test = machineTest(query, surroundingsIn(now, stateWords));
          let count = 0;
          for (const domain of now.domains.values()) if (test(domain)) count += 1;
          return count;
        },
      };
    });
    return keepCounts(model, counted, (id, count) =>
      setCounts((before) => (before.get(id) === count ? before : new Map(before).set(id, count))),
    );
  }, [model, searches, stateWords]);
  return counts;
}

/** Half of a letter cannot stand in an address. */
function wellFormed(text: string): string {
  return text.replaceAll(/\p{Surrogate}/gu, '');
}

/** All that the window shows is drawn again when its address changes: that waits until nobody types. */
const ADDRESS_AFTER_MS = 300;

function isListOfAll(place: Place | undefined): boolean {
  return place?.page === 'search' || (place?.page === 'machines' && place.connection === undefined);
}

/**
 * What is searched for, and how to search for something else. What is typed counts at once, in every box; the window's address
 * follows, in place of the search before it: the way back leads to where one was before.
 */
export function useAddressedSearch(shown: string): readonly [text: string, search: (text: string) => void] {
  const { state } = useLive();
  const draft = useStore(state, ({ searchDraft }) => searchDraft);
  const replace = useReplacePlace();
  const pending = useRef<{ readonly query: string; readonly timer: ReturnType<typeof setTimeout> }>(
    undefined,
  );
  const drop = useCallback(() => {
    if (pending.current === undefined) return;
    const { query, timer } = pending.current;
    clearTimeout(timer);
    pending.current = undefined;
    // What was typed in another box since is not this one's to drop.
    if (state.getState().searchDraft === query) state.setState({ searchDraft: undefined });
  }, [state]);
  useEffect(() => drop, [drop]);
  const search = useCallback(
    (typed: string) => {
      const query = wellFormed(typed);
      const place: Place = query === '' ? { page: 'machines' } : { page: 'search', query };
      const from = window.location.hash;
      // The next letter may be there before the address is: it stands behind this one.
      state.setState({ searchDraft: query });
      if (!isListOfAll(placeOf(from) ?? { page: 'machines' })) return replace(place);
      clearTimeout(pending.current?.timer);
      const timer = setTimeout(() => {
        // Who went elsewhere meanwhile, or typed in another box, is not brought back.
        if (window.location.hash !== from || state.getState().searchDraft !== query) return drop();
        pending.current = undefined;
        replace(place);
      }, ADDRESS_AFTER_MS);
      pending.current = { query, timer };
    },
    [state, replace, drop],
  );
  return [draft ?? shown, search];
}

/**
 * What is typed above a list of machines. Above that of all machines it is the window's search, and stands in the address;
 * elsewhere it only leaves out rows.
 */
export function useListText(
  ofAll: boolean,
  query: string,
): readonly [text: string, setText: (text: string) => void] {
  const { state } = useLive();
  const [addressed, search] = useAddressedSearch(query);
  const [text, setText] = useState('');
  const draft = useStore(state, ({ searchDraft }) => searchDraft);
  // The list is the last to hear of a new address: what was typed stands until then, or it would show what was before.
  useEffect(() => {
    if (ofAll && draft === query) state.setState({ searchDraft: undefined });
  }, [state, ofAll, draft, query]);
  return ofAll ? [addressed, search] : [text, setText];
}
