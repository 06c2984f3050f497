// Virtual networks.
import { connectListAllNetworks } from '../../libvirt/protocol/connect.gen.ts';
import { VirConnectListAllNetworksFlags as Flags } from '../../libvirt/protocol/constants.gen.ts';
import {
  networkCreate,
  networkCreateXml,
  networkCreateXmlFlags,
  networkDefineXml,
  networkDefineXmlFlags,
  networkDestroy,
  networkGetAutostart,
  networkGetBridgeName,
  networkGetDhcpLeases,
  networkGetXmlDesc,
  networkIsActive,
  networkIsPersistent,
  networkLookupByName,
  networkLookupByUuid,
  networkSetAutostart,
  networkUndefine,
} from '../../libvirt/protocol/network.gen.ts';
import { type Answer, changes, reads } from '../server/answers.ts';
import { badXml, notNow, Refusal } from '../server/refusal.ts';
import { leasesOf, type Network } from '../world/networks.ts';
import type { DemoWorld } from '../world/world.ts';
import { freshUuid, givenUuid, readGiven, required } from './given-definition.ts';
import { type FilterGroups, flag, passesFilters } from './list-filters.ts';

const FILTERS: FilterGroups<Network> = [
  [
    [Flags.VIR_CONNECT_LIST_NETWORKS_ACTIVE, ({ active }) => active],
    [Flags.VIR_CONNECT_LIST_NETWORKS_INACTIVE, ({ active }) => !active],
  ],
  [
    [Flags.VIR_CONNECT_LIST_NETWORKS_PERSISTENT, ({ persistent }) => persistent],
    [Flags.VIR_CONNECT_LIST_NETWORKS_TRANSIENT, ({ persistent }) => !persistent],
  ],
  [
    [Flags.VIR_CONNECT_LIST_NETWORKS_AUTOSTART, ({ autostart }) => autostart],
    [Flags.VIR_CONNECT_LIST_NETWORKS_NO_AUTOSTART, ({ autostart }) => !autostart],
  ],
];

/** VIR_NETWORK_XML_INACTIVE */
const INACTIVE = 1;
const FROM = 'VIR_FROM_NETWORK';

function given(world: DemoWorld, xml: string) {
  const tree = readGiven(xml, 'network', FROM);
  const name = required(tree, 'name', FROM);
  const known = world.networks.findNamed(name)?.uuid;
  const uuid =
    givenUuid(tree, (message) => badXml(message, FROM)) ?? known ?? freshUuid(name, world.clock.nowMs());
  return { name, uuid, xml };
}

function bridgeOf(network: Network): string {
  const { bridge } = network;
  if (bridge !== undefined) return bridge;
  throw new Refusal('VIR_ERR_INTERNAL_ERROR', `${network.name} has no bridge`, FROM);
}

export const networkCalls: readonly Answer[] = [
  reads(connectListAllNetworks, ({ needResults, flags }, { world }) => {
    const found = world.networks.all.filter((network) => passesFilters(FILTERS, network, flags));
    return { nets: needResults === 0 ? [] : found.map(({ ref }) => ref), ret: found.length };
  }),
  reads(networkLookupByName, ({ name }, { world }) => ({ net: world.networks.demandNamed(name).ref })),
  reads(networkLookupByUuid, ({ uuid }, { world }) => ({
    net: world.networks.demand({ uuid, name: '' }).ref,
  })),
  reads(networkGetXmlDesc, ({ net, flags }, { world }) => {
    const network = world.networks.demand(net);
    return { xml: (flags & INACTIVE) !== 0 ? network.stored : network.xml };
  }),
  reads(networkIsActive, ({ net }, { world }) => ({ active: flag(world.networks.demand(net).active) })),
  reads(networkIsPersistent, ({ net }, { world }) => ({
    persistent: flag(world.networks.demand(net).persistent),
  })),
  reads(networkGetAutostart, ({ net }, { world }) => ({
    autostart: flag(world.networks.demand(net).autostart),
  })),
  reads(networkGetBridgeName, ({ net }, { world }) => ({ name: bridgeOf(world.networks.demand(net)) })),
  reads(networkGetDhcpLeases, ({ net, mac, needResults }, { world }) => {
    const network = world.networks.demand(net);
    if (!network.active) throw notNow(`${network.name} is not active`, FROM);
    const all = leasesOf(network, world.domains.all, world.clock.nowMs());
    const asked = all.filter((lease) => mac === undefined || lease.mac === mac);
    return { leases: needResults === 0 ? [] : asked, ret: asked.length };
  }),
  changes(networkSetAutostart, ({ net, autostart }, { world }) => {
    const network = world.networks.demand(net);
    if (!network.persistent) throw notNow(`${network.name} is transient`, FROM);
    network.autostart = autostart !== 0;
    return {};
  }),
  changes(networkDefineXml, ({ xml }, { world }) => ({ net: world.networks.define(given(world, xml)).ref })),
  changes(networkDefineXmlFlags, ({ xml }, { world }) => ({
    net: world.networks.define(given(world, xml)).ref,
  })),
  changes(networkCreateXml, ({ xml }, { world }) => ({
    net: world.networks.createTransient(given(world, xml)).ref,
  })),
  changes(networkCreateXmlFlags, ({ xml }, { world }) => ({
    net: world.networks.createTransient(given(world, xml)).ref,
  })),
  changes(networkCreate, ({ net }, { world }) => {
    world.networks.start(world.networks.demand(net));
    return {};
  }),
  changes(networkDestroy, ({ net }, { world }) => {
    world.networks.stop(world.networks.demand(net));
    return {};
  }),
  changes(networkUndefine, ({ net }, { world }) => {
    world.networks.undefine(world.networks.demand(net));
    return {};
  }),
];
