// The bridges of a host, put together from what libvirt's drivers each know: what `brctl show` would print.
// The interface driver knows ports and STP of all bridges, but is not everywhere; networks know those that they
// made; running machines know the taps of theirs. A bridge is shown when any of them names it.
import {
  bridgeKey,
  type ConnectionId,
  type DomainKey,
  domainKey,
  networkKey,
} from '../../shared/model/keys.ts';
import type { BridgePort, BridgeSummary, NetworkAddress } from '../../shared/model/network.ts';
import { type DomainEntry, isActive } from './domain-entry.ts';
import type { HostDevices, InterfaceReading } from './host-devices.ts';
import type { NetworkEntry } from './network-table.ts';

interface Sources {
  readonly devices: HostDevices;
  readonly networks: readonly NetworkEntry[];
  readonly domains: Iterable<DomainEntry>;
}

/** All bridges by name, each with its ports in order of their names. */
export function deriveBridges(connection: ConnectionId, sources: Sources): readonly BridgeSummary[] {
  const known = new Map(sources.devices.interfaces.filter(isBridge).map((one) => [one.name, one]));
  const makers = new Map([...sources.networks].sort(byClaim).flatMap((network) => bridgeOf(network)));
  const taps = tapsByBridge(connection, sources.domains);
  const names = [...new Set([...known.keys(), ...makers.keys(), ...taps.bridges.keys()])].sort();
  return names.map((name) => {
    const own = summaryParts(known.get(name), makers.get(name), sources.devices, name);
    const ports = [...(known.get(name)?.facts?.ports ?? []), ...(taps.bridges.get(name) ?? [])];
    const maker = makers.get(name);
    return {
      key: bridgeKey(connection, name),
      connection,
      name,
      ...own,
      ports: [...new Set(ports)].sort(byNumber).map((port) => portOf(port, taps.owners.get(port))),
      ...(maker !== undefined && { network: networkKey(connection, maker.ref.uuid) }),
    };
  });
}

function isBridge(one: InterfaceReading): boolean {
  return one.facts?.type === 'bridge';
}

/**
 * Of several networks that name one bridge the last has it: one that is active, and always the same one, in whatever order
 * they became known.
 */
function byClaim(one: NetworkEntry, other: NetworkEntry): number {
  return Number(one.active) - Number(other.active) || (one.ref.uuid < other.ref.uuid ? -1 : 1);
}

/** Only modes in which libvirt makes the bridge; `mode='bridge'` names one of the host. */
function bridgeOf(network: NetworkEntry): readonly (readonly [string, NetworkEntry])[] {
  const { bridge, mode } = network.facts;
  return bridge === undefined || mode === 'bridge' ? [] : [[bridge, network]];
}

function summaryParts(
  reading: InterfaceReading | undefined,
  maker: NetworkEntry | undefined,
  devices: HostDevices,
  name: string,
): Pick<BridgeSummary, 'active' | 'mac' | 'stp' | 'addresses'> {
  const device = devices.netDevices.find((one) => one.name === name);
  const mac = reading?.facts?.mac || reading?.mac || device?.mac || maker?.facts.mac;
  const stp = reading?.facts?.stp ?? maker?.facts.stp;
  const said = reading?.facts?.addresses ?? [];
  return {
    // The interface driver calls a bridge without ports inactive; its network knows better. One that only a running
    // machine names is there: its tap is in it.
    active: maker?.active ?? reading?.active ?? true,
    ...(mac !== undefined && { mac }),
    ...(stp !== undefined && { stp }),
    addresses: said.length > 0 ? said : (maker?.facts.addresses ?? []).map(withPrefix),
  };
}

function withPrefix({ address, prefix }: NetworkAddress): string {
  return `${address}/${prefix}`;
}

function portOf(name: string, owner: DomainKey | undefined): BridgePort {
  return owner === undefined ? { name } : { name, domain: owner };
}

/** `vnet10` after `vnet9`. */
const byNumber = new Intl.Collator('en', { numeric: true }).compare;

interface Taps {
  readonly bridges: ReadonlyMap<string, readonly string[]>;
  readonly owners: ReadonlyMap<string, DomainKey>;
}

function tapsByBridge(connection: ConnectionId, domains: Iterable<DomainEntry>): Taps {
  const bridges = new Map<string, string[]>();
  const owners = new Map<string, DomainKey>();
  for (const domain of domains) {
    if (!isActive(domain)) continue;
    for (const { bridge, target } of domain.facts.interfaces) {
      if (target === undefined) continue;
      owners.set(target, domainKey(connection, domain.ref.uuid));
      if (bridge === undefined) continue;
      const ports = bridges.get(bridge) ?? [];
      ports.push(target);
      bridges.set(bridge, ports);
    }
  }
  return { bridges, owners };
}
