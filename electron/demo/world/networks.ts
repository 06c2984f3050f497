// The virtual networks of the demo host, and who has which address in them.
import { VirNetworkEventID, VirNetworkEventLifecycleType } from '../../libvirt/protocol/constants.gen.ts';
import { networkEventLifecycle } from '../../libvirt/protocol/messages.gen.ts';
import type { NetworkDhcpLease, NetworkRef } from '../../libvirt/protocol/values.gen.ts';
import { parse } from '../../xml/parse.ts';
import { serialiseIndented } from '../../xml/serialise.ts';
import { append, attribute, childOf, find, insertBefore, setText, type XmlTree } from '../../xml/tree.ts';
import { notNow, Refusal } from '../server/refusal.ts';
import { hash, macOf } from './chance.ts';
import { demoEvent } from './demo-event.ts';
import type { Machine } from './machine.ts';
import type { Surroundings } from './surroundings.ts';

export interface NetworkPlan {
  readonly name: string;
  readonly uuid: string;
  readonly xml: string;
  readonly active: boolean;
  readonly autostart: boolean;
  readonly persistent?: boolean;
}

interface AddressRange {
  readonly start: string;
  readonly prefix: number;
}

interface NetworkFacts {
  /** The text that they are of. */
  readonly of: string;
  readonly bridge: string | undefined;
  readonly range: AddressRange | undefined;
}

export class Network {
  readonly name: string;
  readonly uuid: string;
  stored: string;
  /** As it was when it was started. */
  live: string | undefined;
  autostart: boolean;
  persistent: boolean;
  #facts: NetworkFacts | undefined;

  constructor({ name, uuid, xml, active, autostart, persistent = true }: NetworkPlan) {
    this.name = name;
    this.uuid = uuid;
    this.stored = completed(xml, uuid);
    this.live = active ? this.stored : undefined;
    this.autostart = autostart;
    this.persistent = persistent;
  }

  get ref(): NetworkRef {
    return { name: this.name, uuid: this.uuid };
  }

  get active(): boolean {
    return this.live !== undefined;
  }

  get xml(): string {
    return this.live ?? this.stored;
  }

  /** Absent where libvirt makes no bridge. */
  get bridge(): string | undefined {
    return this.#read().bridge;
  }

  /** Where its DHCP server's addresses begin; absent without one. */
  get range(): AddressRange | undefined {
    return this.#read().range;
  }

  #read(): NetworkFacts {
    if (this.#facts?.of === this.xml) return this.#facts;
    const tree = parse(this.xml);
    const bridge = attribute(find(tree, 'bridge'), 'name');
    this.#facts = { of: this.xml, bridge, range: readRange(tree) };
    return this.#facts;
  }
}

/** The definition with what libvirt adds: its UUID, and the address of the bridge that it makes. */
function completed(xml: string, uuid: string): string {
  const tree: XmlTree = parse(xml);
  const { root } = tree;
  const present = childOf(root, 'uuid');
  const second = root.children.filter((child) => child.kind === 'element')[1];
  const element = present ?? (second === undefined ? append(root, 'uuid') : insertBefore(second, 'uuid'));
  setText(element, uuid);
  const bridge = childOf(root, 'bridge');
  if (makesBridge(tree) && bridge !== undefined && childOf(root, 'mac') === undefined) {
    const mac = append(root, 'mac', { address: macOf('bridge', uuid) });
    root.children.pop();
    root.children.splice(root.children.indexOf(bridge) + 1, 0, mac);
  }
  return serialiseIndented(tree);
}

/** Not where it only uses one that the host has. */
function makesBridge(tree: XmlTree): boolean {
  return attribute(find(tree, 'forward'), 'mode') !== 'bridge';
}

export class Networks {
  readonly #around: Surroundings;
  readonly #byUuid = new Map<string, Network>();

  constructor(around: Surroundings, plans: readonly NetworkPlan[]) {
    this.#around = around;
    for (const plan of plans) this.#byUuid.set(plan.uuid, new Network(plan));
  }

  get all(): readonly Network[] {
    return [...this.#byUuid.values()];
  }

  demand({ uuid, name }: NetworkRef): Network {
    return this.#byUuid.get(uuid) ?? noSuch(`no network has the UUID ${uuid} (${name})`);
  }

  findNamed(name: string): Network | undefined {
    return this.all.find((network) => network.name === name);
  }

  demandNamed(name: string): Network {
    return this.findNamed(name) ?? noSuch(`no network has the name ${name}`);
  }

  define(plan: Omit<NetworkPlan, 'active' | 'autostart'>): Network {
    const present = this.#present(plan);
    if (present !== undefined) {
      present.stored = completed(plan.xml, present.uuid);
      present.persistent = true;
    }
    const network = present ?? this.#hold(plan);
    this.#tell(network, 'VIR_NETWORK_EVENT_DEFINED');
    return network;
  }

  createTransient(plan: Omit<NetworkPlan, 'active' | 'autostart'>): Network {
    const present = this.#present(plan);
    if (present?.active === true) throw notNow(`${present.name} is active already`, 'VIR_FROM_NETWORK');
    const network = present ?? this.#hold({ ...plan, persistent: false });
    this.start(network);
    return network;
  }

  start(network: Network): void {
    if (network.active) throw notNow(`${network.name} is active already`, 'VIR_FROM_NETWORK');
    network.live = network.stored;
    this.#tell(network, 'VIR_NETWORK_EVENT_STARTED');
  }

  stop(network: Network): void {
    if (!network.active) throw notNow(`${network.name} is not active`, 'VIR_FROM_NETWORK');
    network.live = undefined;
    if (!network.persistent) this.#byUuid.delete(network.uuid);
    this.#tell(network, 'VIR_NETWORK_EVENT_STOPPED');
  }

  undefine(network: Network): void {
    if (!network.persistent) throw notNow(`${network.name} is transient`, 'VIR_FROM_NETWORK');
    network.persistent = false;
    network.autostart = false;
    if (!network.active) this.#byUuid.delete(network.uuid);
    this.#tell(network, 'VIR_NETWORK_EVENT_UNDEFINED');
  }

  #hold(plan: Omit<NetworkPlan, 'active' | 'autostart'>): Network {
    const network = new Network({ ...plan, active: false, autostart: false });
    this.#byUuid.set(network.uuid, network);
    return network;
  }

  #present({ name, uuid }: Pick<NetworkPlan, 'name' | 'uuid'>): Network | undefined {
    const [byName, byUuid] = [this.findNamed(name), this.#byUuid.get(uuid)];
    const isOther = byName !== undefined && byName !== byUuid;
    if (isOther || (byUuid !== undefined && byUuid.name !== name)) {
      const message = `another network has the name ${name} or its UUID`;
      throw new Refusal('VIR_ERR_OPERATION_FAILED', message, 'VIR_FROM_NETWORK');
    }
    return byUuid;
  }

  #tell({ ref: net, uuid }: Network, event: keyof typeof VirNetworkEventLifecycleType): void {
    const about = {
      family: 'network',
      eventID: VirNetworkEventID.VIR_NETWORK_EVENT_ID_LIFECYCLE,
      subject: uuid,
    } as const;
    this.#around.tell(
      demoEvent(about, networkEventLifecycle, (callbackID) => ({
        callbackID,
        net,
        event: VirNetworkEventLifecycleType[event],
        detail: 0,
      })),
    );
  }
}

function noSuch(message: string): never {
  throw new Refusal('VIR_ERR_NO_NETWORK', message, 'VIR_FROM_NETWORK');
}

const HOUR_S = 3_600;

function readRange(tree: XmlTree): AddressRange | undefined {
  const ip = find(tree, 'ip');
  const start = attribute(find(ip, 'dhcp/range'), 'start');
  const netmask = attribute(ip, 'netmask') ?? '255.255.255.0';
  const bits = netmask.split('.').map((part) => Number(part).toString(2).replaceAll('0', '').length);
  return start === undefined ? undefined : { start, prefix: bits.reduce((sum, one) => sum + one, 0) };
}

/** The address that a MAC gets, the same every time: anywhere in a large network, else behind the range's first. */
export function addressIn(
  network: Network,
  mac: string,
): { readonly address: string; readonly prefix: number } | undefined {
  const range = network.range;
  if (range === undefined) return undefined;
  const parts = range.start.split('.');
  if (range.prefix <= 16) {
    const [high = 0, low = 0] = mac
      .split(':')
      .slice(4)
      .map((part) => Number.parseInt(part, 16));
    return { address: [...parts.slice(0, 2), high, low].join('.'), prefix: range.prefix };
  }
  const first = Number(parts[3]);
  const last = first + (hash(mac) % Math.max(1, 250 - first));
  return { address: [...parts.slice(0, 3), last].join('.'), prefix: range.prefix };
}

/** The address that a MAC has in the office's own network, to which the host's bridge leads: the host gives none there, and sees it. */
export function officeAddress(mac: string): { readonly address: string; readonly prefix: number } {
  return { address: `10.20.0.${20 + (hash('office', mac) % 200)}`, prefix: 24 };
}

/** A machine asks for an address when its guest has booted. */
export const ADDRESS_AFTER_MS = 3_000;

/** The leases of a network's machines. `nowMs` is the host's time. */
export function leasesOf(
  network: Network,
  machines: readonly Machine[],
  nowMs: number,
): readonly NetworkDhcpLease[] {
  const iface = network.bridge;
  if (!network.active || iface === undefined || network.range === undefined) return [];
  return machines
    .filter((machine) => machine.active && !machine.blank && machine.uptimeMs >= ADDRESS_AFTER_MS)
    .flatMap((machine) =>
      machine.definition.facts.nics
        .filter((nic) => nic.network === network.name)
        .map((nic): NetworkDhcpLease => {
          const mac = machine.filled(nic.mac);
          const { address, prefix } = addressIn(network, mac) ?? { address: '', prefix: 24 };
          // Renewed at half of its time.
          const renewedS = Math.floor(nowMs / 1000 / (HOUR_S / 2)) * (HOUR_S / 2);
          return {
            iface,
            expirytime: BigInt(renewedS + HOUR_S),
            type: 0,
            mac,
            iaid: undefined,
            ipaddr: address,
            prefix,
            hostname: machine.name.toLowerCase(),
            clientid: `01:${mac}`,
          };
        }),
    );
}
