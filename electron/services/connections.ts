// The contract's group `connections`.
import type { AppHandlers } from '../../shared/contract.ts';
import type { HostSuggestion } from '../../shared/model/connect.ts';
import { connectGetCapabilities } from '../libvirt/protocol/connect.gen.ts';
import type { HostTests } from './connect-test.ts';
import type { Hosts } from './hosts.ts';
import type { HostTasks } from './tasks/host-tasks.ts';

export interface ConnectionDeps {
  readonly hostTasks: HostTasks;
  readonly tests: HostTests;
  readonly findSuggestions: () => Promise<readonly HostSuggestion[]>;
}

export function createConnectionHandlers(hosts: Hosts, deps: ConnectionDeps): AppHandlers['connections'] {
  const { hostTasks } = deps;
  return {
    add: ({ profile }) => hostTasks.add(profile),
    edit: ({ connection, profile }) => hosts.edit(connection, profile),
    reorder: ({ connections }) => hosts.reorder(connections),
    test: (tested, channel) => deps.tests.run(tested, channel),
    suggestions: () => deps.findSuggestions(),
    connect: ({ connection }) => hostTasks.connect(connection),
    disconnect: ({ connection }) => hostTasks.disconnect(connection),
    remove: ({ connection }) => hostTasks.remove(connection),
    refresh: ({ connection }) => hostTasks.refresh(connection),
    async capabilities({ connection }, { signal }) {
      const link = hosts.demand(connection).demandLink();
      return (await link.call(connectGetCapabilities, {}, { signal })).capabilities;
    },
    async interfaces({ connection }) {
      const host = hosts.demand(connection);
      host.demandLink();
      return await host.inventory.interfaces();
    },
  };
}
