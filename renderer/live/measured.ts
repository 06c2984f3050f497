// How components read what is measured of hosts and machines; being drawn is what has a machine measured.
import { useCallback, useEffect, useSyncExternalStore } from 'react';
import type { ConnectionId, DomainKey } from '../../shared/model/keys.ts';
import type {
  DomainMetric,
  DomainSample,
  History,
  HostMetric,
  StatisticsTick,
} from '../../shared/model/statistics.ts';
import { useLive } from './provider.tsx';

/** The newest tick of a host. The engine measures it while the component is mounted. */
export function useStatistics(connection: ConnectionId): StatisticsTick | undefined {
  const { statistics } = useLive();
  const subscribe = useCallback(
    (listener: () => void) => statistics.watchHost(connection, listener),
    [statistics, connection],
  );
  return useSyncExternalStore(subscribe, () => statistics.latest(connection));
}

/** The hosts that the page is about: while something sorts by rates, all of their machines are measured. */
export function useWatched(connections: readonly ConnectionId[]): void {
  const { statistics } = useLive();
  const list = connections.join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the joined ids stand for the array
  useEffect(() => {
    const stops = connections.map((connection) => statistics.about(connection));
    return () => {
      for (const stop of stops) stop();
    };
  }, [statistics, list]);
}

function useDomainWatch(key: DomainKey, withPast = false) {
  const { statistics } = useLive();
  return useCallback(
    (listener: () => void) => statistics.watchDomain(key, listener, withPast),
    [statistics, key, withPast],
  );
}

/** The newest sample of a machine; being drawn is what has it measured. */
export function useDomainSample(key: DomainKey): DomainSample | undefined {
  const { statistics } = useLive();
  return useSyncExternalStore(useDomainWatch(key), () => statistics.domainSample(key));
}

const NEVER = () => () => {};

/** Finds the newest sample of any machine; a new function after ticks while `live`, which has all measured: for sorting by rates. */
export function useSampleOf(live: boolean): (key: DomainKey) => DomainSample | undefined {
  const { statistics } = useLive();
  const subscribe = useCallback((listener: () => void) => statistics.watchAll(listener), [statistics]);
  const version = useSyncExternalStore(live ? subscribe : NEVER, () => (live ? statistics.version : 0));
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version means new samples
  return useCallback((key: DomainKey) => statistics.domainSample(key), [statistics, version]);
}

/** Two minutes of a machine; undefined before the first measurement. Being drawn is what has it measured. */
export function useDomainHistory(key: DomainKey): History<DomainMetric> | undefined {
  const { statistics } = useLive();
  const history = useSyncExternalStore(useDomainWatch(key, true), () => statistics.domainHistory(key));
  return history.times.length === 0 ? undefined : history;
}

/** Two minutes of a host; undefined before the first measurement. */
export function useHostHistory(id: ConnectionId): History<HostMetric> | undefined {
  const { statistics } = useLive();
  const subscribe = useCallback(
    (listener: () => void) => statistics.watchHost(id, listener, true),
    [statistics, id],
  );
  const history = useSyncExternalStore(subscribe, () => statistics.hostHistory(id));
  return history.times.length === 0 ? undefined : history;
}
