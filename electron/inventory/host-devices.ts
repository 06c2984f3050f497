// The network devices of a host, from two of libvirt's drivers, either of which may be absent.
import type { HostInterface } from '../../shared/model/network.ts';
import type { InterfaceFacts, NetDeviceFacts } from '../domain-xml/host-interface.ts';
import { connectListAllInterfaces, connectListAllNodeDevices } from '../libvirt/protocol/connect.gen.ts';
import {
  VirConnectListAllInterfacesFlags,
  VirConnectListAllNodeDeviceFlags,
} from '../libvirt/protocol/constants.gen.ts';
import { interfaceGetXmlDesc } from '../libvirt/protocol/interface.gen.ts';
import { nodeDeviceGetXmlDesc } from '../libvirt/protocol/node-device.gen.ts';
import type { InterfaceRef, NodeDeviceRef } from '../libvirt/protocol/values.gen.ts';
import { type Ask, attempt, isRefused, orElse } from './ask.ts';
import { interfaceFacts, netDeviceFacts } from './read-facts.ts';

export interface InterfaceReading {
  readonly name: string;
  readonly mac: string;
  readonly active: boolean;
  readonly facts: InterfaceFacts | undefined;
}

export interface HostDevices {
  /** `false` when this host has no interface driver. */
  readonly interfaceDriver: boolean;
  readonly interfaces: readonly InterfaceReading[];
  readonly netDevices: readonly NetDeviceFacts[];
}

export const NO_DEVICES: HostDevices = { interfaceDriver: false, interfaces: [], netDevices: [] };

export interface DeviceLists {
  readonly interfaceDriver: boolean;
  readonly interfaces: readonly (InterfaceRef & { readonly active: boolean })[];
  readonly netDevices: readonly NodeDeviceRef[];
}

const { VIR_CONNECT_LIST_INTERFACES_ACTIVE: ACTIVE, VIR_CONNECT_LIST_INTERFACES_INACTIVE: INACTIVE } =
  VirConnectListAllInterfacesFlags;
const NET = VirConnectListAllNodeDeviceFlags.VIR_CONNECT_LIST_NODE_DEVICES_CAP_NET;

/** First round trip: which devices there are. */
export async function listDevices(ask: Ask): Promise<DeviceLists> {
  const listed = async (flags: number) => attempt(ask(connectListAllInterfaces, { needResults: 1, flags }));
  const [active, inactive, devices] = await Promise.all([
    listed(ACTIVE),
    listed(INACTIVE),
    orElse(ask(connectListAllNodeDevices, { needResults: 1, flags: NET }), { devices: [] }),
  ]);
  const refs = (list: typeof active, up: boolean) =>
    isRefused(list) ? [] : list.ifaces.map((ref) => ({ ...ref, active: up }));
  return {
    interfaceDriver: !isRefused(active),
    interfaces: [...refs(active, true), ...refs(inactive, false)],
    netDevices: devices.devices,
  };
}

/** Second round trip: what each is. A device that vanished in between is left out. */
export async function describeDevices(ask: Ask, lists: DeviceLists): Promise<HostDevices> {
  const [interfaces, netDevices] = await Promise.all([
    Promise.all(lists.interfaces.map((ref) => describeInterface(ask, ref))),
    Promise.all(lists.netDevices.map(({ name }) => describeNetDevice(ask, name))),
  ]);
  return {
    interfaceDriver: lists.interfaceDriver,
    interfaces,
    netDevices: netDevices.filter((device) => device !== undefined),
  };
}

async function describeInterface(
  ask: Ask,
  { active, ...iface }: InterfaceRef & { readonly active: boolean },
): Promise<InterfaceReading> {
  const answer = await orElse(ask(interfaceGetXmlDesc, { iface, flags: 0 }), undefined);
  return { ...iface, active, facts: answer === undefined ? undefined : interfaceFacts(answer.xml) };
}

async function describeNetDevice(ask: Ask, name: string): Promise<NetDeviceFacts | undefined> {
  const answer = await orElse(ask(nodeDeviceGetXmlDesc, { name, flags: 0 }), undefined);
  return answer === undefined ? undefined : netDeviceFacts(answer.xml);
}

const KINDS: Readonly<Record<string, HostInterface['kind']>> = {
  ethernet: 'ethernet',
  bond: 'bond',
  vlan: 'vlan',
};

/** The devices that are no bridges, by name. `taps` belong to machines and are left out. */
export function hostInterfaces(devices: HostDevices, taps: ReadonlySet<string>): readonly HostInterface[] {
  const uppers = upperOf(devices);
  const bridges = new Set(
    devices.interfaces.filter((one) => one.facts?.type === 'bridge').map((one) => one.name),
  );
  const names = [...devices.interfaces, ...devices.netDevices].map((one) => one.name);
  const shown = [...new Set(names)].filter((name) => !bridges.has(name) && !taps.has(name));
  return shown.sort().map((name) => {
    const reading = devices.interfaces.find((one) => one.name === name);
    const device = devices.netDevices.find((one) => one.name === name);
    // The interface driver has an empty text where it knows none.
    const mac = reading?.facts?.mac || reading?.mac || device?.mac;
    const active = reading?.active ?? device?.up;
    const upper = uppers.get(name);
    return {
      name,
      kind: KINDS[reading?.facts?.type ?? (device === undefined ? '' : 'ethernet')] ?? 'other',
      ...(mac !== undefined && { mac }),
      ...(active !== undefined && { active }),
      ...(device?.speedMbit !== undefined && { speedMbit: device.speedMbit }),
      addresses: reading?.facts?.addresses ?? [],
      ...(upper !== undefined && { upper }),
    };
  });
}

function upperOf(devices: HostDevices): ReadonlyMap<string, string> {
  return new Map(
    devices.interfaces.flatMap(({ name, facts }) =>
      (facts?.ports ?? []).map((port) => [port, name] as const),
    ),
  );
}
