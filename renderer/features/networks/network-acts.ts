// The state of what was asked of a host's networks, and the `virsh` lines that look at one.
import type { HostSummary } from '../../../shared/model/host.ts';
import type { NetworkAction, NetworkSummary } from '../../../shared/model/network.ts';
import { type Acts, useActs } from '../../live/acts.ts';
import { useNetworkActsStore } from '../../live/hooks.ts';
import { virshLine, virshName } from '../../live/shell-words.ts';

export interface NetworkLine {
  /** The key of what it does, under `line` of the catalogue. */
  readonly id: 'info' | 'leases';
  readonly command: string;
}

export function networkLooks(host: HostSummary, network: NetworkSummary): readonly NetworkLine[] {
  const name = virshName(network);
  const info: NetworkLine = { id: 'info', command: virshLine(host, 'net-info', name) };
  if (!network.active) return [info];
  return [info, { id: 'leases', command: virshLine(host, 'net-dhcp-leases', name) }];
}

export type NetworkActs = Acts<NetworkSummary, NetworkAction>;

export function useNetworkActs(connection: NetworkSummary['connection']): NetworkActs {
  return useActs(useNetworkActsStore(), connection);
}
