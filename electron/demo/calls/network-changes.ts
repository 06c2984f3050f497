// Changes of networks that go on running: addresses, names, ports, and what is written about them.
import {
  VirNetworkUpdateCommand as Command,
  VirNetworkMetadataType as Metadata,
  VirNetworkUpdateSection as Section,
  VirNetworkUpdateFlags as UpdateFlags,
  VirNetworkEventID,
} from '../../libvirt/protocol/constants.gen.ts';
import { networkEventCallbackMetadataChange } from '../../libvirt/protocol/messages.gen.ts';
import {
  networkGetMetadata,
  networkListAllPorts,
  networkSetMetadata,
  networkUpdate,
} from '../../libvirt/protocol/network.gen.ts';
import { XmlFault } from '../../xml/fault.ts';
import { parse } from '../../xml/parse.ts';
import { serialiseIndented } from '../../xml/serialise.ts';
import {
  append,
  attribute,
  childElements,
  childOf,
  remove,
  text,
  type XmlElement,
  type XmlTree,
} from '../../xml/tree.ts';
import { type Answer, changes, reads } from '../server/answers.ts';
import { badXml, notNow, Refusal } from '../server/refusal.ts';
import { uuidOf } from '../world/chance.ts';
import { setChildText } from '../world/definition.ts';
import { demoEvent } from '../world/demo-event.ts';
import type { Network } from '../world/networks.ts';
import type { DemoWorld } from '../world/world.ts';

const FROM = 'VIR_FROM_NETWORK';

interface Place {
  /** From the root to the parent. */
  readonly path: readonly string[];
  readonly name: string;
  /** The attribute that tells one from the others. */
  readonly key: string;
}

const PLACES: ReadonlyMap<number, Place> = new Map([
  [Section.VIR_NETWORK_SECTION_IP_DHCP_HOST, { path: ['ip', 'dhcp'], name: 'host', key: 'mac' }],
  [Section.VIR_NETWORK_SECTION_IP_DHCP_RANGE, { path: ['ip', 'dhcp'], name: 'range', key: 'start' }],
  [Section.VIR_NETWORK_SECTION_FORWARD_INTERFACE, { path: ['forward'], name: 'interface', key: 'dev' }],
  [Section.VIR_NETWORK_SECTION_PORTGROUP, { path: [], name: 'portgroup', key: 'name' }],
  [Section.VIR_NETWORK_SECTION_DNS_HOST, { path: ['dns'], name: 'host', key: 'ip' }],
  [Section.VIR_NETWORK_SECTION_DNS_TXT, { path: ['dns'], name: 'txt', key: 'name' }],
  [Section.VIR_NETWORK_SECTION_DNS_SRV, { path: ['dns'], name: 'srv', key: 'service' }],
]);

interface Update {
  readonly command: number;
  readonly section: number;
  readonly xml: string;
}

function changed(before: string, { command, section, xml }: Update): string {
  const place = PLACES.get(section);
  if (place === undefined) {
    const message = `this part of a network cannot be changed (${section})`;
    throw new Refusal('VIR_ERR_OPERATION_UNSUPPORTED', message, FROM);
  }
  const tree = parse(before);
  const parent = place.path.reduce((at, name) => childOf(at, name) ?? append(at, name), tree.root);
  const given = readElement(xml, place.name);
  const present = childElements(parent).find(
    (one) => one.name === place.name && attribute(one, place.key) === attribute(given, place.key),
  );
  apply(command, parent, given, present);
  return serialiseIndented(tree);
}

function apply(
  command: number,
  parent: XmlElement,
  given: XmlElement,
  present: XmlElement | undefined,
): void {
  const adds =
    command === Command.VIR_NETWORK_UPDATE_COMMAND_ADD_LAST ||
    command === Command.VIR_NETWORK_UPDATE_COMMAND_ADD_FIRST;
  if (adds && present !== undefined) throw notNow(`there is such a <${given.name}> already`, FROM);
  if (!adds && present === undefined) throw notNow(`there is no such <${given.name}>`, FROM);
  const at = present === undefined ? parent.children.length : parent.children.indexOf(present);
  if (present !== undefined) remove(present);
  if (command === Command.VIR_NETWORK_UPDATE_COMMAND_DELETE) return;
  const first = command === Command.VIR_NETWORK_UPDATE_COMMAND_ADD_FIRST;
  parent.children.splice(first ? 0 : at, 0, { ...given, parent });
}

function readElement(xml: string, name: string): XmlElement {
  try {
    const { root } = parse(xml);
    if (root.name === name) return root;
    throw badXml(`<${name}> was expected, not <${root.name}>`, FROM);
  } catch (error) {
    throw error instanceof XmlFault ? badXml(`this is not XML: ${error.message}`, FROM) : error;
  }
}

/** Changes the definitions that the flags mean: the running one when there is one, unless they say more. */
function change(network: Network, flags: number, edit: (xml: string) => string): void {
  const live = (flags & UpdateFlags.VIR_NETWORK_UPDATE_AFFECT_LIVE) !== 0;
  const config = (flags & UpdateFlags.VIR_NETWORK_UPDATE_AFFECT_CONFIG) !== 0;
  if (live && network.live === undefined) throw notNow(`${network.name} is not active`, FROM);
  const current = !live && !config;
  const newLive = network.live !== undefined && (live || current) ? edit(network.live) : network.live;
  const newStored = config || (current && network.live === undefined) ? edit(network.stored) : network.stored;
  network.live = newLive;
  network.stored = newStored;
}

const NAMES: ReadonlyMap<number, string> = new Map([
  [Metadata.VIR_NETWORK_METADATA_TITLE, 'title'],
  [Metadata.VIR_NETWORK_METADATA_DESCRIPTION, 'description'],
]);

/** The demo's networks have a title and a description; elements of others are for machines. */
function nameOf(type: number): string {
  const name = NAMES.get(type);
  if (name !== undefined) return name;
  throw new Refusal('VIR_ERR_ARGUMENT_UNSUPPORTED', 'networks of the demo keep no elements of others', FROM);
}

function tellMetadata(world: DemoWorld, network: Network, type: number): void {
  const eventID = VirNetworkEventID.VIR_NETWORK_EVENT_ID_METADATA_CHANGE;
  const { ref: net, uuid: subject } = network;
  world.tell(
    demoEvent({ family: 'network', eventID, subject }, networkEventCallbackMetadataChange, (callbackID) => ({
      callbackID,
      net,
      type,
      nsuri: undefined,
    })),
  );
}

function edited(xml: string, edit: (tree: XmlTree) => void): string {
  const tree = parse(xml);
  edit(tree);
  return serialiseIndented(tree);
}

/** One for each interface of a running machine. */
function portsOf({ domains }: DemoWorld, network: Network) {
  return domains.all
    .filter(({ active }) => active)
    .flatMap(({ uuid, definition }) =>
      definition.facts.nics.flatMap((nic, index) =>
        nic.network === network.name ? [{ net: network.ref, uuid: uuidOf('port', uuid, index) }] : [],
      ),
    );
}

export const networkChangeCalls: readonly Answer[] = [
  changes(networkUpdate, ({ net, flags, ...update }, { world }) => {
    change(world.networks.demand(net), flags, (xml) => changed(xml, update));
    return {};
  }),
  reads(networkListAllPorts, ({ network, needResults }, { world }) => {
    const ports = portsOf(world, world.networks.demand(network));
    return { ports: needResults === 0 ? [] : ports, ret: ports.length };
  }),
  changes(networkSetMetadata, ({ network: ref, type, metadata, flags }, { world }) => {
    const network = world.networks.demand(ref);
    const name = nameOf(type);
    change(network, flags, (xml) => edited(xml, (tree) => setChildText(tree, name, metadata)));
    tellMetadata(world, network, type);
    return {};
  }),
  reads(networkGetMetadata, ({ network: ref, type }, { world }) => {
    const network = world.networks.demand(ref);
    const found = text(childOf(parse(network.xml).root, nameOf(type)));
    if (found !== undefined) return { metadata: found };
    throw new Refusal('VIR_ERR_NO_NETWORK_METADATA', `${network.name} has none such`, FROM);
  }),
];
