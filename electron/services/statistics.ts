// The contract's group `statistics`: which pages watch which hosts, and what of them each has in view.
import type { AppHandlers, AppPushes } from '../../shared/contract.ts';
import { type ConnectionId, connectionOf, type DomainKey, localPartOf } from '../../shared/model/keys.ts';
import type { InView, StatisticsTick } from '../../shared/model/statistics.ts';
import type { Wanted, Watch } from '../inventory/view.ts';
import type { Hosts } from './hosts.ts';
import { Parts } from './parts.ts';
import { unknownObject } from './request-failed.ts';

interface PageWatch {
  inView: 'all' | ReadonlySet<DomainKey>;
  readonly watch: Watch;
}

export interface StatisticsService {
  readonly handlers: AppHandlers['statistics'];
  /** Sends a tick to the pages that watch its host. */
  tick(tick: StatisticsTick): void;
  clientGone(clientId: string): void;
}

function wantedOf(connection: ConnectionId, inView: InView): Wanted {
  if (inView === 'all') return inView;
  return new Set(inView.filter((key) => connectionOf(key) === connection).map(localPartOf));
}

export function createStatisticsService(hosts: Hosts, pushes: AppPushes): StatisticsService {
  const watches = new Map<string, Map<ConnectionId, PageWatch>>();
  const parts = new Parts();

  function watch(clientId: string, connection: ConnectionId, inView: InView): void {
    const own = watches.get(clientId) ?? new Map<ConnectionId, PageWatch>();
    watches.set(clientId, own);
    const wanted = wantedOf(connection, inView);
    const keys = inView === 'all' ? inView : new Set(inView);
    const known = own.get(connection);
    if (known === undefined) {
      own.set(connection, { inView: keys, watch: hosts.demand(connection).statistics.watch(wanted) });
    } else {
      known.inView = keys;
      known.watch.look(wanted);
    }
  }

  function unwatch(clientId: string, connection: ConnectionId): void {
    const own = watches.get(clientId);
    own?.get(connection)?.watch.stop();
    own?.delete(connection);
  }

  return {
    handlers: {
      watch: ({ connection, inView }, { clientId }) => watch(clientId, connection, inView),
      unwatch: ({ connection }, { clientId }) => unwatch(clientId, connection),
      async domain({ domain, range }) {
        if (range !== '2min') await hosts.historiesReady(connectionOf(domain));
        const host = hosts.ofDomain(domain);
        if (host.domain(localPartOf(domain)) === undefined) throw unknownObject('domain');
        return host.statistics.domainHistory(domain, range);
      },
      async host({ connection, range }) {
        if (range !== '2min') await hosts.historiesReady(connection);
        return hosts.demand(connection).statistics.hostHistory(range);
      },
      domainParts: ({ domain }, { signal }) =>
        parts.ofDomain(hosts.ofDomain(domain), localPartOf(domain), signal),
      hostParts: ({ connection }, { signal }) => parts.ofHost(hosts.demand(connection), connection, signal),
    },
    tick(tick) {
      for (const [clientId, own] of watches) {
        const inView = own.get(tick.connection)?.inView;
        if (inView === undefined) continue;
        const domains = inView === 'all' ? tick.domains : tick.domains.filter(({ key }) => inView.has(key));
        pushes.statistics.sampled({ ...tick, domains }, clientId);
      }
    },
    clientGone(clientId) {
      for (const { watch: one } of watches.get(clientId)?.values() ?? []) one.stop();
      watches.delete(clientId);
    },
  };
}
