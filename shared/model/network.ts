import type { BridgeKey, ConnectionId, DomainKey, NetworkKey } from './keys.ts';

export type NetworkMode =
  | 'nat'
  | 'route'
  | 'open'
  | 'isolated'
  | 'bridge'
  | 'private'
  | 'vepa'
  | 'passthrough'
  | 'hostdev'
  | 'unknown';

export interface NetworkAddress {
  readonly address: string;
  readonly prefix: number;
  readonly dhcpRanges: readonly { readonly start: string; readonly end: string }[];
}

export interface NetworkSummary {
  readonly key: NetworkKey;
  readonly connection: ConnectionId;
  readonly uuid: string;
  readonly name: string;
  readonly title?: string;
  readonly active: boolean;
  readonly persistent: boolean;
  readonly autostart: boolean;
  readonly mode: NetworkMode;
  /** The bridge on the host, e.g. `virbr0`. */
  readonly bridge?: string;
  readonly domainName?: string;
  readonly addresses: readonly NetworkAddress[];
}

export interface Lease {
  readonly mac: string;
  readonly address: string;
  readonly prefix: number;
  readonly hostname?: string;
  /** ms since 1970; absent for a lease without end. */
  readonly expiresAtMs?: number;
  readonly domain?: DomainKey;
}

export interface NetworkDetails {
  readonly key: NetworkKey;
  readonly leases: readonly Lease[];
  /** Which machines have an interface in it. */
  readonly users: readonly { readonly domain: DomainKey; readonly mac?: string; readonly model?: string }[];
  readonly xml: string;
}

export type NetworkAction = 'start' | 'stop' | 'autostart-on' | 'autostart-off';

/** A port of a bridge: a device of the host, or the tap of a machine. */
export interface BridgePort {
  readonly name: string;
  readonly domain?: DomainKey;
}

/** A bridge of the host: what `brctl show` prints, with who it belongs to. */
export interface BridgeSummary {
  readonly key: BridgeKey;
  readonly connection: ConnectionId;
  readonly name: string;
  readonly active: boolean;
  readonly mac?: string;
  readonly stp?: boolean;
  readonly addresses: readonly string[];
  readonly ports: readonly BridgePort[];
  /** The virtual network that made it. */
  readonly network?: NetworkKey;
}

/** A network device of the host that is not a bridge. */
export interface HostInterface {
  readonly name: string;
  readonly kind: 'ethernet' | 'bond' | 'vlan' | 'other';
  readonly mac?: string;
  readonly active?: boolean;
  readonly speedMbit?: number;
  readonly addresses: readonly string[];
  /** The bridge or bond that it is a port of. */
  readonly upper?: string;
}
