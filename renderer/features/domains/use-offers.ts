import { useCallback, useMemo } from 'react';
import type { DomainSummary } from '../../../shared/model/domain.ts';
import type { ConnectionId } from '../../../shared/model/keys.ts';
import { useHosts } from '../../live/hooks.ts';
import { type HostOf, type Offer, offersFor } from './offers.ts';

export function useHostOf(): HostOf {
  const hosts = useHosts();
  return useCallback((id: ConnectionId) => hosts.find((host) => host.id === id), [hosts]);
}

/** The actions for these machines as they are now. */
export function useOffers(domains: readonly DomainSummary[]): readonly Offer[] {
  const hostOf = useHostOf();
  return useMemo(() => offersFor(domains, hostOf), [domains, hostOf]);
}
