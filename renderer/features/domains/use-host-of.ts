import { useCallback } from 'react';
import type { HostSummary } from '../../../shared/model/host.ts';
import type { ConnectionId } from '../../../shared/model/keys.ts';
import { useHosts } from '../../live/hooks.ts';

/** Finds any host; another function when hosts change. */
export function useHostOf(): (connection: ConnectionId) => HostSummary | undefined {
  const hosts = useHosts();
  return useCallback((id: ConnectionId) => hosts.find((host) => host.id === id), [hosts]);
}
