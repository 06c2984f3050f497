// A machine's definition: its text, the facts that the demo host needs of it, and what it looks like while it runs.
//
// Many machines of a large demo share one text. What differs stands in it as marks (characters of Unicode's private use),
// filled in when somebody reads it; so 10,000 machines cost one tree and no copies.
import { readXml, type XmlCursor } from '../../xml/cursor.ts';
import { parse } from '../../xml/parse.ts';
import { serialiseIndented } from '../../xml/serialise.ts';
import {
  append,
  attribute,
  childElements,
  childOf,
  elements,
  find,
  setAttribute,
  setText,
  type XmlElement,
  type XmlTree,
} from '../../xml/tree.ts';

export interface DiskFacts {
  readonly target: string;
  readonly source: string;
  readonly device: string;
}

export interface NicFacts {
  readonly mac: string;
  readonly network: string | undefined;
}

export interface DefinitionFacts {
  readonly vcpus: number;
  readonly memoryKiB: number;
  readonly disks: readonly DiskFacts[];
  readonly nics: readonly NicFacts[];
  readonly displays: number;
  readonly serials: number;
}

/** What the marks stand for; the live ones have a value while the machine runs. */
export type Values = Readonly<Record<string, string>>;

/** The mark of a value, to be written into a definition's text. */
export const mark = (name: string): string => `\uE000${name}\uE001`;

const MARKS = /\uE000([a-z0-9-]+)\uE001/g;

/** A text with its marks replaced. */
export function fill(text: string, values: Values): string {
  return text.includes('\uE000') ? text.replace(MARKS, (_, name: string) => values[name] ?? '') : text;
}

export class Definition {
  readonly text: string;
  #facts: DefinitionFacts | undefined;
  #live: Definition | undefined;

  constructor(text: string) {
    this.text = text;
  }

  get facts(): DefinitionFacts {
    this.#facts ??= readXml(this.text, (_, cursor) => readFacts(cursor));
    return this.#facts;
  }

  /** As a running machine has it: numbers, names and ports that only a run gives. */
  get live(): Definition {
    this.#live ??= new Definition(serialiseIndented(asRunning(parse(this.text))));
    return this.#live;
  }

  /** Another definition: this one after `edit`. */
  edited(edit: (tree: XmlTree) => void): Definition {
    const tree = parse(this.text);
    edit(tree);
    return new Definition(serialiseIndented(tree));
  }
}

const KIB: Readonly<Record<string, number>> = {
  b: 1 / 1024,
  bytes: 1 / 1024,
  KB: 1000 / 1024,
  k: 1,
  KiB: 1,
  MB: 1e6 / 1024,
  M: 1024,
  MiB: 1024,
  GB: 1e9 / 1024,
  G: 1024 ** 2,
  GiB: 1024 ** 2,
  TiB: 1024 ** 3,
};

function readFacts(cursor: XmlCursor): DefinitionFacts {
  let [vcpus, memoryKiB, displays, serials] = [1, 0, 0, 0];
  const disks: DiskFacts[] = [];
  const nics: NicFacts[] = [];
  cursor.children((name) => {
    if (name === 'vcpu') {
      const current = cursor.attribute('current');
      vcpus = Number(current ?? cursor.text());
    } else if (name === 'memory') {
      const unit = KIB[cursor.attribute('unit') ?? 'KiB'] ?? 1;
      memoryKiB = Math.round(Number(cursor.text()) * unit);
    } else if (name === 'devices') {
      cursor.children((device) => {
        if (device === 'disk') disks.push(readDisk(cursor));
        else if (device === 'interface') nics.push(readNic(cursor));
        else if (device === 'graphics') displays += 1;
        else if (device === 'serial') serials += 1;
      });
    }
  });
  return { vcpus, memoryKiB, disks, nics, displays, serials };
}

function readDisk(cursor: XmlCursor): DiskFacts {
  const device = cursor.attribute('device') ?? 'disk';
  let [target, source] = ['', ''];
  cursor.children((name) => {
    if (name === 'target') target = cursor.attribute('dev') ?? '';
    if (name === 'source') source = cursor.attribute('file') ?? cursor.attribute('dev') ?? '';
  });
  return { target, source, device };
}

function readNic(cursor: XmlCursor): NicFacts {
  let mac = '';
  let network: string | undefined;
  cursor.children((name) => {
    if (name === 'mac') mac = cursor.attribute('address') ?? '';
    if (name === 'source') network = cursor.attribute('network');
  });
  return { mac, network };
}

/** Adds what a run gives: the id, aliases, terminals, ports, taps. */
function asRunning(tree: XmlTree): XmlTree {
  const { root } = tree;
  setAttribute(root, 'id', mark('id'));
  const counts = new Map<string, number>();
  for (const device of childElements(childOf(root, 'devices'))) {
    const name = aliasName(device);
    const count = counts.get(name) ?? 0;
    counts.set(name, count + 1);
    asRunningDevice(device, count);
    if (device.name !== 'graphics' && device.name !== 'emulator' && childOf(device, 'alias') === undefined)
      append(device, 'alias', { name: `${name}${count}` });
  }
  return tree;
}

/** The alias of a device that comes to others of a running machine. */
export function nextAlias(device: XmlElement, others: readonly XmlElement[]): string {
  const name = aliasName(device);
  const taken = new Set(others.map((one) => attribute(childOf(one, 'alias'), 'name')));
  let index = 0;
  while (taken.has(`${name}${index}`)) index += 1;
  return `${name}${index}`;
}

const ALIASES: Readonly<Record<string, string>> = {
  interface: 'net',
  memballoon: 'balloon',
  hostdev: 'hostdev',
};

function aliasName(device: XmlElement): string {
  if (device.name !== 'disk') return ALIASES[device.name] ?? device.name;
  const target = childOf(device, 'target');
  return `${attribute(target, 'bus') ?? 'virtio'}-disk`;
}

function asRunningDevice(device: XmlElement, count: number): void {
  if (device.name === 'graphics') asRunningDisplay(device, count);
  if (device.name === 'interface') {
    const source = childOf(device, 'source');
    if (attribute(device, 'type') === 'network' && source !== undefined)
      setAttribute(source, 'bridge', mark(`bridge${count}`));
    const target = childOf(device, 'target') ?? append(device, 'target');
    setAttribute(target, 'dev', mark(`tap${count}`));
  }
  if (device.name === 'channel' && attribute(childOf(device, 'target'), 'type') === 'virtio')
    setAttribute(elements(device, 'target')[0] ?? device, 'state', 'connected');
  if (device.name !== 'serial' && device.name !== 'console') return;
  if (attribute(device, 'type') !== 'pty') return;
  const source = childOf(device, 'source') ?? append(device, 'source');
  setAttribute(source, 'path', mark('tty'));
  if (device.name === 'console') setAttribute(device, 'tty', mark('tty'));
}

function asRunningDisplay(device: XmlElement, count: number): void {
  setAttribute(device, 'port', mark(`port${count}`));
  const address = attribute(find(device, 'listen'), 'address') ?? attribute(device, 'listen') ?? '127.0.0.1';
  setAttribute(device, 'listen', address);
  for (const listen of elements(device, 'listen')) setAttribute(listen, 'address', address);
}

/** Replaces the text of a child of the root, and removes the child when there is none. */
export function setChildText(tree: XmlTree, name: string, value: string | undefined): void {
  const { root } = tree;
  const present = childOf(root, name);
  if (value === undefined || value === '') {
    if (present !== undefined) root.children.splice(root.children.indexOf(present), 1);
    return;
  }
  setText(present ?? insertEarly(tree, name), value);
}

/** Among the first, where libvirt writes them. */
function insertEarly({ root }: XmlTree, name: string): XmlElement {
  const element = append(root, name);
  root.children.pop();
  const after = childOf(root, 'uuid') ?? childOf(root, 'name');
  root.children.splice(after === undefined ? 0 : root.children.indexOf(after) + 1, 0, element);
  return element;
}
