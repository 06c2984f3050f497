// What was asked of networks and pools from this page: that it runs, and which failed last. Pages and palette share it, so
// that a failure stands where its object is shown.
import { useCallback, useMemo } from 'react';
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Failure, Result } from '../../shared/failure.ts';
import type { ConnectionId } from '../../shared/model/keys.ts';
import type { NetworkAction, NetworkSummary } from '../../shared/model/network.ts';
import type { PoolAction, PoolSummary } from '../../shared/model/storage.ts';

interface Target {
  readonly key: string;
  readonly connection: ConnectionId;
}

interface Failed<Noun, Action> {
  readonly noun: Noun;
  readonly action: Action;
  readonly failure: Failure;
}

interface ActsState<Noun, Action> {
  /** The keys of those that wait for an answer. */
  readonly pending: ReadonlySet<string>;
  /** Of one host, until the next action there. */
  readonly failed: ReadonlyMap<ConnectionId, Failed<Noun, Action>>;
}

export interface ActsStore<Noun, Action> extends StoreApi<ActsState<Noun, Action>> {
  /** Whether it was done; a failure is kept. */
  act(noun: Noun, action: Action): Promise<boolean>;
}

export type NetworkActsStore = ActsStore<NetworkSummary, NetworkAction>;
export type PoolActsStore = ActsStore<PoolSummary, PoolAction>;

function without<K, V>(map: ReadonlyMap<K, V>, key: K): ReadonlyMap<K, V> {
  return new Map([...map].filter(([other]) => other !== key));
}

export function createActs<Noun extends Target, Action>(
  ask: (noun: Noun, action: Action) => Promise<Result<void>>,
): ActsStore<Noun, Action> {
  const store = createStore<ActsState<Noun, Action>>(() => ({ pending: new Set(), failed: new Map() }));
  async function act(noun: Noun, action: Action): Promise<boolean> {
    const { key, connection } = noun;
    store.setState(({ pending, failed }) => ({
      pending: new Set([...pending, key]),
      failed: without(failed, connection),
    }));
    const result = await ask(noun, action);
    store.setState(({ pending, failed }) => ({
      pending: new Set([...pending].filter((other) => other !== key)),
      failed: result.ok
        ? failed
        : new Map([...failed, [connection, { noun, action, failure: result.failure }]]),
    }));
    return result.ok;
  }
  return { ...store, act };
}

export interface Acts<Noun, Action> {
  run(noun: Noun, action: Action): Promise<boolean>;
  /** Whether this one waits for an answer. */
  pending(noun: Noun): boolean;
  /** What failed last on this host, to be said beside its name. */
  readonly failed?: Failed<Noun, Action>;
  clear(): void;
}

/** The actions on the objects of one host. */
export function useActs<Noun extends Target, Action>(
  store: ActsStore<Noun, Action>,
  connection: ConnectionId,
): Acts<Noun, Action> {
  const pending = useStore(store, (state) => state.pending);
  const failed = useStore(store, (state) => state.failed.get(connection));
  const clear = useCallback(
    () => store.setState((before) => ({ failed: without(before.failed, connection) })),
    [store, connection],
  );
  return useMemo(
    () => ({
      run: store.act,
      pending: ({ key }: Noun) => pending.has(key),
      clear,
      ...(failed === undefined ? {} : { failed }),
    }),
    [store, pending, clear, failed],
  );
}
