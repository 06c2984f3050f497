// The host's own interfaces and devices.
import { connectListAllInterfaces, connectListAllNodeDevices } from '../../libvirt/protocol/connect.gen.ts';
import {
  VirConnectListAllInterfacesFlags as InterfaceFlags,
  VirConnectListAllNodeDeviceFlags as NodeFlags,
} from '../../libvirt/protocol/constants.gen.ts';
import {
  interfaceGetXmlDesc,
  interfaceIsActive,
  interfaceLookupByMacString,
  interfaceLookupByName,
} from '../../libvirt/protocol/interface.gen.ts';
import {
  nodeDeviceGetParent,
  nodeDeviceGetXmlDesc,
  nodeDeviceIsActive,
  nodeDeviceIsPersistent,
  nodeDeviceListCaps,
  nodeDeviceLookupByName,
  nodeDeviceNumOfCaps,
  nodeListDevices,
  nodeNumOfDevices,
} from '../../libvirt/protocol/node-device.gen.ts';
import { type Answer, reads } from '../server/answers.ts';
import type { HostInterface, NodeDevice } from '../world/devices.ts';

const CAPABILITIES: readonly (readonly [flag: number, capability: string])[] = [
  [NodeFlags.VIR_CONNECT_LIST_NODE_DEVICES_CAP_SYSTEM, 'system'],
  [NodeFlags.VIR_CONNECT_LIST_NODE_DEVICES_CAP_PCI_DEV, 'pci'],
  [NodeFlags.VIR_CONNECT_LIST_NODE_DEVICES_CAP_USB_DEV, 'usb_device'],
  [NodeFlags.VIR_CONNECT_LIST_NODE_DEVICES_CAP_NET, 'net'],
  [NodeFlags.VIR_CONNECT_LIST_NODE_DEVICES_CAP_STORAGE, 'storage'],
  [NodeFlags.VIR_CONNECT_LIST_NODE_DEVICES_CAP_SCSI_HOST, 'scsi_host'],
];

/** The lowest flags ask for capabilities; others for what every device of the demo is. */
const CAPABILITY_BITS = 0x1f_ffff;

function listedNodes(nodes: readonly NodeDevice[], flags: number): readonly NodeDevice[] {
  if ((flags & CAPABILITY_BITS) === 0) return nodes;
  const asked = CAPABILITIES.filter(([flag]) => (flags & flag) !== 0).map(([, capability]) => capability);
  return nodes.filter(({ capability }) => asked.includes(capability));
}

function listedInterfaces(all: readonly HostInterface[], flags: number): readonly HostInterface[] {
  const [active, inactive] = [
    (flags & InterfaceFlags.VIR_CONNECT_LIST_INTERFACES_ACTIVE) !== 0,
    (flags & InterfaceFlags.VIR_CONNECT_LIST_INTERFACES_INACTIVE) !== 0,
  ];
  if (active === inactive) return all;
  return all.filter((one) => one.active === active);
}

const named = (nodes: readonly NodeDevice[], capability: string | undefined) =>
  nodes.filter((node) => capability === undefined || node.capability === capability);

const refOf = ({ name, mac }: HostInterface) => ({ name, mac });

export const hostDeviceCalls: readonly Answer[] = [
  reads(connectListAllInterfaces, ({ needResults, flags }, { world }) => {
    const found = listedInterfaces(world.devices.interfaces, flags);
    return { ifaces: needResults === 0 ? [] : found.map(refOf), ret: found.length };
  }),
  reads(interfaceLookupByName, ({ name }, { world }) => ({
    iface: refOf(world.devices.demandInterface(name)),
  })),
  reads(interfaceLookupByMacString, ({ mac }, { world }) => ({
    iface: refOf(world.devices.demandInterfaceWithMac(mac)),
  })),
  reads(interfaceGetXmlDesc, ({ iface }, { world }) => ({
    xml: world.devices.demandInterface(iface.name).xml,
  })),
  reads(interfaceIsActive, ({ iface }, { world }) => ({
    active: world.devices.demandInterface(iface.name).active ? 1 : 0,
  })),
  reads(connectListAllNodeDevices, ({ needResults, flags }, { world }) => {
    const found = listedNodes(world.devices.nodes, flags);
    return { devices: needResults === 0 ? [] : found.map(({ name }) => ({ name })), ret: found.length };
  }),
  reads(nodeNumOfDevices, ({ cap }, { world }) => ({ num: named(world.devices.nodes, cap).length })),
  reads(nodeListDevices, ({ cap, maxnames }, { world }) => ({
    names: named(world.devices.nodes, cap)
      .map(({ name }) => name)
      .slice(0, maxnames),
  })),
  reads(nodeDeviceLookupByName, ({ name }, { world }) => ({
    dev: { name: world.devices.demandNode(name).name },
  })),
  reads(nodeDeviceGetXmlDesc, ({ name }, { world }) => ({ xml: world.devices.demandNode(name).xml })),
  reads(nodeDeviceGetParent, ({ name }, { world }) => ({
    parentName: world.devices.demandNode(name).parent,
  })),
  reads(nodeDeviceNumOfCaps, ({ name }, { world }) => {
    world.devices.demandNode(name);
    return { num: 1 };
  }),
  reads(nodeDeviceListCaps, ({ name, maxnames }, { world }) => ({
    names: [world.devices.demandNode(name).capability].slice(0, maxnames),
  })),
  reads(nodeDeviceIsActive, ({ name }, { world }) => {
    world.devices.demandNode(name);
    return { active: 1 };
  }),
  reads(nodeDeviceIsPersistent, ({ name }, { world }) => {
    world.devices.demandNode(name);
    return { persistent: 0 };
  }),
];
