// What actions need to be done: the engine, the window, and what is known of hosts now.
import { useMemo } from 'react';
import type { AppApi } from '../../shared/contract.ts';
import type { DomainAction, DomainSummary } from '../../shared/model/domain.ts';
import type { HostSummary } from '../../shared/model/host.ts';
import type { ConnectionId } from '../../shared/model/keys.ts';
import type { NetworkActsStore, PoolActsStore } from '../live/acts.ts';
import { openInNewWindow } from '../live/desktop.ts';
import { useDomainOperations } from '../live/domain-operations.ts';
import { useHosts, useNavigate, useWish } from '../live/hooks.ts';
import { hashOf, type Place } from '../live/place.ts';
import { useLive } from '../live/provider.tsx';
import type { Wish } from '../live/wish.ts';

export interface ActionContext {
  readonly api: AppApi;
  /** In the order of the sidebar. */
  readonly hosts: readonly HostSummary[];
  hostOf(connection: ConnectionId): HostSummary | undefined;
  go(place: Place): void;
  /** Opens a place in a window of its own. */
  goApart(place: Place): void;
  wish(wish: Wish): void;
  readonly networks: Pick<NetworkActsStore, 'act'>;
  readonly pools: Pick<PoolActsStore, 'act'>;
  /** Does it to machines, or asks first when something would be lost. */
  request(action: DomainAction, domains: readonly DomainSummary[]): void;
}

/** Another one when hosts change: what actions can do depends on them. */
export function useActionContext(): ActionContext {
  const { api, networkActs: networks, poolActs: pools } = useLive();
  const hosts = useHosts();
  const go = useNavigate();
  const [, wish] = useWish();
  const { request } = useDomainOperations();
  return useMemo(() => {
    const byId = new Map(hosts.map((host) => [host.id, host]));
    return {
      api,
      hosts,
      hostOf: (connection) => byId.get(connection),
      go,
      goApart: (place) => openInNewWindow(hashOf(place)),
      wish,
      networks,
      pools,
      request,
    };
  }, [api, hosts, go, wish, networks, pools, request]);
}
