// What can be asked of a virtual network, when, and the `virsh` line that would do the same.
import { useState } from 'react';
import type { Failure } from '../../../shared/failure.ts';
import type { HostSummary } from '../../../shared/model/host.ts';
import type { NetworkAction, NetworkSummary } from '../../../shared/model/network.ts';
import { useHost, useRequest } from '../../live/hooks.ts';
import { blockOf } from '../../live/reach.ts';
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

interface Asked {
  readonly network: NetworkSummary;
  readonly action: NetworkAction;
}

export interface NetworkActs {
  run(network: NetworkSummary, action: NetworkAction): void;
  /** Whether this network waits for an answer. */
  pending(network: NetworkSummary): boolean;
  /** What failed last, to be said beside its network's name. */
  readonly failed?: Asked & { readonly failure: Failure };
  clear(): void;
  /** Why nothing can be done on this host, as a key of the catalogue. */
  readonly block?: 'readOnly' | 'notConnected';
}

/** The actions of one page; a failure stays until the next action. */
export function useNetworkActs(connection: NetworkSummary['connection']): NetworkActs {
  const request = useRequest((api, { network, action }: Asked) =>
    api.networks.act({ network: network.key, action }),
  );
  const [asked, setAsked] = useState<Asked>();
  const block = blockOf(useHost(connection));
  return {
    run: (network, action) => {
      setAsked({ network, action });
      void request.run({ network, action });
    },
    pending: (network) => request.pending && asked?.network.key === network.key,
    clear: request.clear,
    ...(request.failure === undefined || asked === undefined
      ? {}
      : { failed: { ...asked, failure: request.failure } }),
    ...(block === undefined ? {} : { block }),
  };
}
