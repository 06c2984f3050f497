// How components read the mirror and speak to the engine. No component touches the api in another way.
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import type { AppApi } from '../../shared/contract.ts';
import type { Failure, Result } from '../../shared/failure.ts';
import type { DomainSummary } from '../../shared/model/domain.ts';
import type { HostSummary } from '../../shared/model/host.ts';
import type { BridgeKey, ConnectionId, DomainKey, NetworkKey, PoolKey } from '../../shared/model/keys.ts';
import type { BridgeSummary, NetworkSummary } from '../../shared/model/network.ts';
import type { Settings, SettingsTrouble } from '../../shared/model/settings.ts';
import type { PoolSummary } from '../../shared/model/storage.ts';
import type { SearchChange } from '../../shared/saved-searches.ts';
import type { NetworkActsStore, PoolActsStore } from './acts.ts';
import { MANY, useAtLeisure } from './leisure.ts';
import { type LinkState, NO_DOMAINS } from './live.ts';
import { compareNames, createOrder } from './ordered.ts';
import { hashOf, type Place, placeOf, tabIdOf } from './place.ts';
import { useLive } from './provider.tsx';
import type { SettingsChange } from './settings-mirror.ts';
import type { Model } from './store.ts';
import type { Wish } from './wish.ts';

const hostOrder = createOrder<ConnectionId, HostSummary>(
  // Places are given one after the other; two that are the same for a moment go by name.
  (a, b) => a.position - b.position || compareNames(a.name, b.name),
);
const domainOrder = createOrder<DomainKey, DomainSummary>();
const networkOrder = createOrder<NetworkKey, NetworkSummary>();
const poolOrder = createOrder<PoolKey, PoolSummary>();
const bridgeOrder = createOrder<BridgeKey, BridgeSummary>();

function useModel<T>(select: (model: Model) => T): T {
  return useStore(useLive().model, select);
}

function useOf<T extends { readonly connection: ConnectionId }>(
  all: readonly T[],
  connection: ConnectionId | undefined,
): readonly T[] {
  return useMemo(
    () => (connection === undefined ? all : all.filter((one) => one.connection === connection)),
    [all, connection],
  );
}

/** Calls `listener` with the hosts that were taken off the list. A host that is lost or closed stays on it. */
export function useHostsGone(listener: (gone: ReadonlySet<ConnectionId>) => void): void {
  const { model } = useLive();
  useEffect(
    () =>
      model.subscribe((now, before) => {
        if (now.hosts === before.hosts) return;
        const gone = [...before.hosts.keys()].filter((id) => !now.hosts.has(id));
        if (gone.length > 0) listener(new Set(gone));
      }),
    [model, listener],
  );
}

export function useApi(): AppApi {
  return useLive().api;
}

/** Whether the first snapshot has come, and why not. */
export function useModelPhase(): Pick<Model, 'phase' | 'failure'> {
  const phase = useModel((model) => model.phase);
  const failure = useModel((model) => model.failure);
  return failure === undefined ? { phase } : { phase, failure };
}

export function useLink(): LinkState {
  return useStore(useLive().state, (state) => state.link);
}

/** The folder of the logs that say why the engine dies each time it is started; undefined while it may come soon. */
export function useEngineFailing(): string | undefined {
  return useStore(useLive().state, (state) => state.failing);
}

/** All hosts in the order that the person gave them. */
export function useHosts(): readonly HostSummary[] {
  return useModel((model) => hostOrder(model.hosts));
}

export function useHost(id: ConnectionId | undefined): HostSummary | undefined {
  return useModel((model) => (id === undefined ? undefined : model.hosts.get(id)));
}

/** Whether a new engine is still opening this host, and what is shown of it is from before. */
export function useRemembered(id: ConnectionId): boolean {
  return useModel((model) => model.remembered.has(id));
}

/** Machines by key, for looking up many. */
export function useDomainTable(): ReadonlyMap<DomainKey, DomainSummary> {
  const now = useModel((model) => model.domains);
  return useAtLeisure(now, now.size >= MANY);
}

/** Machines of one host or of all, by name. */
export function useDomains(connection?: ConnectionId): readonly DomainSummary[] {
  const table = useDomainTable();
  return useOf(
    useMemo(() => domainOrder(table), [table]),
    connection,
  );
}

/** Whether any machine is known yet. */
export function useAnyDomain(): boolean {
  return useModel(({ domains }) => domains.size > 0);
}

export function useDomain(key: DomainKey | undefined): DomainSummary | undefined {
  return useModel((model) => (key === undefined ? undefined : model.domains.get(key)));
}

export function useNetworks(connection?: ConnectionId): readonly NetworkSummary[] {
  return useOf(
    useModel((model) => networkOrder(model.networks)),
    connection,
  );
}

export function useNetwork(key: NetworkKey | undefined): NetworkSummary | undefined {
  return useModel((model) => (key === undefined ? undefined : model.networks.get(key)));
}

export function usePools(connection?: ConnectionId): readonly PoolSummary[] {
  return useOf(
    useModel((model) => poolOrder(model.pools)),
    connection,
  );
}

export function usePool(key: PoolKey | undefined): PoolSummary | undefined {
  return useModel((model) => (key === undefined ? undefined : model.pools.get(key)));
}

export function useBridges(connection?: ConnectionId): readonly BridgeSummary[] {
  return useOf(
    useModel((model) => bridgeOrder(model.bridges)),
    connection,
  );
}

export type RunRequest<In, Out> = (api: AppApi, input: In, signal: AbortSignal) => Promise<Result<Out>>;

export interface RequestState<In, Out> {
  run(input: In): Promise<Result<Out>>;
  readonly pending: boolean;
  readonly failure?: Failure;
  clear(): void;
}

/** An intent of the user: its pending state and its failure stay beside the control that asked. */
export function useRequest<In, Out>(request: RunRequest<In, Out>): RequestState<In, Out> {
  const api = useApi();
  const latest = useRef(request);
  latest.current = request;
  const [running, setRunning] = useState(0);
  const [failure, setFailure] = useState<Failure>();

  const run = useCallback(
    async (input: In) => {
      setFailure(undefined);
      setRunning((count) => count + 1);
      // An intent is not taken back because its button left the screen, so nothing aborts it.
      const result = await latest.current(api, input, new AbortController().signal);
      setRunning((count) => count - 1);
      if (!result.ok && result.failure.kind !== 'cancelled') setFailure(result.failure);
      return result;
    },
    [api],
  );
  const clear = useCallback(() => setFailure(undefined), []);
  const state = { run, pending: running > 0, clear };
  return failure === undefined ? state : { ...state, failure };
}

export interface Fetched<Out> {
  readonly value?: Out;
  readonly failure?: Failure;
  readonly pending: boolean;
  again(): void;
}

/** What a page reads when it is shown, and again when `deps` change; the last value stays meanwhile. */
export function useFetched<Out>(
  fetch: (api: AppApi, signal: AbortSignal) => Promise<Result<Out>>,
  deps: readonly unknown[],
): Fetched<Out> {
  const api = useApi();
  const latest = useRef(fetch);
  latest.current = fetch;
  const [round, setRound] = useState(0);
  const [state, setState] = useState<Omit<Fetched<Out>, 'again'>>({ pending: true });

  // biome-ignore lint/correctness/useExhaustiveDependencies: the caller names what the fetch depends on
  useEffect(() => {
    const abort = new AbortController();
    setState((before) => ({ ...before, pending: true }));
    void latest.current(api, abort.signal).then((result) => {
      if (abort.signal.aborted) return;
      setState((before) =>
        result.ok
          ? { value: result.value, pending: false }
          : { ...before, failure: result.failure, pending: false },
      );
    });
    return () => abort.abort();
  }, [api, round, ...deps]);

  const again = useCallback(() => setRound((count) => count + 1), []);
  return { ...state, again };
}

/** The usual settings until the engine has told the real ones: see `useSettingsKnown`. */
export function useSettings(): Settings {
  return useStore(useLive().state, (state) => state.settings);
}

/** Whether `useSettings` is what the person chose and not a guess. */
export function useSettingsKnown(): boolean {
  return useStore(useLive().state, (state) => state.settingsKnown);
}

export interface SettingsTroubles {
  /** Not yet put away in this window. */
  readonly unread: readonly SettingsTrouble[];
  readonly read: readonly SettingsTrouble[];
  putAway(id: string): void;
}

/** What is wrong with our files now. */
export function useSettingsTroubles(): SettingsTroubles {
  const { state } = useLive();
  const troubles = useStore(state, (live) => live.troubles);
  const away = useStore(state, (live) => live.troublesRead);
  const putAway = useCallback(
    (id: string) => state.setState(({ troublesRead }) => ({ troublesRead: [...troublesRead, id] })),
    [state],
  );
  return {
    unread: troubles.filter(({ id }) => !away.includes(id)),
    read: troubles.filter(({ id }) => away.includes(id)),
    putAway,
  };
}

/** Changes settings here at once and in every window when the engine has them. */
export function useChangeSettings(): (change: SettingsChange) => Promise<Result<Settings>> {
  return useLive().settings.change;
}

/** Changes saved searches in the same way, one step at a time. */
export function useChangeSearches(): (change: SearchChange) => Promise<Result<Settings>> {
  return useLive().settings.changeSearches;
}

/** The machines that the Machine menu is about: what is selected, or the one whose page is open. */
export function useSelectedDomains(): readonly DomainSummary[] {
  return useStore(useLive().state, (state) => state.selection);
}

/** Makes the Machine menu and the shortcuts be about these machines, as they are now, while this is shown. */
export function useSelect(domains: readonly DomainSummary[]): void {
  const { state } = useLive();
  useEffect(() => state.setState({ selection: domains }), [state, domains]);
  useEffect(() => () => state.setState({ selection: NO_DOMAINS }), [state]);
}

/** What was asked of networks, and how to ask. */
export function useNetworkActsStore(): NetworkActsStore {
  return useLive().networkActs;
}

/** What was asked of pools, and how to ask. */
export function usePoolActsStore(): PoolActsStore {
  return useLive().poolActs;
}

/** What this window waits for or has opened, and how to want another or none. */
export function useWish(): readonly [Wish | undefined, (wish: Wish) => void] {
  const { state } = useLive();
  const wish = useStore(state, (live) => live.wish);
  return [wish, useCallback((next) => state.setState({ wish: next }), [state])];
}

/** Ends the wish that is shown. An answer that it waited for may come late: then another wish stands there, and stays. */
export function useEndWish(): () => void {
  const { state } = useLive();
  const wish = useStore(state, (live) => live.wish);
  return useCallback(
    () => state.setState((now) => (now.wish === wish ? { wish: undefined } : now)),
    [state, wish],
  );
}

/** Now, in ms since 1970, renewed every `everyMs`. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

function onHash(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

/** Where this window is; the list of machines when its address names nothing. */
export function usePlace(): Place {
  const hash = useSyncExternalStore(onHash, () => window.location.hash);
  return useMemo(() => placeOf(hash) ?? { page: 'machines' }, [hash]);
}

/** The line of a sidebar's tree that is where this window is; empty for a search, which has none and changes with each letter. */
export function useLineHere(): string {
  const place = usePlace();
  return place.page === 'search' ? '' : tabIdOf(place);
}

export function useNavigate(): (to: Place) => void {
  return useCallback((to) => {
    window.location.hash = hashOf(to);
  }, []);
}

/** Goes to another search without a step of its own in the history; to the first one with it. */
export function useReplacePlace(): (to: Place) => void {
  return useCallback((to) => {
    const hash = hashOf(to);
    if (placeOf(window.location.hash)?.page === 'search') window.location.replace(hash);
    else window.location.hash = hash;
  }, []);
}
