import type { NetworkAddress, NetworkMode } from '../../shared/model/network.ts';
import { parse } from '../xml/parse.ts';
import { attribute, childOf, elements, text, type XmlElement } from '../xml/tree.ts';
import { prefixOf } from './prefix.ts';
import { present } from './present.ts';

export interface NetworkFacts {
  readonly name: string;
  readonly title?: string;
  readonly mode: NetworkMode;
  /** Absent where libvirt picks one at start. */
  readonly bridge?: string;
  readonly stp?: boolean;
  readonly mac?: string;
  readonly domainName?: string;
  readonly addresses: readonly NetworkAddress[];
}

const MODES: ReadonlySet<string> = new Set<NetworkMode>([
  'nat',
  'route',
  'open',
  'bridge',
  'private',
  'vepa',
  'passthrough',
  'hostdev',
]);

/** Reads a virtual network's definition. Throws `XmlFault`. */
export function readNetwork(xml: string): NetworkFacts {
  const network = parse(xml);
  const bridge = childOf(network, 'bridge');
  const stp = attribute(bridge, 'stp');
  return present({
    name: text(childOf(network, 'name')) ?? '',
    title: text(childOf(network, 'title')),
    mode: modeOf(childOf(network, 'forward')),
    bridge: attribute(bridge, 'name'),
    stp: stp === undefined ? undefined : stp === 'on',
    mac: attribute(childOf(network, 'mac'), 'address'),
    domainName: attribute(childOf(network, 'domain'), 'name'),
    addresses: elements(network, 'ip').flatMap(readAddress),
  });
}

/** Without `<forward>` nothing leaves the network; without a mode there, libvirt means NAT. */
function modeOf(forward: XmlElement | undefined): NetworkMode {
  if (forward === undefined) return 'isolated';
  const mode = attribute(forward, 'mode') ?? 'nat';
  return isMode(mode) ? mode : 'unknown';
}

function isMode(mode: string): mode is NetworkMode {
  return MODES.has(mode);
}

function readAddress(ip: XmlElement): readonly NetworkAddress[] {
  const address = attribute(ip, 'address');
  if (address === undefined) return [];
  const prefix = prefixOf(address, attribute(ip, 'prefix'), attribute(ip, 'netmask'));
  return [{ address, prefix, dhcpRanges: elements(ip, 'dhcp/range').map(readRange) }];
}

function readRange(range: XmlElement): NetworkAddress['dhcpRanges'][number] {
  return { start: attribute(range, 'start') ?? '', end: attribute(range, 'end') ?? '' };
}
