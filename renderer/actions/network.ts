// What can be done with a virtual network.
import { IconPlayerPlay, IconPlayerStop, IconRotateClockwise2 } from '@tabler/icons-react';
import type { NetworkSummary } from '../../shared/model/network.ts';
import { blockOf } from '../live/reach.ts';
import { virshLine, virshName } from '../live/shell-words.ts';
import type { Action } from '../ui/action.ts';
import type { ActionContext } from './context.ts';

/** In the order of menus. Stopping one that machines are in asks first. */
export function networkActions(network: NetworkSummary, context: ActionContext): readonly Action[] {
  const { active, autostart, persistent, key } = network;
  const host = context.hostOf(network.connection);
  const block = blockOf(host);
  const name = virshName(network);
  const line = (...words: readonly string[]) => ({
    lines: () => (host === undefined ? [] : [virshLine(host, ...words)]),
  });
  const blocked = (why: string | undefined) => (why === undefined ? {} : { obstacle: `networks:${why}` });
  return [
    active
      ? {
          id: 'network.stop',
          label: 'networks:stop',
          icon: IconPlayerStop,
          group: 'run',
          ...blocked(block),
          ...line('net-destroy', name),
          run: () => context.wish({ kind: 'stop-network', network: key }),
        }
      : {
          id: 'network.start',
          label: 'networks:start',
          icon: IconPlayerPlay,
          group: 'run',
          ...blocked(block),
          ...line('net-start', name),
          run: () => void context.networks.act(network, 'start'),
        },
    {
      id: autostart ? 'network.autostart-off' : 'network.autostart-on',
      label: autostart ? 'networks:line.autostartOff' : 'networks:line.autostartOn',
      icon: IconRotateClockwise2,
      group: 'boot',
      ...blocked(persistent ? block : 'transientAutostart'),
      ...line('net-autostart', name, ...(autostart ? ['--disable'] : [])),
      run: () => void context.networks.act(network, autostart ? 'autostart-off' : 'autostart-on'),
    },
  ];
}
