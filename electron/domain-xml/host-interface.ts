// Network devices of a host, as libvirt's interface driver and its node device driver describe them.
import { parse } from '../xml/parse.ts';
import { attribute, childOf, elements, text, type XmlElement, type XmlTree } from '../xml/tree.ts';
import { present } from './present.ts';
import { countOf } from './units.ts';

export interface InterfaceFacts {
  readonly name: string;
  /** `ethernet`, `bridge`, `bond`, `vlan` */
  readonly type: string;
  readonly mac?: string;
  readonly up?: boolean;
  readonly speedMbit?: number;
  /** `192.168.1.2/24` */
  readonly addresses: readonly string[];
  readonly stp?: boolean;
  /** Ports of a bridge or bond. */
  readonly ports: readonly string[];
}

export interface NetDeviceFacts {
  readonly name: string;
  readonly mac?: string;
  readonly up?: boolean;
  readonly speedMbit?: number;
  /** The device behind it is hardware or paravirtual, not made by software. */
  readonly physical: boolean;
}

/** Reads an interface of the host. Throws `XmlFault`. */
export function readInterface(xml: string): InterfaceFacts {
  const tree = parse(xml);
  const bridge = childOf(tree, 'bridge');
  const stp = attribute(bridge, 'stp');
  return present({
    name: attribute(tree.root, 'name') ?? '',
    type: attribute(tree.root, 'type') ?? '',
    mac: attribute(childOf(tree, 'mac'), 'address'),
    ...linkOf(childOf(tree, 'link')),
    addresses: elements(tree, 'protocol/ip').flatMap(readAddress),
    stp: stp === undefined ? undefined : stp === 'on',
    ports: [bridge, childOf(tree, 'bond')].flatMap(portsOf),
  });
}

function portsOf(upper: XmlElement | undefined): readonly string[] {
  return elements(upper, 'interface').flatMap((port) => attribute(port, 'name') ?? []);
}

function readAddress(ip: XmlElement): readonly string[] {
  const address = attribute(ip, 'address');
  if (address === undefined) return [];
  const prefix = attribute(ip, 'prefix');
  return [prefix === undefined ? address : `${address}/${prefix}`];
}

/** Reads a node device; `undefined` when it is no network device. Throws `XmlFault`. */
export function readNetDevice(xml: string): NetDeviceFacts | undefined {
  const tree = parse(xml);
  const net = elements(tree, 'capability').find((capability) => attribute(capability, 'type') === 'net');
  const name = text(childOf(net, 'interface'));
  if (net === undefined || name === undefined) return undefined;
  return present({
    name,
    mac: text(childOf(net, 'address')),
    ...linkOf(childOf(net, 'link')),
    physical: isPhysical(tree),
  });
}

/** What has no device behind it hangs below `computer`, the root of all devices. */
function isPhysical(device: XmlTree): boolean {
  const parent = text(childOf(device, 'parent')) ?? 'computer';
  return parent !== 'computer';
}

function linkOf(link: XmlElement | undefined): {
  readonly up: boolean | undefined;
  readonly speedMbit: number | undefined;
} {
  const state = attribute(link, 'state');
  // Kernels that do not know the speed give the largest number instead.
  const speed = countOf(attribute(link, 'speed'));
  const known = speed !== undefined && speed > 0 && speed < 4_294_967_295;
  return { up: state === undefined ? undefined : state === 'up', speedMbit: known ? speed : undefined };
}
