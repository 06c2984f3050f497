// An engine without a wire, made from the contract: a component under test cannot tell it from the real one.

import type { LinkState } from '../../renderer/live/live.ts';
import { type AppApi, type AppContract, contract } from '../../shared/contract.ts';
import { type Failure, failed, ok, type Result } from '../../shared/failure.ts';
import type { PushSpec } from '../../shared/ipc.ts';
import type { ModelBatch, ModelChange, ModelSnapshot } from '../../shared/model/changes.ts';
import { type Settings, USUAL_SETTINGS } from '../../shared/model/settings.ts';
import { searchesAfter } from '../../shared/saved-searches.ts';
import { type FakeChannel, fakeChannel } from './fake-channel.ts';

/** Methods that a test answers itself; all others have a quiet default. */
export type Answers = {
  readonly [G in keyof AppApi]?: { readonly [M in keyof AppApi[G]]?: AppApi[G][M] };
};

type PushOf<Spec> = Spec extends PushSpec<infer T> ? T : never;

export interface Call {
  /** `group.method` */
  readonly method: string;
  readonly input: unknown;
}

export interface FakeEngine {
  readonly api: AppApi;
  readonly linkState: LinkState;
  onLink(listener: (state: LinkState) => void): () => void;
  onFailing(listener: (logFolder: string) => void): () => void;
  /** Every request in order. */
  readonly calls: readonly Call[];
  callsOf(method: string): readonly unknown[];
  readonly channels: readonly FakeChannel[];
  /** Changes the model and tells the page, as the engine would. */
  change(...changes: readonly ModelChange[]): void;
  /** Changes the model and loses the batch on the way. */
  changeUnheard(...changes: readonly ModelChange[]): void;
  emit<G extends keyof AppContract, M extends keyof AppContract[G]>(
    group: G,
    method: M,
    value: PushOf<AppContract[G][M]>,
  ): void;
  setLink(state: LinkState): void;
  /** As when the engine dies each time it is started. */
  fail(logFolder: string): void;
}

const EMPTY: ModelSnapshot = { seq: 0, hosts: [], domains: [], networks: [], pools: [], bridges: [] };

/** A request that always fails like this. */
export function fails(failure: Failure): () => Promise<Result<never>> {
  return async () => failed(failure);
}

/** A request that always gives this. */
export function gives<T>(value: T): () => Promise<Result<T>> {
  return async () => ok(value);
}

function keyOf(value: { readonly key: string } | { readonly id: string }): string {
  return 'key' in value ? value.key : value.id;
}

function edited<T extends { readonly key: string } | { readonly id: string }>(
  before: readonly T[],
  change: { readonly op: 'put'; readonly value: T } | { readonly op: 'drop'; readonly key: string },
): readonly T[] {
  const key = change.op === 'put' ? keyOf(change.value) : change.key;
  const rest = before.filter((one) => keyOf(one) !== key);
  return change.op === 'put' ? [...rest, change.value] : rest;
}

function applied(model: ModelSnapshot, change: ModelChange): ModelSnapshot {
  switch (change.noun) {
    case 'host':
      return { ...model, hosts: edited(model.hosts, change) };
    case 'domain':
      return { ...model, domains: edited(model.domains, change) };
    case 'network':
      return { ...model, networks: edited(model.networks, change) };
    case 'pool':
      return { ...model, pools: edited(model.pools, change) };
    case 'bridge':
      return { ...model, bridges: edited(model.bridges, change) };
  }
}

/** Requests that every page makes and few tests are about. */
function usualAnswers(model: () => ModelSnapshot, changed: (settings: Settings) => void): Answers {
  let settings = USUAL_SETTINGS;
  return {
    model: { snapshot: async () => ok(model()) },
    tasks: { list: gives([]), items: gives({ revision: 0, items: [] }), find: gives([]) },
    statistics: { watch: gives(undefined), unwatch: gives(undefined) },
    settings: {
      get: async () => ok(settings),
      set: async (change) => {
        // Settings cannot be unset by `undefined`; only what is given changes.
        settings = { ...settings, ...JSON.parse(JSON.stringify(change)) };
        changed(settings);
        return ok(settings);
      },
      changeSearches: async ({ change }) => {
        settings = { ...settings, searches: searchesAfter(settings.searches, change) };
        changed(settings);
        return ok(settings);
      },
    },
  };
}

/** Starts with `seed` as its model. Requests without an answer fail as `unsupported`. */
export function fakeEngine(seed: Partial<ModelSnapshot> = {}, answers: Answers = {}): FakeEngine {
  let model: ModelSnapshot = { ...EMPTY, ...seed };
  let linkState: LinkState = 'up';
  const calls: Call[] = [];
  const channels: FakeChannel[] = [];
  const listeners = new Map<string, Set<(value: unknown) => void>>();
  const linkListeners = new Set<(state: LinkState) => void>();
  const failingListeners = new Set<(logFolder: string) => void>();

  function tell(method: string, value: unknown): void {
    for (const listener of listeners.get(method) ?? []) listener(value);
  }

  function listen(method: string) {
    return (listener: (value: unknown) => void) => {
      const all = listeners.get(method) ?? new Set();
      listeners.set(method, all.add(listener));
      return () => all.delete(listener);
    };
  }

  const usual = usualAnswers(
    () => model,
    (settings) => tell('settings.changed', settings),
  );

  function answerOf(group: string, method: string): ((...args: unknown[]) => unknown) | undefined {
    for (const from of [answers, usual]) {
      const answer = Object(Object(from)[group])[method];
      if (typeof answer === 'function') return answer;
    }
    return undefined;
  }

  function member(group: string, method: string, kind: string): unknown {
    const name = `${group}.${method}`;
    if (kind === 'push') return listen(name);
    const answer = answerOf(group, method);
    if (kind === 'channel')
      return (input: unknown) => {
        if (answer !== undefined) return answer(input);
        const channel = fakeChannel(input);
        channels.push(channel);
        return channel.page;
      };
    return async (input: unknown, options?: unknown) => {
      calls.push({ method: name, input });
      return answer === undefined ? failed({ kind: 'unsupported', what: name }) : answer(input, options);
    };
  }

  const groups = Object.entries(contract).map(([group, methods]) => [
    group,
    Object.fromEntries(
      Object.entries(methods).map(([method, spec]) => [method, member(group, method, spec.kind)]),
    ),
  ]);

  function advance(changes: readonly ModelChange[]): ModelBatch {
    model = { ...changes.reduce(applied, model), seq: model.seq + 1 };
    return { seq: model.seq, changes };
  }

  return {
    // Walking the contract makes every member; the walk itself has no types.
    api: Object.fromEntries(groups) as unknown as AppApi,
    get linkState() {
      return linkState;
    },
    onLink: (listener) => {
      linkListeners.add(listener);
      return () => linkListeners.delete(listener);
    },
    onFailing: (listener) => {
      failingListeners.add(listener);
      return () => failingListeners.delete(listener);
    },
    calls,
    callsOf: (method) => calls.filter((call) => call.method === method).map((call) => call.input),
    channels,
    change: (...changes) => tell('model.changed', advance(changes)),
    changeUnheard: (...changes) => void advance(changes),
    emit: (group, method, value) => tell(`${group}.${String(method)}`, value),
    setLink: (state) => {
      linkState = state;
      for (const listener of linkListeners) listener(state);
    },
    fail: (logFolder) => {
      for (const listener of failingListeners) listener(logFolder);
    },
  };
}
