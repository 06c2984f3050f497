// What can be done with a host.
import {
  IconArrowDown,
  IconArrowUp,
  IconPencil,
  IconPlug,
  IconPlugOff,
  IconTerminal2,
  IconTrash,
} from '@tabler/icons-react';
import type { HostSummary } from '../../shared/model/host.ts';
import { moved } from '../live/host-order.ts';
import type { Action } from '../ui/action.ts';
import type { ActionContext } from './context.ts';

/** How connecting went is in the model: the host's state says it. */
function reaching({ id: connection, state }: HostSummary, { api }: ActionContext): readonly Action[] {
  const group = 'reach';
  const disconnect = () => void api.connections.disconnect({ connection });
  if (state === 'connected' || state === 'connecting')
    return [
      { id: 'host.disconnect', label: 'app:host.disconnect', icon: IconPlugOff, group, run: disconnect },
    ];
  const connect: Action = {
    id: 'host.connect',
    label: state === 'disconnected' ? 'app:host.connect' : 'app:host.retry',
    icon: IconPlug,
    group,
    run: () => void api.connections.connect({ connection }),
  };
  // A host that waits for its next try can be left alone.
  return state === 'disconnected'
    ? [connect]
    : [connect, { id: 'host.stop', label: 'app:host.stop', icon: IconPlugOff, group, run: disconnect }];
}

function shells(host: HostSummary, { go }: ActionContext): readonly Action[] {
  const { id: connection } = host;
  const shell = (page: 'host-shell' | 'virsh-shell', label: string): Action => ({
    id: `host.${page}`,
    label,
    icon: IconTerminal2,
    group: 'shell',
    run: () => go({ page, connection }),
  });
  return [
    ...(host.hasShell ? [shell('host-shell', 'app:host.shell')] : []),
    ...(host.hasVirsh ? [shell('virsh-shell', 'app:host.virsh')] : []),
  ];
}

/** The new order is in the model when it is kept. */
function ordering({ id }: HostSummary, { api, hosts }: ActionContext): readonly Action[] {
  if (hosts.length < 2) return [];
  const ids = hosts.map((host) => host.id);
  return ([-1, 1] as const).map((by): Action => {
    const connections = moved(ids, id, by);
    return {
      id: by < 0 ? 'host.up' : 'host.down',
      label: by < 0 ? 'app:host.moveUp' : 'app:host.moveDown',
      icon: by < 0 ? IconArrowUp : IconArrowDown,
      group: 'order',
      ...(connections === undefined ? { obstacle: 'app:host.atTheEnd' } : {}),
      run: () => connections !== undefined && void api.connections.reorder({ connections: [...connections] }),
    };
  });
}

/** In the order of menus. */
export function hostActions(host: HostSummary, context: ActionContext): readonly Action[] {
  const { wish } = context;
  const connection = host.id;
  return [
    ...shells(host, context),
    ...reaching(host, context),
    {
      id: 'host.edit',
      label: 'app:host.edit',
      icon: IconPencil,
      group: 'reach',
      run: () => wish({ kind: 'edit-host', connection }),
    },
    ...ordering(host, context),
    {
      id: 'host.remove',
      label: 'app:host.remove',
      icon: IconTrash,
      group: 'remove',
      run: () => wish({ kind: 'remove-host', connection }),
    },
  ];
}
