// Definitions of machines: new ones, changed ones, and what is written about them.
import {
  VirDomainModificationImpact as Impact,
  VirDomainMetadataType as Metadata,
  VirDomainUndefineFlagsValues as Undefine,
  VirDomainCreateFlags,
  VirDomainDefineFlags,
  VirDomainMemoryModFlags,
} from '../../libvirt/protocol/constants.gen.ts';
import {
  domainCreateXml,
  domainDefineXml,
  domainDefineXmlFlags,
  domainGetMetadata,
  domainRename,
  domainSetMaxMemory,
  domainSetMemory,
  domainSetMemoryFlags,
  domainSetMetadata,
  domainSetVcpus,
  domainSetVcpusFlags,
  domainUndefine,
  domainUndefineFlags,
} from '../../libvirt/protocol/domain.gen.ts';
import { parse } from '../../xml/parse.ts';
import { serialiseElement } from '../../xml/serialise.ts';
import {
  append,
  attribute,
  childElements,
  childOf,
  setAttribute,
  setText,
  text,
  type XmlElement,
  type XmlTree,
} from '../../xml/tree.ts';
import { type Answer, changes, reads } from '../server/answers.ts';
import { badArgument, notNow, Refusal } from '../server/refusal.ts';
import { setChildText } from '../world/definition.ts';
import type { Machine } from '../world/machine.ts';
import { balloonChanged } from '../world/machine-events.ts';
import type { DemoWorld } from '../world/world.ts';
import { freshUuid, readGiven, readMachine } from './given-definition.ts';
import { edit, targetsOf } from './impact.ts';

function define(world: DemoWorld, xml: string, flags = 0): Machine {
  const validate = (flags & VirDomainDefineFlags.VIR_DOMAIN_DEFINE_VALIDATE) !== 0;
  const { name, uuid, plan } = readMachine(xml, { validate });
  return world.domains.define(name, uuid, (known) => plan(known || freshUuid(name, world.clock.nowMs())));
}

async function createTransient(world: DemoWorld, xml: string, flags: number): Promise<Machine> {
  const { name, uuid, plan } = readMachine(xml);
  const machine = world.domains.createTransient(name, uuid, (known) => ({
    ...plan(known || freshUuid(name, world.clock.nowMs())),
    persistent: false,
  }));
  await machine.start({ paused: (flags & VirDomainCreateFlags.VIR_DOMAIN_START_PAUSED) !== 0 });
  return machine;
}

function undefine(world: DemoWorld, dom: { name: string; uuid: string }, flags: number): void {
  const machine = world.domains.demand(dom);
  const allowed = (flag: number) => (flags & flag) !== 0;
  if (machine.managedSave && !allowed(Undefine.VIR_DOMAIN_UNDEFINE_MANAGED_SAVE))
    throw notNow(`${machine.name} has a saved state, which would be lost`);
  if (machine.snapshots.all.length > 0 && !allowed(Undefine.VIR_DOMAIN_UNDEFINE_SNAPSHOTS_METADATA))
    throw notNow(`${machine.name} has ${machine.snapshots.all.length} snapshots, which would be lost`);
  const nvram = Undefine.VIR_DOMAIN_UNDEFINE_NVRAM | Undefine.VIR_DOMAIN_UNDEFINE_KEEP_NVRAM;
  if (machine.stored.text.includes('<nvram') && !allowed(nvram))
    throw notNow(`${machine.name} has firmware variables: say whether they are kept`);
  machine.managedSave = false;
  world.domains.undefine(machine);
}

/** The element of metadata that belongs to a namespace. */
function metadataOf({ root }: XmlTree, uri: string): XmlElement | undefined {
  return childElements(childOf(root, 'metadata')).find((element) => {
    const [prefix] = element.name.includes(':') ? element.name.split(':') : [''];
    return attribute(element, prefix ? `xmlns:${prefix}` : 'xmlns') === uri;
  });
}

function writeElement(tree: XmlTree, uri: string, key: string, given: string | undefined): void {
  const { root } = tree;
  const present = metadataOf(tree, uri);
  if (present !== undefined) present.parent?.children.splice(present.parent.children.indexOf(present), 1);
  if (given === undefined || given === '') return;
  const { root: element } = parse(given);
  const metadata = childOf(root, 'metadata') ?? append(root, 'metadata');
  metadata.children.push(named(element, key, uri, metadata));
}

/** As libvirt stores it: under the prefix that was asked for, bound to its namespace. */
function named(element: XmlElement, key: string, uri: string, parent: XmlElement): XmlElement {
  const local = element.name.includes(':') ? element.name.slice(element.name.indexOf(':') + 1) : element.name;
  const copy: XmlElement = { ...element, name: `${key}:${local}`, attributes: new Map(), parent };
  setAttribute(copy, `xmlns:${key}`, uri);
  for (const [name, raw] of element.attributes) copy.attributes.set(name, raw);
  for (const child of childElements(copy)) child.parent = copy;
  return copy;
}

/** A namespace's element as libvirt gives it back: without prefix and binding of the outer element. */
function plain(element: XmlElement): string {
  const local = element.name.slice(element.name.indexOf(':') + 1);
  const attributes = new Map([...element.attributes].filter(([name]) => !name.startsWith('xmlns')));
  return serialiseElement({ ...element, name: local, attributes });
}

const NAMES = {
  title: Metadata.VIR_DOMAIN_METADATA_TITLE,
  description: Metadata.VIR_DOMAIN_METADATA_DESCRIPTION,
};

function readMetadata(machine: Machine, type: number, uri: string | undefined, flags: number): string {
  const [{ definition } = { definition: machine.definition }] = targetsOf(machine, flags);
  const tree = parse(machine.xml(definition));
  let found: string | undefined;
  if (type === NAMES.title) found = text(childOf(tree.root, 'title'));
  else if (type === NAMES.description) found = text(childOf(tree.root, 'description'));
  else {
    const element = metadataOf(tree, uri ?? '');
    found = element && plain(element);
  }
  if (found !== undefined) return found;
  throw new Refusal('VIR_ERR_NO_DOMAIN_METADATA', `${machine.name} has no such metadata`, 'VIR_FROM_DOMAIN');
}

interface MetadataChange {
  readonly type: number;
  readonly metadata: string | undefined;
  readonly key: string | undefined;
  readonly uri: string | undefined;
  readonly flags: number;
}

function writeMetadata(machine: Machine, { type, metadata, key, uri, flags }: MetadataChange): void {
  if (type === NAMES.title && metadata?.includes('\n')) throw badArgument('a title has one line');
  if (type === Metadata.VIR_DOMAIN_METADATA_ELEMENT) {
    if (metadata !== undefined) readGivenElement(metadata);
    if (uri === undefined || (metadata !== undefined && key === undefined))
      throw badArgument('metadata needs a namespace and a prefix');
  }
  edit(machine, flags, (tree) => {
    if (type === NAMES.title) setChildText(tree, 'title', metadata);
    else if (type === NAMES.description) setChildText(tree, 'description', metadata);
    else writeElement(tree, uri ?? '', key ?? 'x', metadata);
  });
  const kind = Object.entries(Metadata).find(([, number]) => number === type)?.[0];
  if (kind === 'VIR_DOMAIN_METADATA_TITLE' || kind === 'VIR_DOMAIN_METADATA_DESCRIPTION')
    machine.metadataChanged(kind, undefined);
  else machine.metadataChanged('VIR_DOMAIN_METADATA_ELEMENT', uri);
}

function readGivenElement(xml: string): void {
  const name = /^\s*<([^\s/>]+)/.exec(xml)?.[1] ?? '';
  readGiven(xml, name);
}

function setMemory(world: DemoWorld, machine: Machine, memoryKiB: number, flags: number): void {
  const maximum = (flags & VirDomainMemoryModFlags.VIR_DOMAIN_MEM_MAXIMUM) !== 0;
  const live = targetsOf(machine, flags).some(({ live: isLive }) => isLive);
  if (maximum && live) throw notNow('the most that a running machine can have is fixed');
  edit(machine, flags, ({ root }) => {
    const element = childOf(root, maximum ? 'memory' : 'currentMemory') ?? append(root, 'currentMemory');
    setAttribute(element, 'unit', 'KiB');
    setText(element, String(memoryKiB));
  });
  if (live && !maximum) world.tell(balloonChanged(machine.ref, memoryKiB));
}

function setVcpus(machine: Machine, count: number, flags: number): void {
  if (count < 1 || count > 255) throw badArgument(`${count} virtual CPUs are not possible`);
  const live = targetsOf(machine, flags).some(({ live: isLive }) => isLive);
  if (live && count > machine.stored.facts.vcpus)
    throw badArgument(`${machine.name} can have ${machine.stored.facts.vcpus} virtual CPUs at most`);
  edit(machine, flags, ({ root }) => {
    const element = childOf(root, 'vcpu') ?? append(root, 'vcpu');
    if (live) setAttribute(element, 'current', String(count));
    else setText(element, String(count));
  });
}

export const domainDefinitionCalls: readonly Answer[] = [
  changes(domainDefineXml, ({ xml }, { world }) => ({ dom: define(world, xml).ref })),
  changes(domainDefineXmlFlags, ({ xml, flags }, { world }) => ({ dom: define(world, xml, flags).ref })),
  changes(domainCreateXml, async ({ xmlDesc, flags }, { world }) => ({
    dom: (await createTransient(world, xmlDesc, flags)).ref,
  })),
  changes(domainUndefine, ({ dom }, { world }) => {
    undefine(world, dom, 0);
    return {};
  }),
  changes(domainUndefineFlags, ({ dom, flags }, { world }) => {
    undefine(world, dom, flags);
    return {};
  }),
  changes(domainRename, ({ dom, newName }, { world }) => {
    const machine = world.domains.demand(dom);
    if (newName === undefined || newName === '') throw badArgument('a machine needs a name');
    const renamed = machine.stored.edited(({ root }) =>
      setText(childOf(root, 'name') ?? append(root, 'name'), newName),
    );
    world.domains.rename(machine, newName, renamed);
    return { retcode: 0 };
  }),
  reads(domainGetMetadata, ({ dom, type, uri, flags }, { world }) => ({
    metadata: readMetadata(world.domains.demand(dom), type, uri, flags),
  })),
  changes(domainSetMetadata, ({ dom, ...change }, { world }) => {
    writeMetadata(world.domains.demand(dom), change);
    return {};
  }),
  changes(domainSetMemory, ({ dom, memory }, { world }) => {
    setMemory(world, world.domains.demand(dom), Number(memory), Impact.VIR_DOMAIN_AFFECT_LIVE);
    return {};
  }),
  changes(domainSetMaxMemory, ({ dom, memory }, { world }) => {
    const flags = VirDomainMemoryModFlags.VIR_DOMAIN_MEM_MAXIMUM;
    setMemory(world, world.domains.demand(dom), Number(memory), flags);
    return {};
  }),
  changes(domainSetMemoryFlags, ({ dom, memory, flags }, { world }) => {
    setMemory(world, world.domains.demand(dom), Number(memory), flags);
    return {};
  }),
  changes(domainSetVcpus, ({ dom, nvcpus }, { world }) => {
    setVcpus(world.domains.demand(dom), nvcpus, Impact.VIR_DOMAIN_AFFECT_LIVE);
    return {};
  }),
  changes(domainSetVcpusFlags, ({ dom, nvcpus, flags }, { world }) => {
    setVcpus(world.domains.demand(dom), nvcpus, flags);
    return {};
  }),
];
