// Reads one virtual network again, in one round trip.

import type { NetworkFacts } from '../domain-xml/network.ts';
import {
  networkGetAutostart,
  networkGetDhcpLeases,
  networkGetXmlDesc,
  networkIsActive,
  networkIsPersistent,
  networkLookupByUuid,
} from '../libvirt/protocol/network.gen.ts';
import type { NetworkDhcpLease, NetworkRef } from '../libvirt/protocol/values.gen.ts';
import { type Ask, attempt, isGone, isRefused, orElse } from './ask.ts';
import { networkFacts } from './read-facts.ts';

export interface NetworkReading {
  readonly ref: NetworkRef;
  readonly active: boolean;
  readonly persistent: boolean;
  readonly autostart: boolean;
  readonly facts: NetworkFacts | undefined;
  readonly leases: readonly NetworkDhcpLease[];
}

/** The network as it is now; `undefined` when its host no longer has it. Throws when the connection ends. */
export async function readNetwork(ask: Ask, net: NetworkRef): Promise<NetworkReading | undefined> {
  const [found, xml, active, persistent, autostart, leases] = await Promise.all([
    attempt(ask(networkLookupByUuid, { uuid: net.uuid })),
    orElse(ask(networkGetXmlDesc, { net, flags: 0 }), undefined),
    orElse(ask(networkIsActive, { net }), { active: 0 }),
    orElse(ask(networkIsPersistent, { net }), { persistent: 1 }),
    orElse(ask(networkGetAutostart, { net }), { autostart: 0 }),
    readLeases(ask, net),
  ]);
  if (isRefused(found)) {
    if (isGone(found.refused)) return undefined;
    throw found.refused;
  }
  return {
    ref: found.net,
    active: active.active !== 0,
    persistent: persistent.persistent !== 0,
    autostart: autostart.autostart !== 0,
    facts: xml === undefined ? undefined : networkFacts(xml.xml),
    leases,
  };
}

/** All leases of a network; none when it is off or knows no DHCP. */
export async function readLeases(ask: Ask, net: NetworkRef): Promise<readonly NetworkDhcpLease[]> {
  const question = { net, mac: undefined, needResults: 1, flags: 0 };
  const { leases } = await orElse(ask(networkGetDhcpLeases, question), { leases: [] });
  return leases;
}
