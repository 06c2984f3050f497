// The contract's group `connections`.
import type { AppHandlers } from '../../shared/contract.ts';
import { connectGetCapabilities } from '../libvirt/protocol/connect.gen.ts';
import type { Hosts } from './hosts.ts';

export function createConnectionHandlers(hosts: Hosts): AppHandlers['connections'] {
  return {
    add: ({ uri, readOnly }) => hosts.add(uri, readOnly),
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
