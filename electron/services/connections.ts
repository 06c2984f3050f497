// The contract's group `connections`.
import type { AppHandlers } from '../../shared/contract.ts';
import type { HostSuggestion } from '../../shared/model/connect.ts';
import { connectGetCapabilities } from '../libvirt/protocol/connect.gen.ts';
import type { HostTests } from './connect-test.ts';
import type { Hosts } from './hosts.ts';

export interface ConnectionDeps {
  readonly tests: HostTests;
  readonly findSuggestions: () => Promise<readonly HostSuggestion[]>;
}

export function createConnectionHandlers(hosts: Hosts, deps: ConnectionDeps): AppHandlers['connections'] {
  return {
    add: ({ profile }) => hosts.add(profile),
    edit: ({ connection, profile }) => hosts.edit(connection, profile),
    reorder: ({ connections }) => hosts.reorder(connections),
    test: (tested, channel) => deps.tests.run(tested, channel),
    suggestions: () => deps.findSuggestions(),
    connect: ({ connection }) => hosts.connect(connection),
    disconnect: ({ connection }) => hosts.disconnect(connection),
    remove: ({ connection }) => hosts.remove(connection),
    async refresh({ connection }) {
      const host = hosts.demand(connection);
      host.demandLink();
      await host.inventory.refresh();
    },
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
