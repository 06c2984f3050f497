// What is written about machines: titles, descriptions, and elements that belong to a namespace.
import { VirDomainMetadataType as Metadata } from '../../libvirt/protocol/constants.gen.ts';
import { domainGetMetadata, domainSetMetadata } from '../../libvirt/protocol/domain.gen.ts';
import { parse } from '../../xml/parse.ts';
import { serialiseElement } from '../../xml/serialise.ts';
import {
  append,
  attribute,
  childElements,
  childOf,
  remove,
  text,
  type XmlElement,
  type XmlTree,
} from '../../xml/tree.ts';
import { type Answer, changes, reads } from '../server/answers.ts';
import { badArgument, Refusal } from '../server/refusal.ts';
import { type Definition, setChildText } from '../world/definition.ts';
import type { Machine } from '../world/machine.ts';
import { readGiven } from './given-definition.ts';
import { targetsOf } from './impact.ts';

/** What is asked of one definition is asked of the thousand machines that share it. */
const MOST_KEPT = 200;

function kept<T>(make: (definition: Definition, what: string) => T) {
  const all = new WeakMap<Definition, Map<string, T>>();
  return (definition: Definition, what: string): T => {
    const known = all.get(definition) ?? new Map<string, T>();
    all.set(definition, known);
    const ready = known.get(what);
    if (ready !== undefined) return ready;
    if (known.size >= MOST_KEPT) known.clear();
    const made = make(definition, what);
    known.set(what, made);
    return made;
  };
}

function splitName(name: string): readonly [prefix: string, local: string] {
  const colon = name.indexOf(':');
  return [name.slice(0, Math.max(0, colon)), name.slice(colon + 1)];
}

function bindingOf(name: string): string {
  const [prefix] = splitName(name);
  return prefix === '' ? 'xmlns' : `xmlns:${prefix}`;
}

/** The element of metadata that belongs to a namespace. */
function metadataOf({ root }: XmlTree, uri: string): XmlElement | undefined {
  return childElements(childOf(root, 'metadata')).find(
    (element) => attribute(element, bindingOf(element.name)) === uri,
  );
}

/** A copy under other names, with all that is inside. */
function renamed(element: XmlElement, nameOf: (one: XmlElement) => string, parent?: XmlElement): XmlElement {
  const attributes = new Map(element.attributes);
  const copy: XmlElement = { ...element, name: nameOf(element), attributes, children: [], parent };
  for (const child of element.children)
    copy.children.push(child.kind === 'element' ? renamed(child, nameOf, copy) : child);
  return copy;
}

/** As libvirt stores it: what has no namespace comes under the prefix that was asked for. */
function bound(element: XmlElement, key: string, uri: string, parent: XmlElement): XmlElement {
  const foreign = new Set<XmlElement>();
  const copy = renamed(
    element,
    (one) => {
      const own = one.name.includes(':') || one.attributes.has('xmlns');
      if (own || (one.parent !== undefined && foreign.has(one.parent))) foreign.add(one);
      return foreign.has(one) ? one.name : `${key}:${one.name}`;
    },
    parent,
  );
  const inside = [...copy.attributes];
  copy.attributes.clear();
  copy.attributes.set(`xmlns:${key}`, uri);
  for (const [name, raw] of inside) copy.attributes.set(name, raw);
  return copy;
}

/** As libvirt gives it back: without its namespace, and what is inside too. */
const elementText = kept((definition, uri) => {
  const element = metadataOf(parse(definition.text), uri);
  if (element === undefined) return '';
  const [ours] = splitName(element.name);
  const plain = renamed(element, ({ name }) => (splitName(name)[0] === ours ? splitName(name)[1] : name));
  plain.attributes.delete(bindingOf(element.name));
  return serialiseElement(plain);
});

const TITLE = Metadata.VIR_DOMAIN_METADATA_TITLE;
const DESCRIPTION = Metadata.VIR_DOMAIN_METADATA_DESCRIPTION;

function readMetadata(machine: Machine, type: number, uri: string | undefined, flags: number): string {
  const [{ definition } = { definition: machine.definition }] = targetsOf(machine, flags);
  const found =
    type === Metadata.VIR_DOMAIN_METADATA_ELEMENT
      ? machine.filled(elementText(definition, uri ?? ''))
      : text(childOf(parse(machine.xml(definition)).root, type === TITLE ? 'title' : 'description'));
  if (found !== undefined && found !== '') return found;
  throw new Refusal('VIR_ERR_NO_DOMAIN_METADATA', `${machine.name} has no such metadata`, 'VIR_FROM_DOMAIN');
}

interface MetadataText {
  readonly type: number;
  readonly metadata: string | undefined;
  readonly key: string | undefined;
  readonly uri: string | undefined;
}

function written(tree: XmlTree, { type, metadata, key = '', uri = '' }: MetadataText): void {
  if (type === TITLE || type === DESCRIPTION) {
    setChildText(tree, type === TITLE ? 'title' : 'description', metadata);
    return;
  }
  const present = metadataOf(tree, uri);
  if (present !== undefined) remove(present);
  if (metadata === undefined || metadata === '') return;
  const home = childOf(tree.root, 'metadata') ?? append(tree.root, 'metadata');
  home.children.push(bound(parse(metadata).root, key, uri, home));
}

const rewritten = kept((definition, what) => {
  const change: MetadataText = JSON.parse(what);
  return definition.edited((tree) => written(tree, change));
});

/** Throws `Refusal`. */
function checkGiven({ type, metadata, key, uri }: MetadataText): void {
  if (type === TITLE && metadata?.includes('\n')) throw badArgument('a title has one line');
  if (type !== Metadata.VIR_DOMAIN_METADATA_ELEMENT) return;
  if (uri === undefined || (metadata !== undefined && key === undefined))
    throw badArgument('metadata needs a namespace and a prefix');
  if (metadata !== undefined) readGiven(metadata, /^\s*<([^\s/>]+)/.exec(metadata)?.[1] ?? '');
}

function writeMetadata(machine: Machine, change: MetadataText, flags: number): void {
  checkGiven(change);
  const what = JSON.stringify(change);
  for (const { definition, set } of targetsOf(machine, flags)) set(rewritten(definition, what));
  if (change.type === TITLE) machine.metadataChanged('VIR_DOMAIN_METADATA_TITLE', undefined);
  else if (change.type === DESCRIPTION) machine.metadataChanged('VIR_DOMAIN_METADATA_DESCRIPTION', undefined);
  else machine.metadataChanged('VIR_DOMAIN_METADATA_ELEMENT', change.uri);
}

export const domainMetadataCalls: readonly Answer[] = [
  reads(domainGetMetadata, ({ dom, type, uri, flags }, { world }) => ({
    metadata: readMetadata(world.domains.demand(dom), type, uri, flags),
  })),
  changes(domainSetMetadata, ({ dom, type, metadata, key, uri, flags }, { world }) => {
    writeMetadata(world.domains.demand(dom), { type, metadata, key, uri }, flags);
    return {};
  }),
];
