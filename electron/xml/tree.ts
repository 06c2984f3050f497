// The lossless tree: every node in its order, values kept raw (with their entities) until an accessor reads or writes them.
import { decodeAttribute, decodeText, encodeAttribute, encodeText } from './entities.ts';
import { XmlFault } from './fault.ts';

export interface XmlElement {
  readonly kind: 'element';
  readonly name: string;
  /** Raw values in their order. */
  readonly attributes: Map<string, string>;
  readonly children: XmlNode[];
  parent: XmlElement | undefined;
}

/** `raw` is what stands in the document: a text with its entities, the inside of a comment or CDATA section. */
export interface XmlLeaf {
  readonly kind: 'text' | 'cdata' | 'comment';
  readonly raw: string;
}

/** `<?name …?>`; of its content only what looks like attributes is known (the parser drops the rest). */
export interface XmlInstruction {
  readonly kind: 'instruction';
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
}

export type XmlNode = XmlElement | XmlLeaf | XmlInstruction;

export interface XmlTree {
  /** The declaration and comments before and after the root. */
  readonly before: readonly XmlNode[];
  readonly root: XmlElement;
  readonly after: readonly XmlNode[];
}

type Place = XmlTree | XmlElement | undefined;

/** All elements at `path`, e.g. `devices/disk`, counted from an element or from a document's root. */
export function elements(from: Place, path: string): readonly XmlElement[] {
  let found = from === undefined ? [] : ['root' in from ? from.root : from];
  for (const name of path.split('/')) found = found.flatMap((element) => childrenNamed(element, name));
  return found;
}

/** The first element at `path`. */
export function find(from: Place, path: string): XmlElement | undefined {
  return elements(from, path)[0];
}

/** The first child called `name`. */
export function childOf(from: Place, name: string): XmlElement | undefined {
  return find(from, name);
}

/** All children that are elements. */
export function childElements(from: XmlElement | undefined): readonly XmlElement[] {
  return from === undefined ? [] : from.children.filter((child) => child.kind === 'element');
}

function childrenNamed(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child) => child.kind === 'element').filter((child) => child.name === name);
}

/** An attribute's value; `undefined` when the attribute or the element is absent. */
export function attribute(element: XmlElement | undefined, name: string): string | undefined {
  const raw = element?.attributes.get(name);
  return raw === undefined ? undefined : decodeAttribute(raw);
}

/** The text directly inside, CDATA included; `undefined` when the element is absent. */
export function text(element: XmlElement | undefined): string | undefined {
  if (element === undefined) return undefined;
  let whole = '';
  for (const child of element.children) {
    if (child.kind === 'text') whole += decodeText(child.raw);
    if (child.kind === 'cdata') whole += child.raw;
  }
  return whole;
}

/** Sets an attribute, or removes it when `value` is `undefined`. Throws `XmlFault` when XML cannot hold it. */
export function setAttribute(element: XmlElement, name: string, value: string | undefined): void {
  checkName(name);
  if (value === undefined) element.attributes.delete(name);
  else element.attributes.set(name, encodeAttribute(value));
}

/** Replaces all that is inside by a text. Throws `XmlFault` when XML cannot hold it. */
export function setText(element: XmlElement, value: string): void {
  const raw = encodeText(value);
  element.children.length = 0;
  if (raw !== '') element.children.push({ kind: 'text', raw });
}

/** Adds a new element as the last child. Throws `XmlFault` when XML cannot hold an attribute. */
export function append(
  parent: XmlElement,
  name: string,
  attributes: Readonly<Record<string, string>> = {},
): XmlElement {
  return insert(parent, name, attributes, parent.children.length);
}

/** Adds a new element before a sibling. Throws `XmlFault` when XML cannot hold an attribute. */
export function insertBefore(
  sibling: XmlElement,
  name: string,
  attributes: Readonly<Record<string, string>> = {},
): XmlElement {
  if (sibling.parent === undefined) throw new XmlFault('unwritable', 'a document has one root');
  return insert(sibling.parent, name, attributes, sibling.parent.children.indexOf(sibling));
}

function insert(
  parent: XmlElement,
  name: string,
  attributes: Readonly<Record<string, string>>,
  index: number,
): XmlElement {
  checkName(name);
  const element: XmlElement = { kind: 'element', name, attributes: new Map(), children: [], parent };
  for (const [key, value] of Object.entries(attributes)) setAttribute(element, key, value);
  parent.children.splice(index, 0, element);
  return element;
}

/** Takes an element out of its parent; the blanks around it stay. */
export function remove(element: XmlElement): void {
  const siblings = element.parent?.children;
  const index = siblings?.indexOf(element) ?? -1;
  if (siblings === undefined || index < 0) throw new XmlFault('unwritable', 'a document needs its root');
  siblings.splice(index, 1);
  element.parent = undefined;
}

function checkName(name: string): void {
  if (!/^[A-Za-z_][\w.-]*(:[A-Za-z_][\w.-]*)?$/.test(name)) {
    throw new XmlFault('unwritable', 'not a name of an element or attribute');
  }
}
