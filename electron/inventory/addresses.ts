// The addresses of running machines: leases of the host's networks first, then what the host's ARP table has seen.
import type { DomainInterface, NetworkDhcpLease } from '../libvirt/protocol/values.gen.ts';
import { type DomainEntry, isActive } from './domain-entry.ts';

/** Addresses by MAC address in lower case, in the order in which the host lists them. */
export type AddressesByMac = ReadonlyMap<string, readonly string[]>;

/** A lease that has ended is kept by dnsmasq for a while; it says nothing about now. `nowMs` is ms since 1970. */
export function addressesOfLeases(leases: readonly NetworkDhcpLease[], nowMs: number): AddressesByMac {
  const byMac = new Map<string, string[]>();
  for (const lease of leases) {
    const expired = lease.expirytime > 0n && Number(lease.expirytime) * 1000 < nowMs;
    if (lease.mac === undefined || expired) continue;
    const mac = lease.mac.toLowerCase();
    byMac.set(mac, [...(byMac.get(mac) ?? []), lease.ipaddr]);
  }
  return byMac;
}

/** What `domain_interface_addresses` says, without the addresses that every machine has. */
export function addressesOfInterfaces(interfaces: readonly DomainInterface[]): readonly string[] {
  const all = interfaces.flatMap(({ addrs }) => addrs.map(({ addr }) => addr));
  return [...new Set(all)].filter((address) => !isLocal(address));
}

function isLocal(address: string): boolean {
  return address.startsWith('127.') || address === '::1' || /^fe[89ab]/i.test(address);
}

/** The leased addresses of one machine, in the order of its interfaces. */
export function leasedTo(entry: DomainEntry, leases: AddressesByMac): readonly string[] {
  const own = entry.facts.interfaces.flatMap(({ mac }) => (mac === undefined ? [] : (leases.get(mac) ?? [])));
  return [...new Set(own)];
}

/** Running machines that could have an address and have no lease. */
export function withoutLease(domains: Iterable<DomainEntry>, leases: AddressesByMac): readonly DomainEntry[] {
  return [...domains].filter(
    (entry) => isActive(entry) && entry.facts.interfaces.length > 0 && leasedTo(entry, leases).length === 0,
  );
}
