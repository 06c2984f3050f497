// What can be asked of a virtual network, when, and the `virsh` line that would do the same.
import type { HostSummary } from '../../../shared/model/host.ts';
import type { NetworkAction, NetworkSummary } from '../../../shared/model/network.ts';
import { type Acts, useActs } from '../../live/acts.ts';
import { virshLine, virshName } from '../../live/shell-words.ts';

export interface NetworkLine {
  /** The key of what it does, under `line` of the catalogue. */
  readonly id: 'start' | 'stop' | 'autostartOn' | 'autostartOff' | 'info' | 'leases';
  readonly command: string;
}

/** The lines for what can be done with the network now, and for looking at it. */
export function networkCommands(host: HostSummary, network: NetworkSummary): readonly NetworkLine[] {
  const { active, persistent, autostart } = network;
  const name = virshName(network);
  const line = (id: NetworkLine['id'], ...words: readonly string[]) => ({
    id,
    command: virshLine(host, ...words),
  });
  const autostartLine = autostart
    ? line('autostartOff', 'net-autostart', name, '--disable')
    : line('autostartOn', 'net-autostart', name);
  return [
    active ? line('stop', 'net-destroy', name) : line('start', 'net-start', name),
    ...(persistent ? [autostartLine] : []),
    line('info', 'net-info', name),
    ...(active ? [line('leases', 'net-dhcp-leases', name)] : []),
  ];
}

export type NetworkActs = Acts<NetworkSummary, NetworkAction>;

/** The actions of one page; a failure stays until the next action. */
export function useNetworkActs(connection: NetworkSummary['connection']): NetworkActs {
  return useActs(connection, (api, { noun, action }) => api.networks.act({ network: noun.key, action }));
}
