// Definitions that clients give: read, checked as far as the demo host needs, and brought into libvirt's form.
import { XmlFault } from '../../xml/fault.ts';
import { parse } from '../../xml/parse.ts';
import { serialiseIndented } from '../../xml/serialise.ts';
import {
  append,
  attribute,
  childElements,
  childOf,
  elements,
  find,
  insertBefore,
  setAttribute,
  setText,
  text,
  type XmlElement,
  type XmlTree,
} from '../../xml/tree.ts';
import { badXml, Refusal } from '../server/refusal.ts';
import { hash, macOf, uuidOf } from '../world/chance.ts';
import { Definition } from '../world/definition.ts';
import type { MachinePlan } from '../world/machine-plan.ts';

type From = Parameters<typeof badXml>[1];

/** Reads any document that a client gives. Throws `Refusal`. */
export function readGiven(xml: string, root: string, from?: From): XmlTree {
  let tree: XmlTree;
  try {
    tree = parse(xml);
  } catch (error) {
    if (!(error instanceof XmlFault)) throw error;
    throw new Refusal('VIR_ERR_XML_DETAIL', `this is not XML: ${error.message}`, 'VIR_FROM_XML');
  }
  if (tree.root.name !== root) throw badXml(`<${root}> was expected, not <${tree.root.name}>`, from);
  return tree;
}

/** The text of an element that must be there. Throws `Refusal`. */
export function required(tree: XmlTree, path: string, from?: From): string {
  const value = text(find(tree, path))?.trim() ?? '';
  if (value === '') throw badXml(`<${path}> is missing`, from);
  return value;
}

const UUID = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;

/** The UUID in a document; absent when there is none. Throws `Refusal` when it is none. */
export function givenUuid(tree: XmlTree, refuse: (message: string) => Refusal = badXml): string | undefined {
  const value = text(childOf(tree.root, 'uuid'))?.trim();
  if (value === undefined || value === '') return undefined;
  if (!UUID.test(value)) throw refuse(`${value} is not a UUID`);
  const hex = value.replaceAll('-', '').toLowerCase();
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** A UUID that nobody has yet; `salt` tells two of one name apart. */
export function freshUuid(name: string, salt: number): string {
  return uuidOf('given', name, salt);
}

export interface GivenMachine {
  readonly name: string;
  readonly uuid: string | undefined;
  /** The whole plan, under a UUID. */
  plan(uuid: string): MachinePlan;
}

/** Reads a machine's definition; checked against the outer part of libvirt's schema when asked. Throws `Refusal`. */
export function readMachine(xml: string, { validate = false } = {}): GivenMachine {
  const tree = readGiven(xml, 'domain');
  if (validate) checkSchema(tree);
  const name = text(childOf(tree.root, 'name'))?.trim() ?? '';
  if (name === '') throw new Refusal('VIR_ERR_NO_NAME', 'a machine needs a name', 'VIR_FROM_DOMAIN');
  if (name.includes('/')) throw badXml(`the name ${name} cannot contain a slash`);
  if (attribute(tree.root, 'type') === undefined) throw badXml('<domain> needs a type');
  required(tree, 'memory');
  required(tree, 'os/type');
  return {
    name,
    uuid: givenUuid(tree),
    plan: (uuid) => {
      normalise(tree, uuid);
      const definition = new Definition(serialiseIndented(tree));
      const kinds = { load: 'idle', system: systemOf(tree), blank: true } as const;
      return { name, uuid, definition, ...kinds, persistent: true, begins: 'off' };
    },
  };
}

/** All that stands directly in a machine's definition. */
const PARTS: ReadonlySet<string> = new Set(
  `name uuid genid title description metadata maxMemory memory currentMemory memoryBacking memtune vcpu vcpus iothreads
  iothreadids defaultiothread throttlegroups blkiotune cputune numatune resource sysinfo bootloader bootloader_args os cpu
  features clock on_poweroff on_reboot on_crash on_lockfailure pm perf idmap devices seclabel keywrap launchSecurity
  qemu:commandline qemu:capabilities qemu:override qemu:deprecation`.split(/\s+/),
);

function checkSchema(tree: XmlTree): void {
  const unknown = childElements(tree.root).find(({ name }) => !PARTS.has(name) || isVcpusWithout(tree, name));
  if (unknown === undefined) return;
  throw new Refusal(
    'VIR_ERR_XML_INVALID_SCHEMA',
    `<${unknown.name}> has no place in <domain>`,
    'VIR_FROM_XML',
  );
}

/** `<vcpus>` holds one element for each; a number belongs into `<vcpu>`. */
function isVcpusWithout(tree: XmlTree, name: string): boolean {
  return name === 'vcpus' && childElements(childOf(tree.root, 'vcpus')).length === 0;
}

function systemOf(tree: XmlTree): MachinePlan['system'] {
  const os = attribute(find(tree, 'metadata/libosinfo:libosinfo/libosinfo:os'), 'id') ?? '';
  if (os.includes('microsoft.com')) return 'windows';
  return /bsd/.test(os) ? 'bsd' : 'linux';
}

/** What libvirt adds to every definition, as far as somebody here would miss it. */
function normalise(tree: XmlTree, uuid: string): void {
  const { root } = tree;
  setText(childOf(root, 'uuid') ?? insertAfter(root, 'name', 'uuid'), uuid);
  setAttribute(root, 'id', undefined);
  if (childOf(root, 'vcpu') === undefined) setText(append(root, 'vcpu', { placement: 'static' }), '1');
  const devices = childOf(root, 'devices') ?? append(root, 'devices');
  for (const device of childElements(devices)) normaliseDevice(device, uuid);
  const first = childElements(devices)[0];
  if (childOf(devices, 'emulator') === undefined) {
    const emulator = first === undefined ? append(devices, 'emulator') : insertBefore(first, 'emulator');
    setText(emulator, '/usr/bin/qemu-system-x86_64');
  }
  plugUsb(devices);
}

/** A controller for what is on USB, and a port for each. */
function plugUsb(devices: XmlElement): void {
  const controllers = elements(devices, 'controller');
  if (!controllers.some((one) => attribute(one, 'type') === 'usb'))
    append(devices, 'controller', { type: 'usb', index: '0', model: 'piix3-uhci' });
  const inputs = elements(devices, 'input').filter((one) => attribute(one, 'bus') === 'usb');
  for (const [index, input] of inputs.entries()) {
    if (childOf(input, 'address') === undefined)
      append(input, 'address', { type: 'usb', bus: '0', port: String(index + 1) });
  }
}

/** What libvirt adds to a device. */
export function normaliseDevice(device: XmlElement, salt: string): void {
  if (device.name !== 'interface' || childOf(device, 'mac') !== undefined) return;
  const siblings = device.parent === undefined ? 0 : elements(device.parent, 'interface').indexOf(device);
  const first = childElements(device)[0];
  const address = macOf(salt, siblings, hash(salt));
  if (first === undefined) append(device, 'mac', { address });
  else insertBefore(first, 'mac', { address });
}

function insertAfter(root: XmlElement, before: string, name: string): XmlElement {
  const siblings = childElements(root);
  const next = siblings[siblings.findIndex((one) => one.name === before) + 1];
  return next === undefined ? append(root, name) : insertBefore(next, name);
}
