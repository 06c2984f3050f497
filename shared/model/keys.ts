// Identifiers. They are strings with a brand, so that one kind is never passed for another.

/** One host that we hold, e.g. `c3`; unique while the settings live. */
export type ConnectionId = string & { readonly brand: 'ConnectionId' };
/** `CONNECTION/UUID` */
export type DomainKey = string & { readonly brand: 'DomainKey' };
/** `CONNECTION/UUID` */
export type NetworkKey = string & { readonly brand: 'NetworkKey' };
/** `CONNECTION/UUID` */
export type PoolKey = string & { readonly brand: 'PoolKey' };
/** `CONNECTION/NAME` */
export type BridgeKey = string & { readonly brand: 'BridgeKey' };

export function domainKey(connection: ConnectionId, uuid: string): DomainKey {
  return `${connection}/${uuid}` as DomainKey;
}

export function networkKey(connection: ConnectionId, uuid: string): NetworkKey {
  return `${connection}/${uuid}` as NetworkKey;
}

export function poolKey(connection: ConnectionId, uuid: string): PoolKey {
  return `${connection}/${uuid}` as PoolKey;
}

export function bridgeKey(connection: ConnectionId, name: string): BridgeKey {
  return `${connection}/${name}` as BridgeKey;
}

/** The host that a key belongs to. */
export function connectionOf(key: DomainKey | NetworkKey | PoolKey | BridgeKey): ConnectionId {
  return key.slice(0, key.indexOf('/')) as ConnectionId;
}

/** What stands after the host: a UUID, or a bridge's name. */
export function localPartOf(key: DomainKey | NetworkKey | PoolKey | BridgeKey): string {
  return key.slice(key.indexOf('/') + 1);
}
