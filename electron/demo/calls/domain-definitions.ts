// Definitions of machines: new ones and changed ones.
import {
  VirDomainModificationImpact as Impact,
  VirDomainUndefineFlagsValues as Undefine,
  VirDomainCreateFlags,
  VirDomainDefineFlags,
  VirDomainMemoryModFlags,
} from '../../libvirt/protocol/constants.gen.ts';
import {
  domainCreateXml,
  domainDefineXml,
  domainDefineXmlFlags,
  domainRename,
  domainSetMaxMemory,
  domainSetMemory,
  domainSetMemoryFlags,
  domainSetVcpus,
  domainSetVcpusFlags,
  domainUndefine,
  domainUndefineFlags,
} from '../../libvirt/protocol/domain.gen.ts';
import { append, childOf, setAttribute, setText } from '../../xml/tree.ts';
import { type Answer, changes } from '../server/answers.ts';
import { badArgument, notNow } from '../server/refusal.ts';
import type { Machine } from '../world/machine.ts';
import { balloonChanged } from '../world/machine-events.ts';
import type { DemoWorld } from '../world/world.ts';
import { freshUuid, readMachine } from './given-definition.ts';
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
