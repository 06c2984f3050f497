// Devices that come to a machine, change, and go.

import { VirDomainModificationImpact as Impact } from '../../libvirt/protocol/constants.gen.ts';
import {
  domainAttachDevice,
  domainAttachDeviceFlags,
  domainDetachDevice,
  domainDetachDeviceAlias,
  domainDetachDeviceFlags,
  domainUpdateDeviceFlags,
} from '../../libvirt/protocol/domain.gen.ts';
import { XmlFault } from '../../xml/fault.ts';
import { parse } from '../../xml/parse.ts';
import {
  append,
  attribute,
  childElements,
  childOf,
  find,
  remove,
  setAttribute,
  type XmlElement,
  type XmlTree,
} from '../../xml/tree.ts';
import { type Answer, changes } from '../server/answers.ts';
import { badXml, Refusal } from '../server/refusal.ts';
import { nextAlias } from '../world/definition.ts';
import type { Machine } from '../world/machine.ts';
import { deviceAdded, deviceRemoved } from '../world/machine-events.ts';
import type { DemoWorld } from '../world/world.ts';
import { normaliseDevice } from './given-definition.ts';
import { edit } from './impact.ts';

function readDevice(xml: string): XmlElement {
  try {
    return parse(xml).root;
  } catch (error) {
    throw error instanceof XmlFault ? badXml(`this is not XML: ${error.message}`) : error;
  }
}

const devicesOf = ({ root }: XmlTree) => childOf(root, 'devices') ?? append(root, 'devices');

/** What tells a device from the others of its kind. */
function keyOf(device: XmlElement): string {
  if (device.name === 'disk') return attribute(find(device, 'target'), 'dev') ?? '';
  if (device.name === 'interface') return attribute(find(device, 'mac'), 'address')?.toLowerCase() ?? '';
  return attribute(find(device, 'alias'), 'name') ?? attribute(device, 'type') ?? '';
}

function present(tree: XmlTree, machine: Machine, wanted: XmlElement): XmlElement | undefined {
  const key = keyOf(wanted);
  return childElements(devicesOf(tree)).find(
    (device) => device.name === wanted.name && (key === '' || machine.filled(keyOf(device)) === key),
  );
}

function demandPresent(tree: XmlTree, machine: Machine, wanted: XmlElement): XmlElement {
  const found = present(tree, machine, wanted);
  if (found !== undefined) return found;
  throw new Refusal('VIR_ERR_DEVICE_MISSING', `${machine.name} has no such <${wanted.name}>`);
}

function adopt(tree: XmlTree, device: XmlElement): XmlElement {
  const devices = devicesOf(tree);
  const copy: XmlElement = {
    ...device,
    attributes: new Map(device.attributes),
    children: [...device.children],
    parent: devices,
  };
  devices.children.push(copy);
  return copy;
}

function attach(world: DemoWorld, machine: Machine, xml: string, flags: number): void {
  const device = readDevice(xml);
  normaliseDevice(device, `${machine.uuid} ${world.clock.nowMs()}`);
  let added: string | undefined;
  edit(machine, flags, (tree, { live }) => {
    if (keyOf(device) !== '' && present(tree, machine, device) !== undefined)
      throw new Refusal(
        'VIR_ERR_OPERATION_FAILED',
        `${machine.name} has a <${device.name}> ${keyOf(device)} already`,
      );
    const copy = adopt(tree, device);
    if (!live) return;
    const others = childElements(devicesOf(tree)).filter((one) => one !== copy);
    added = attribute(childOf(copy, 'alias'), 'name') ?? nextAlias(copy, others);
    if (childOf(copy, 'alias') === undefined) append(copy, 'alias', { name: added });
    if (device.name === 'interface') connectNic(world, machine, copy, others);
  });
  if (added !== undefined) world.tell(deviceAdded(machine.ref, added));
}

/** Gives an interface that comes to a running machine its tap and its bridge. */
function connectNic(
  world: DemoWorld,
  machine: Machine,
  nic: XmlElement,
  others: readonly XmlElement[],
): void {
  const place = others.filter(({ name }) => name === 'interface').length;
  const target = childOf(nic, 'target') ?? append(nic, 'target');
  setAttribute(target, 'dev', machine.tap(place));
  const source = childOf(nic, 'source');
  const bridge = world.bridgeOf(attribute(source, 'network') ?? '');
  if (source !== undefined && bridge !== undefined) setAttribute(source, 'bridge', bridge);
}

function detach(
  world: DemoWorld,
  machine: Machine,
  flags: number,
  which: (tree: XmlTree) => XmlElement,
): void {
  let removed: string | undefined;
  edit(machine, flags, (tree, { live }) => {
    const device = which(tree);
    if (live) removed = attribute(find(device, 'alias'), 'name');
    remove(device);
  });
  if (removed !== undefined) world.tell(deviceRemoved(machine.ref, removed));
}

function update(machine: Machine, xml: string, flags: number): void {
  const device = readDevice(xml);
  edit(machine, flags, (tree) => {
    const before = demandPresent(tree, machine, device);
    const copy = adopt(tree, device);
    const siblings = devicesOf(tree).children;
    siblings.pop();
    siblings.splice(siblings.indexOf(before), 1, copy);
  });
}

const LIVE = Impact.VIR_DOMAIN_AFFECT_LIVE;

export const domainDeviceCalls: readonly Answer[] = [
  changes(domainAttachDevice, ({ dom, xml }, { world }) => {
    attach(world, world.domains.demand(dom), xml, LIVE);
    return {};
  }),
  changes(domainAttachDeviceFlags, ({ dom, xml, flags }, { world }) => {
    attach(world, world.domains.demand(dom), xml, flags);
    return {};
  }),
  changes(domainDetachDevice, ({ dom, xml }, { world }) => {
    const machine = world.domains.demand(dom);
    const device = readDevice(xml);
    detach(world, machine, LIVE, (tree) => demandPresent(tree, machine, device));
    return {};
  }),
  changes(domainDetachDeviceFlags, ({ dom, xml, flags }, { world }) => {
    const machine = world.domains.demand(dom);
    const device = readDevice(xml);
    detach(world, machine, flags, (tree) => demandPresent(tree, machine, device));
    return {};
  }),
  changes(domainDetachDeviceAlias, ({ dom, alias, flags }, { world }) => {
    const machine = world.domains.demand(dom);
    detach(world, machine, flags, (tree) => {
      const named = (device: XmlElement) => attribute(find(device, 'alias'), 'name') === alias;
      const found = childElements(devicesOf(tree)).find(named);
      if (found !== undefined) return found;
      throw new Refusal('VIR_ERR_DEVICE_MISSING', `${machine.name} has no device ${alias}`);
    });
    return {};
  }),
  changes(domainUpdateDeviceFlags, ({ dom, xml, flags }, { world }) => {
    update(world.domains.demand(dom), xml, flags);
    return {};
  }),
];
