// The contract's group `statistics`: which pages watch which hosts, counted.
import type { AppHandlers, AppPushes } from '../../shared/contract.ts';
import { type ConnectionId, localPartOf } from '../../shared/model/keys.ts';
import type { StatisticsTick } from '../../shared/model/statistics.ts';
import type { Hosts } from './hosts.ts';
import { unknownObject } from './request-failed.ts';

interface Watch {
  count: number;
  readonly stop: () => void;
}

export interface StatisticsService {
  readonly handlers: AppHandlers['statistics'];
  /** Sends a tick to the pages that watch its host. */
  tick(tick: StatisticsTick): void;
  clientGone(clientId: string): void;
}

export function createStatisticsService(hosts: Hosts, pushes: AppPushes): StatisticsService {
  const watches = new Map<string, Map<ConnectionId, Watch>>();

  function watch(clientId: string, connection: ConnectionId): void {
    const own = watches.get(clientId) ?? new Map<ConnectionId, Watch>();
    watches.set(clientId, own);
    const known = own.get(connection);
    if (known !== undefined) known.count += 1;
    else own.set(connection, { count: 1, stop: hosts.demand(connection).statistics.watch() });
  }

  function unwatch(clientId: string, connection: ConnectionId): void {
    const own = watches.get(clientId);
    const known = own?.get(connection);
    if (known === undefined) return;
    known.count -= 1;
    if (known.count > 0) return;
    known.stop();
    own?.delete(connection);
  }

  return {
    handlers: {
      watch: ({ connection }, { clientId }) => watch(clientId, connection),
      unwatch: ({ connection }, { clientId }) => unwatch(clientId, connection),
      domain({ domain }) {
        const host = hosts.ofDomain(domain);
        if (host.domain(localPartOf(domain)) === undefined) throw unknownObject('domain');
        return host.statistics.history.domain(domain);
      },
      host: ({ connection }) => hosts.demand(connection).statistics.history.host(),
    },
    tick(tick) {
      for (const [clientId, own] of watches) {
        if (own.has(tick.connection)) pushes.statistics.sampled(tick, clientId);
      }
    },
    clientGone(clientId) {
      for (const { stop } of watches.get(clientId)?.values() ?? []) stop();
      watches.delete(clientId);
    },
  };
}
