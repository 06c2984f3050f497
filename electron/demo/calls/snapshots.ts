// Snapshots of machines: taken, gone back to, deleted.
import {
  VirDomainSnapshotCreateFlags as CreateFlags,
  VirDomainSnapshotDeleteFlags as DeleteFlags,
  VirDomainSnapshotListFlags as ListFlags,
  VirDomainSnapshotRevertFlags as RevertFlags,
  VirDomainState as State,
} from '../../libvirt/protocol/constants.gen.ts';
import {
  domainHasCurrentSnapshot,
  domainListAllSnapshots,
  domainRevertToSnapshot,
  domainSnapshotCreateXml,
  domainSnapshotCurrent,
  domainSnapshotDelete,
  domainSnapshotGetParent,
  domainSnapshotGetXmlDesc,
  domainSnapshotHasMetadata,
  domainSnapshotIsCurrent,
  domainSnapshotListAllChildren,
  domainSnapshotListChildrenNames,
  domainSnapshotListNames,
  domainSnapshotLookupByName,
  domainSnapshotNum,
  domainSnapshotNumChildren,
} from '../../libvirt/protocol/domain-snapshot.gen.ts';
import type { DomainSnapshotRef } from '../../libvirt/protocol/values.gen.ts';
import { encodeText } from '../../xml/entities.ts';
import { childOf, text } from '../../xml/tree.ts';
import { type Answer, changes, reads } from '../server/answers.ts';
import { notNow, Refusal } from '../server/refusal.ts';
import type { Machine } from '../world/machine.ts';
import type { Snapshot } from '../world/snapshots.ts';
import type { DemoWorld } from '../world/world.ts';
import { readGiven } from './given-definition.ts';
import { flag } from './list-filters.ts';

const FROM = 'VIR_FROM_DOMAIN_SNAPSHOT';

const refOf = (machine: Machine, { name }: Snapshot): DomainSnapshotRef => ({ name, dom: machine.ref });

function found(world: DemoWorld, { name, dom }: DomainSnapshotRef) {
  const machine = world.domains.demand(dom);
  return { machine, snapshot: machine.snapshots.demand(name) };
}

/** Those without a parent (or, below a snapshot, all of its descendants), filtered as libvirt does. */
function filtered(machine: Machine, all: readonly Snapshot[], flags: number): readonly Snapshot[] {
  const leaf = ({ name }: Snapshot) => machine.snapshots.childrenOf(name).length === 0;
  const wants = (flag: number) => (flags & flag) !== 0;
  return all.filter((one) => {
    if (wants(ListFlags.VIR_DOMAIN_SNAPSHOT_LIST_LEAVES) && !leaf(one)) return false;
    if (wants(ListFlags.VIR_DOMAIN_SNAPSHOT_LIST_NO_LEAVES) && leaf(one)) return false;
    if (wants(ListFlags.VIR_DOMAIN_SNAPSHOT_LIST_INACTIVE) && one.state !== 'shutoff') return false;
    if (wants(ListFlags.VIR_DOMAIN_SNAPSHOT_LIST_ACTIVE) && one.state === 'shutoff') return false;
    return !wants(ListFlags.VIR_DOMAIN_SNAPSHOT_LIST_EXTERNAL);
  });
}

function listed(machine: Machine, flags: number): readonly Snapshot[] {
  const roots = (flags & ListFlags.VIR_DOMAIN_SNAPSHOT_LIST_ROOTS) !== 0;
  const all = machine.snapshots.all.filter(({ parent }) => !roots || parent === undefined);
  return filtered(machine, all, flags);
}

function below(machine: Machine, { name }: Snapshot, flags: number): readonly Snapshot[] {
  const deep = (flags & ListFlags.VIR_DOMAIN_SNAPSHOT_LIST_DESCENDANTS) !== 0;
  const { snapshots } = machine;
  return filtered(machine, deep ? snapshots.descendantsOf(name) : snapshots.childrenOf(name), flags);
}

function stateOf(machine: Machine): Snapshot['state'] {
  if (!machine.active) return 'shutoff';
  return machine.paused ? 'paused' : 'running';
}

function create(world: DemoWorld, machine: Machine, xml: string, flags: number): Snapshot {
  const tree = readGiven(xml, 'domainsnapshot', FROM);
  const createdMs = world.clock.nowMs();
  const given = text(childOf(tree.root, 'name'))?.trim() ?? '';
  const name = given === '' ? String(Math.floor(createdMs / 1000)) : given;
  if (name.includes('/')) throw new Refusal('VIR_ERR_XML_DETAIL', `${name} cannot contain a slash`, FROM);
  const unsupported =
    CreateFlags.VIR_DOMAIN_SNAPSHOT_CREATE_REDEFINE | CreateFlags.VIR_DOMAIN_SNAPSHOT_CREATE_DISK_ONLY;
  if ((flags & unsupported) !== 0)
    throw new Refusal('VIR_ERR_CONFIG_UNSUPPORTED', 'the demo host has internal snapshots only', FROM);
  const description = text(childOf(tree.root, 'description')) ?? '';
  const { stored: definition } = machine;
  return machine.snapshots.add({ name, description, createdMs, state: stateOf(machine), definition });
}

function snapshotXml(
  machine: Machine,
  { name, description, state, createdMs, parent, definition }: Snapshot,
): string {
  const inside = machine.xml(definition).trimEnd().replaceAll('\n', '\n  ');
  const memory = state === 'shutoff' ? 'no' : 'internal';
  const disks = definition.facts.disks.map(
    ({ target, device }) =>
      `    <disk name='${target}' snapshot='${device === 'disk' ? 'internal' : 'no'}'/>\n`,
  );
  return [
    '<domainsnapshot>\n',
    `  <name>${encodeText(name)}</name>\n`,
    description === '' ? '' : `  <description>${encodeText(description)}</description>\n`,
    `  <state>${state}</state>\n`,
    parent === undefined ? '' : `  <parent>\n    <name>${encodeText(parent)}</name>\n  </parent>\n`,
    `  <creationTime>${Math.floor(createdMs / 1000)}</creationTime>\n`,
    `  <memory snapshot='${memory}'/>\n`,
    `  <disks>\n${disks.join('')}  </disks>\n`,
    `  ${inside}\n`,
    '</domainsnapshot>\n',
  ].join('');
}

async function revert(machine: Machine, snapshot: Snapshot, flags: number): Promise<void> {
  const wasActive = machine.active;
  if (wasActive) machine.stop('from-snapshot');
  if (machine.persistent) machine.stored = snapshot.definition;
  machine.snapshots.current = snapshot.name;
  machine.managedSave = false;
  const running = (flags & RevertFlags.VIR_DOMAIN_SNAPSHOT_REVERT_RUNNING) !== 0;
  const paused = (flags & RevertFlags.VIR_DOMAIN_SNAPSHOT_REVERT_PAUSED) !== 0;
  if (snapshot.state === 'shutoff' && !running && !paused) return;
  await machine.start({ paused: paused || (snapshot.state === 'paused' && !running) });
}

function remove(machine: Machine, { name }: Snapshot, flags: number): void {
  const only = (flags & DeleteFlags.VIR_DOMAIN_SNAPSHOT_DELETE_CHILDREN_ONLY) !== 0;
  const children = (flags & DeleteFlags.VIR_DOMAIN_SNAPSHOT_DELETE_CHILDREN) !== 0;
  machine.snapshots.delete(name, only ? 'delete-only' : children ? 'delete' : 'keep');
}

export const snapshotCalls: readonly Answer[] = [
  reads(domainListAllSnapshots, ({ dom, needResults, flags }, { world }) => {
    const machine = world.domains.demand(dom);
    const all = listed(machine, flags);
    return { snapshots: needResults === 0 ? [] : all.map((one) => refOf(machine, one)), ret: all.length };
  }),
  reads(domainSnapshotNum, ({ dom, flags }, { world }) => ({
    num: listed(world.domains.demand(dom), flags).length,
  })),
  reads(domainSnapshotListNames, ({ dom, maxnames, flags }, { world }) => ({
    names: listed(world.domains.demand(dom), flags)
      .map(({ name }) => name)
      .slice(0, maxnames),
  })),
  reads(domainSnapshotLookupByName, ({ dom, name }, { world }) => {
    const { machine, snapshot } = found(world, { dom, name });
    return { snap: refOf(machine, snapshot) };
  }),
  reads(domainHasCurrentSnapshot, ({ dom }, { world }) => ({
    result: flag(world.domains.demand(dom).snapshots.current !== undefined),
  })),
  reads(domainSnapshotCurrent, ({ dom }, { world }) => {
    const machine = world.domains.demand(dom);
    const { current } = machine.snapshots;
    if (current !== undefined) return { snap: refOf(machine, machine.snapshots.demand(current)) };
    throw new Refusal('VIR_ERR_NO_DOMAIN_SNAPSHOT', `${machine.name} has no present snapshot`, FROM);
  }),
  reads(domainSnapshotIsCurrent, ({ snap }, { world }) => {
    const { machine, snapshot } = found(world, snap);
    return { current: flag(machine.snapshots.current === snapshot.name) };
  }),
  reads(domainSnapshotHasMetadata, ({ snap }, { world }) => {
    found(world, snap);
    return { metadata: 1 };
  }),
  reads(domainSnapshotGetXmlDesc, ({ snap }, { world }) => {
    const { machine, snapshot } = found(world, snap);
    return { xml: snapshotXml(machine, snapshot) };
  }),
  reads(domainSnapshotGetParent, ({ snap }, { world }) => {
    const { machine, snapshot } = found(world, snap);
    if (snapshot.parent !== undefined)
      return { snap: refOf(machine, machine.snapshots.demand(snapshot.parent)) };
    throw new Refusal('VIR_ERR_NO_DOMAIN_SNAPSHOT', `${snapshot.name} has no parent`, FROM);
  }),
  reads(domainSnapshotNumChildren, ({ snap, flags }, { world }) => {
    const { machine, snapshot } = found(world, snap);
    return { num: below(machine, snapshot, flags).length };
  }),
  reads(domainSnapshotListChildrenNames, ({ snap, maxnames, flags }, { world }) => {
    const { machine, snapshot } = found(world, snap);
    return {
      names: below(machine, snapshot, flags)
        .map(({ name }) => name)
        .slice(0, maxnames),
    };
  }),
  reads(domainSnapshotListAllChildren, ({ snapshot: snap, needResults, flags }, { world }) => {
    const { machine, snapshot } = found(world, snap);
    const all = below(machine, snapshot, flags);
    return { snapshots: needResults === 0 ? [] : all.map((one) => refOf(machine, one)), ret: all.length };
  }),
  changes(domainSnapshotCreateXml, ({ dom, xmlDesc, flags }, { world }) => {
    const machine = world.domains.demand(dom);
    if (machine.state === State.VIR_DOMAIN_CRASHED) throw notNow(`${machine.name} has crashed`, FROM);
    return { snap: refOf(machine, create(world, machine, xmlDesc, flags)) };
  }),
  changes(domainRevertToSnapshot, async ({ snap, flags }, { world }) => {
    const { machine, snapshot } = found(world, snap);
    await revert(machine, snapshot, flags);
    return {};
  }),
  changes(domainSnapshotDelete, ({ snap, flags }, { world }) => {
    const { machine, snapshot } = found(world, snap);
    remove(machine, snapshot, flags);
    return {};
  }),
];
