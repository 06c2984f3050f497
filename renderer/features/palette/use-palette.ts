// What the palette shows for what was typed.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DomainSummary } from '../../../shared/model/domain.ts';
import { useActionContext } from '../../actions/context.ts';
import { machineActions } from '../../actions/machine.ts';
import {
  useDomains,
  useHosts,
  useNetworks,
  usePools,
  useSelectedDomains,
  useSettings,
} from '../../live/hooks.ts';
import { placeOf } from '../../live/place.ts';
import type { Action } from '../../ui/action.ts';
import { actionEntry, fixedEntries, type Words } from './entries.ts';
import { type Entry, inOrder, type Ranked } from './entry.ts';
import { fitOfAll, termsOf } from './fit.ts';
import { listEntries, searchEntry } from './list-entries.ts';
import { type MachineSearch, machineActionEntries, machineEntry, searchMachines } from './machine-search.ts';
import { recentIds } from './recent.ts';

/** More are not read; another word finds the rest. The search for what was typed stands below them. */
const MOST_FITTING = 49;
const MOST_RECENT = 8;
const ITSELF = 'window.palette';

function useWords(): Words {
  const { t, i18n } = useTranslation();
  return useMemo(() => {
    const own = new Map<string, string>();
    const english = new Map<string, string>();
    const fixed = i18n.getFixedT('en');
    const kept = (words: Map<string, string>, key: string, find: (key: string) => string) => {
      const before = words.get(key);
      if (before !== undefined) return before;
      const word = find(key);
      words.set(key, word);
      return word;
    };
    return Object.assign((key: string) => kept(own, key, t), {
      english: (key: string) => kept(english, key, fixed),
    });
  }, [t, i18n]);
}

/** Of a list and a machine that fit alike, the machine is meant. */
const BEHIND_MACHINES = 0.5;

function ranked(entries: readonly Entry[], terms: readonly string[], behind = 0): readonly Ranked[] {
  return entries.flatMap((entry) => {
    const score = fitOfAll(terms, entry.texts);
    return score === undefined ? [] : [{ entry, score: score + behind }];
  });
}

/** An entry that was chosen before, as it is now; undefined for what is gone. */
function entryOf(
  id: string,
  byId: ReadonlyMap<string, Entry>,
  machines: ReadonlyMap<string, DomainSummary>,
  search: MachineSearch,
): Entry | undefined {
  const fixed = byId.get(id);
  if (fixed !== undefined) return fixed;
  const place = placeOf(id);
  if (place?.page === 'search') return searchEntry(place.query, search.words, search.context);
  if (place?.page === 'machine') {
    const machine = machines.get(place.domain);
    return machine === undefined ? undefined : machineEntry(machine, search);
  }
  const colon = id.indexOf(':');
  const machine = machines.get(id.slice(colon + 1));
  return machine === undefined
    ? undefined
    : machineActionEntries(machine, search).find((entry) => entry.id === id);
}

export interface Results {
  readonly shown: readonly Entry[];
  /** How many fit in all; the search for what was typed is not counted. */
  readonly total: number;
  /** How many of them are not shown. */
  readonly left: number;
}

export function usePalette(query: string, windowActions: readonly Action[]): Results {
  const words = useWords();
  const context = useActionContext();
  const hosts = useHosts();
  const networks = useNetworks();
  const pools = usePools();
  const domains = useDomains();
  const selected = useSelectedDomains();
  const recent = useMemo(recentIds, []);

  const fixed = useMemo(
    () =>
      fixedEntries({ hosts, networks, pools, windowActions }, words, context).filter(
        ({ id }) => id !== ITSELF,
      ),
    [hosts, networks, pools, windowActions, words, context],
  );
  const { groups, searches } = useSettings();
  const lists = useMemo(
    () => listEntries({ domains, groups, searches }, words, context),
    [domains, groups, searches, words, context],
  );
  const onSelection = useMemo(() => {
    const of = selected.length === 1 ? (selected[0]?.name ?? '') : words('app:palette.selected');
    return machineActions(selected, context).map((action) =>
      actionEntry(action, words, { id: action.id, ...(selected.length === 0 ? {} : { of }) }),
    );
  }, [selected, context, words]);
  const search = useMemo((): MachineSearch => ({ domains, words, context }), [domains, words, context]);

  return useMemo(() => {
    const terms = termsOf(query);
    const all = terms.length === 0 ? first() : found(terms);
    const fitting = all.slice(0, MOST_FITTING);
    const sought = query.trim();
    const shown = sought === '' ? fitting : [...fitting, searchEntry(sought, words, context)];
    return { shown, total: all.length, left: all.length - fitting.length };

    function first(): readonly Entry[] {
      const byId = new Map([...fixed, ...lists, ...onSelection].map((entry) => [entry.id, entry]));
      const machines = new Map<string, DomainSummary>(domains.map((domain) => [domain.key, domain]));
      const before = recent.flatMap((id) => entryOf(id, byId, machines, search) ?? []).slice(0, MOST_RECENT);
      const ids = new Set(before.map(({ id }) => id));
      const possible =
        selected.length === 0 ? [] : onSelection.filter(({ obstacle }) => obstacle === undefined);
      return [...before, ...[...possible, ...fixed, ...lists].filter(({ id }) => !ids.has(id))];
    }

    function found(terms: readonly string[]): readonly Entry[] {
      const others = ranked([...fixed, ...onSelection], terms);
      const ofLists = ranked(lists, terms, BEHIND_MACHINES);
      return inOrder([...others, ...searchMachines(terms, search), ...ofLists], recent);
    }
  }, [query, fixed, lists, onSelection, search, domains, selected, recent, words, context]);
}
