// Whether a machine would start as it runs. libvirt writes more into the definition of a running machine than into the
// stored one, and that is no change that waits for the next start.
import { serialiseElement, serialiseIndented } from '../xml/serialise.ts';
import {
  attribute,
  childElements,
  childOf,
  elements,
  remove,
  setAttribute,
  type XmlElement,
  type XmlTree,
} from '../xml/tree.ts';

/** Compares without what libvirt adds while a machine runs. Alters both trees. */
export function sameDefinition(live: XmlTree, stored: XmlTree): boolean {
  alignCpu(live, stored);
  alignListens(live, stored);
  return comparable(live) === comparable(stored);
}

function comparable(domain: XmlTree): string {
  const { root } = domain;
  setAttribute(root, 'id', undefined);
  // The balloon moves by itself; labels and partition are chosen at start.
  drop(root, ['currentMemory', 'seclabel', 'resource']);
  settleFirmware(childOf(root, 'os'));
  for (const clock of elements(root, 'clock')) strip(clock, ['adjustment', 'basis']);
  for (const vcpu of elements(root, 'vcpus/vcpu')) strip(vcpu, ['order']);
  const devices = childOf(root, 'devices');
  for (const device of childElements(devices)) settleDevice(device);
  dropBlanks(root);
  return serialiseIndented({ before: [], root: sorted(root, devices), after: [] });
}

/** libvirt keeps hot-plugged devices in an order of its own. */
function sorted(root: XmlElement, devices: XmlElement | undefined): XmlElement {
  if (devices === undefined) return root;
  const layout = [...childElements(devices)].sort((a, b) =>
    serialiseElement(a) < serialiseElement(b) ? -1 : 1,
  );
  devices.children.splice(0, devices.children.length, ...layout);
  return root;
}

/** With automatic selection the files are written when it starts (until 9.0 only in the running definition). */
function settleFirmware(os: XmlElement | undefined): void {
  if (os !== undefined && attribute(os, 'firmware') !== undefined) drop(os, ['loader', 'nvram', 'firmware']);
}

/** While it runs, `host-model` is written as the model it came to; features of any CPU are written out. */
function alignCpu(live: XmlTree, stored: XmlTree): void {
  const [running, next] = [childOf(live, 'cpu'), childOf(stored, 'cpu')];
  const mode = attribute(next, 'mode') ?? 'host-model';
  const expanded = mode === 'host-model' && attribute(running, 'mode') === 'custom';
  for (const cpu of [running, next]) {
    if (cpu === undefined) continue;
    const kept = expanded ? ['topology', 'numa', 'cache'] : ['topology', 'numa', 'cache', 'model'];
    for (const child of childElements(cpu)) if (!kept.includes(child.name)) remove(child);
    strip(cpu, expanded ? ['mode', 'match', 'check', 'migratable'] : ['match', 'check', 'migratable']);
    for (const model of elements(cpu, 'model')) strip(model, ['fallback', 'vendor_id']);
    for (const topology of elements(cpu, 'topology')) strip(topology, ['dies', 'clusters']);
  }
  // One that was left to libvirt is written out when it runs.
  for (const tree of [live, stored]) {
    const cpu = childOf(tree, 'cpu');
    if (cpu !== undefined && (next === undefined || isBare(cpu))) remove(cpu);
  }
}

/** A display without an address listens where the host's configuration says. */
function alignListens(live: XmlTree, stored: XmlTree): void {
  const next = elements(stored, 'devices/graphics');
  for (const [index, graphics] of elements(live, 'devices/graphics').entries()) {
    const listen = childOf(next[index], 'listen');
    if (attribute(listen, 'address') !== undefined) continue;
    for (const running of elements(graphics, 'listen')) strip(running, ['address']);
  }
}

function isBare(cpu: XmlElement): boolean {
  return cpu.attributes.size === 0 && childElements(cpu).length === 0;
}

function settleDevice(device: XmlElement): void {
  drop(device, ['address', 'seclabel']);
  // An alias that a user chose begins so, and is in both.
  const alias = childOf(device, 'alias');
  if (alias !== undefined && attribute(alias, 'name')?.startsWith('ua-') !== true) remove(alias);
  for (const source of elements(device, 'source')) {
    strip(source, ['index', 'portid']);
    // Written only while it runs, where the host's configuration does not ask for TLS.
    if (attribute(source, 'tls') === 'no') strip(source, ['tls']);
    drop(source, ['seclabel']);
  }
  settleByKind(device);
}

function settleByKind(device: XmlElement): void {
  switch (device.name) {
    case 'disk':
      drop(device, ['backingStore', 'mirror']);
      // An empty drive has no format while it runs.
      if (childOf(device, 'source') === undefined)
        for (const driver of elements(device, 'driver')) strip(driver, ['type']);
      for (const target of elements(device, 'target')) strip(target, ['tray']);
      break;
    case 'interface':
      settleInterface(device);
      break;
    case 'graphics':
      settleGraphics(device);
      break;
    case 'serial':
    case 'parallel':
    case 'console':
    case 'channel':
      settleCharacterDevice(device);
      break;
    case 'hostdev':
      drop(device, ['driver']);
      if (attribute(device, 'type') === 'usb')
        for (const source of elements(device, 'source')) drop(source, ['address']);
      break;
    case 'vsock':
      for (const cid of elements(device, 'cid'))
        if (attribute(cid, 'auto') === 'yes') strip(cid, ['address']);
      break;
  }
}

/** The tap has a name only while it runs, and a network tells its bridge only then. */
function settleInterface(device: XmlElement): void {
  for (const target of elements(device, 'target')) {
    strip(target, ['dev', 'managed']);
    if (isBare(target)) remove(target);
  }
  if (attribute(device, 'type') === 'network')
    for (const source of elements(device, 'source')) strip(source, ['bridge']);
}

/** Ports that libvirt picks, and the addresses and sockets that it listens on then. */
function settleGraphics(device: XmlElement): void {
  strip(device, ['listen', 'passwd']);
  if (attribute(device, 'autoport') === 'yes') strip(device, ['port', 'tlsPort', 'websocket']);
  if (attribute(device, 'port') === '-1') strip(device, ['port', 'autoport']);
  strip(device, ['autoport', 'socket']);
  for (const listen of elements(device, 'listen')) {
    strip(listen, ['socket']);
    if (attribute(listen, 'type') === 'network') strip(listen, ['address']);
  }
}

function settleCharacterDevice(device: XmlElement): void {
  strip(device, ['tty']);
  for (const target of elements(device, 'target')) strip(target, ['state']);
  const generated = attribute(device, 'type') === 'pty' || isOwnSocket(device);
  if (generated) drop(device, ['source']);
}

/** A channel's socket that libvirt named: the folder holds the id of this run, or there is no source yet. */
function isOwnSocket(device: XmlElement): boolean {
  const path = attribute(childOf(device, 'source'), 'path');
  return device.name === 'channel' && (path === undefined || /\/(?:channel|target)\//.test(path));
}

/** Where a child was taken out its layout stayed behind, and would count as text. */
function dropBlanks(element: XmlElement): void {
  const children = childElements(element);
  const blank = element.children.every((child) => child.kind === 'text' && child.raw.trim() === '');
  if (blank) element.children.length = 0;
  for (const child of children) dropBlanks(child);
}

function drop(element: XmlElement, names: readonly string[]): void {
  for (const child of childElements(element)) if (names.includes(child.name)) remove(child);
}

function strip(element: XmlElement, names: readonly string[]): void {
  for (const name of names) setAttribute(element, name, undefined);
}
