// The contract's group `networks`.
import type { AppHandlers } from '../../shared/contract.ts';
import {
  connectionOf,
  type DomainKey,
  domainKey,
  localPartOf,
  type NetworkKey,
} from '../../shared/model/keys.ts';
import type { Lease, NetworkAction, NetworkDetails } from '../../shared/model/network.ts';
import { virshLine, virshName } from '../../shared/shell-words.ts';
import { normalised } from '../domain-xml/secrets.ts';
import type { HostLink } from '../libvirt/host-link.ts';
import {
  networkCreate,
  networkDestroy,
  networkGetXmlDesc,
  networkSetAutostart,
} from '../libvirt/protocol/network.gen.ts';
import type { NetworkDhcpLease, NetworkRef } from '../libvirt/protocol/values.gen.ts';
import type { Host } from './host.ts';
import type { Hosts } from './hosts.ts';
import { unknownObject } from './request-failed.ts';
import type { TaskLog } from './tasks/task-log.ts';
import { readableOr } from './unreadable.ts';

export function createNetworkHandlers(hosts: Hosts, tasks: TaskLog): AppHandlers['networks'] {
  return {
    async details({ network }): Promise<NetworkDetails> {
      const { host, ref } = find(hosts, network);
      const [{ xml }] = await Promise.all([
        host.demandLink().call(networkGetXmlDesc, { net: ref, flags: 0 }),
        host.inventory.refreshNetwork(ref),
      ]);
      const leases = host.inventory.networks.get(ref.uuid)?.leases ?? [];
      const owners = ownersByMac(host);
      return {
        key: network,
        leases: leases.map((lease) => leaseOf(lease, owners)),
        users: usersOf(host, ref.name),
        xml: readableOr(() => normalised(xml), xml),
      };
    },
    // Not with the signal: what was asked runs on when its page goes, and other pages see what comes of it.
    async act({ network, action }) {
      const { host, ref: net } = find(hosts, network);
      const subject = { connection: host.id, host: host.summary().name, name: net.name };
      const virsh = networkCommand(host, net, action);
      await tasks.run({ kind: `network-${action}`, subject, virsh }, async () => {
        host.demandWritable();
        await changeNetwork(host.demandLink(), net, action);
        await host.inventory.refreshNetwork(net);
      });
    },
  };
}

function networkCommand(host: Host, net: NetworkRef, action: NetworkAction): string {
  const words: Readonly<Record<NetworkAction, readonly string[]>> = {
    start: ['net-start', virshName(net)],
    stop: ['net-destroy', virshName(net)],
    'autostart-on': ['net-autostart', virshName(net)],
    'autostart-off': ['net-autostart', virshName(net), '--disable'],
  };
  return virshLine(host, ...words[action]);
}

function changeNetwork(link: HostLink, net: NetworkRef, action: NetworkAction): Promise<unknown> {
  switch (action) {
    case 'start':
      return link.call(networkCreate, { net });
    case 'stop':
      return link.call(networkDestroy, { net });
    case 'autostart-on':
      return link.call(networkSetAutostart, { net, autostart: 1 });
    case 'autostart-off':
      return link.call(networkSetAutostart, { net, autostart: 0 });
  }
}

function find(hosts: Hosts, network: NetworkKey): { readonly host: Host; readonly ref: NetworkRef } {
  const host = hosts.demand(connectionOf(network));
  const entry = host.inventory.networks.get(localPartOf(network));
  if (entry === undefined) {
    // Of a host that is not open nobody knows what there is.
    host.demandLink();
    throw unknownObject('network');
  }
  return { host, ref: entry.ref };
}

function ownersByMac(host: Host): ReadonlyMap<string, DomainKey> {
  const owners = new Map<string, DomainKey>();
  for (const { ref, facts } of host.inventory.domains.all()) {
    for (const { mac } of facts.interfaces)
      if (mac !== undefined) owners.set(mac, domainKey(host.id, ref.uuid));
  }
  return owners;
}

function leaseOf(lease: NetworkDhcpLease, owners: ReadonlyMap<string, DomainKey>): Lease {
  const { mac = '', ipaddr: address, prefix, hostname, expirytime } = lease;
  const domain = owners.get(mac.toLowerCase());
  return {
    mac,
    address,
    prefix,
    ...(hostname !== undefined && { hostname }),
    // 0 is a lease without end.
    ...(expirytime > 0n && { expiresAtMs: Number(expirytime) * 1000 }),
    ...(domain !== undefined && { domain }),
  };
}

function usersOf(host: Host, network: string): NetworkDetails['users'] {
  return [...host.inventory.domains.all()].flatMap(({ ref, facts }) =>
    facts.interfaces
      .filter((one) => one.network === network)
      .map(({ mac, model }) => ({
        domain: domainKey(host.id, ref.uuid),
        ...(mac !== undefined && { mac }),
        ...(model !== undefined && { model }),
      })),
  );
}
