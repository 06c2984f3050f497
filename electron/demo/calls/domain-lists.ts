// Which machines there are, and what each is.
import {
  connectListAllDomains,
  connectListDefinedDomains,
  connectListDomains,
  connectNumOfDefinedDomains,
  connectNumOfDomains,
} from '../../libvirt/protocol/connect.gen.ts';
import {
  VirConnectListAllDomainsFlags as Flags,
  VirDomainInterfaceAddressesSource as Source,
  VirDomainState as State,
  VirDomainXMLFlags,
} from '../../libvirt/protocol/constants.gen.ts';
import {
  domainGetAutostart,
  domainGetHostname,
  domainGetInfo,
  domainGetMaxMemory,
  domainGetMaxVcpus,
  domainGetOsType,
  domainGetState,
  domainGetVcpusFlags,
  domainGetXmlDesc,
  domainHasManagedSaveImage,
  domainInterfaceAddresses,
  domainIsActive,
  domainIsPersistent,
  domainIsUpdated,
  domainLookupById,
  domainLookupByName,
  domainLookupByUuid,
  domainSetAutostart,
} from '../../libvirt/protocol/domain.gen.ts';
import { parse } from '../../xml/parse.ts';
import { serialise } from '../../xml/serialise.ts';
import { elements, setAttribute } from '../../xml/tree.ts';
import { type Answer, changes, reads } from '../server/answers.ts';
import { notNow, Refusal } from '../server/refusal.ts';
import { cpuTimeNs, memoryNowKiB } from '../world/counters.ts';
import type { Machine } from '../world/machine.ts';
import { ADDRESS_AFTER_MS, addressIn, officeAddress } from '../world/networks.ts';
import type { DemoWorld } from '../world/world.ts';
import { type FilterGroups, flag, passesFilters } from './list-filters.ts';

const FILTERS: FilterGroups<Machine> = [
  [
    [Flags.VIR_CONNECT_LIST_DOMAINS_ACTIVE, ({ active }) => active],
    [Flags.VIR_CONNECT_LIST_DOMAINS_INACTIVE, ({ active }) => !active],
  ],
  [
    [Flags.VIR_CONNECT_LIST_DOMAINS_PERSISTENT, ({ persistent }) => persistent],
    [Flags.VIR_CONNECT_LIST_DOMAINS_TRANSIENT, ({ persistent }) => !persistent],
  ],
  [
    [Flags.VIR_CONNECT_LIST_DOMAINS_RUNNING, ({ state }) => state === State.VIR_DOMAIN_RUNNING],
    [Flags.VIR_CONNECT_LIST_DOMAINS_PAUSED, ({ state }) => state === State.VIR_DOMAIN_PAUSED],
    [Flags.VIR_CONNECT_LIST_DOMAINS_SHUTOFF, ({ state }) => state === State.VIR_DOMAIN_SHUTOFF],
    [Flags.VIR_CONNECT_LIST_DOMAINS_OTHER, ({ state }) => state === State.VIR_DOMAIN_CRASHED],
  ],
  [
    [Flags.VIR_CONNECT_LIST_DOMAINS_MANAGEDSAVE, ({ managedSave }) => managedSave],
    [Flags.VIR_CONNECT_LIST_DOMAINS_NO_MANAGEDSAVE, ({ managedSave }) => !managedSave],
  ],
  [
    [Flags.VIR_CONNECT_LIST_DOMAINS_AUTOSTART, ({ autostart }) => autostart],
    [Flags.VIR_CONNECT_LIST_DOMAINS_NO_AUTOSTART, ({ autostart }) => !autostart],
  ],
  [
    [Flags.VIR_CONNECT_LIST_DOMAINS_HAS_SNAPSHOT, ({ snapshots }) => snapshots.all.length > 0],
    [Flags.VIR_CONNECT_LIST_DOMAINS_NO_SNAPSHOT, ({ snapshots }) => snapshots.all.length === 0],
  ],
  [
    [Flags.VIR_CONNECT_LIST_DOMAINS_HAS_CHECKPOINT, () => false],
    [Flags.VIR_CONNECT_LIST_DOMAINS_NO_CHECKPOINT, () => true],
  ],
];

/** Whether a machine passes the filters of a list call or of the bulk statistics. */
export function passes(machine: Machine, flags: number): boolean {
  return passesFilters(FILTERS, machine, flags);
}

function definitionText(machine: Machine, flags: number): string {
  const inactive = (flags & VirDomainXMLFlags.VIR_DOMAIN_XML_INACTIVE) !== 0;
  const secure = (flags & VirDomainXMLFlags.VIR_DOMAIN_XML_SECURE) !== 0;
  const text = machine.xml(inactive ? machine.stored : machine.definition);
  return secure || !text.includes('passwd=') ? text : withoutPasswords(text);
}

function withoutPasswords(text: string): string {
  const tree = parse(text);
  for (const graphics of elements(tree, 'devices/graphics')) setAttribute(graphics, 'passwd', undefined);
  return serialise(tree);
}

function addressesOf(world: DemoWorld, machine: Machine, source: number) {
  machine.demandActive();
  const asksLeases = source === Source.VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_LEASE;
  const agent = source === Source.VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_AGENT;
  if (agent && !machine.definition.text.includes('org.qemu.guest_agent.0')) {
    throw new Refusal('VIR_ERR_ARGUMENT_UNSUPPORTED', 'this machine has no guest agent');
  }
  if (machine.blank || machine.uptimeMs < ADDRESS_AFTER_MS) return [];
  return machine.definition.facts.nics.flatMap((nic, index) => {
    const mac = machine.filled(nic.mac);
    const network = nic.network === undefined ? undefined : world.networks.findNamed(nic.network);
    const leased = network === undefined ? undefined : addressIn(network, mac);
    const found = leased ?? (nic.network === undefined && !asksLeases ? officeAddress(mac) : undefined);
    if (found === undefined) return [];
    const name = agent ? `enp${index + 1}s0` : machine.tap(index);
    return [{ name, hwaddr: mac, addrs: [{ type: 0, addr: found.address, prefix: found.prefix }] }];
  });
}

export const domainListCalls: readonly Answer[] = [
  reads(connectListAllDomains, ({ needResults, flags }, { world }) => {
    const found = world.domains.all.filter((machine) => passes(machine, flags));
    return { domains: needResults === 0 ? [] : found.map(({ ref }) => ref), ret: found.length };
  }),
  reads(connectNumOfDomains, (_, { world }) => ({
    num: world.domains.all.filter(({ active }) => active).length,
  })),
  reads(connectNumOfDefinedDomains, (_, { world }) => ({
    num: world.domains.all.filter(({ active }) => !active).length,
  })),
  reads(connectListDomains, ({ maxids }, { world }) => ({
    ids: world.domains.all.flatMap(({ places }) => places?.id ?? []).slice(0, maxids),
  })),
  reads(connectListDefinedDomains, ({ maxnames }, { world }) => ({
    names: world.domains.all
      .filter(({ active }) => !active)
      .map(({ name }) => name)
      .slice(0, maxnames),
  })),
  reads(domainLookupByUuid, ({ uuid }, { world }) => ({ dom: world.domains.demand({ uuid, name: '' }).ref })),
  reads(domainLookupByName, ({ name }, { world }) => ({ dom: world.domains.demandNamed(name).ref })),
  reads(domainLookupById, ({ id }, { world }) => ({ dom: world.domains.demandId(id).ref })),
  reads(domainGetXmlDesc, ({ dom, flags }, { world, readOnly }) => {
    if (readOnly && (flags & VirDomainXMLFlags.VIR_DOMAIN_XML_SECURE) !== 0)
      throw new Refusal(
        'VIR_ERR_OPERATION_DENIED',
        'secrets are not for read-only connections',
        'VIR_FROM_DOM',
      );
    return { xml: definitionText(world.domains.demand(dom), flags) };
  }),
  reads(domainGetState, ({ dom }, { world }) => {
    const { state, reason } = world.domains.demand(dom);
    return { state, reason };
  }),
  reads(domainGetInfo, ({ dom }, { world }) => {
    const machine = world.domains.demand(dom);
    const { memoryKiB, vcpus } = machine.definition.facts;
    return {
      state: machine.state,
      maxMem: BigInt(memoryKiB),
      memory: BigInt(memoryNowKiB(machine)),
      nrVirtCpu: vcpus,
      cpuTime: machine.active ? cpuTimeNs(machine) : 0n,
    };
  }),
  reads(domainIsActive, ({ dom }, { world }) => ({ active: flag(world.domains.demand(dom).active) })),
  reads(domainIsPersistent, ({ dom }, { world }) => ({
    persistent: flag(world.domains.demand(dom).persistent),
  })),
  reads(domainIsUpdated, ({ dom }, { world }) => {
    world.domains.demand(dom);
    return { updated: 0 };
  }),
  reads(domainGetAutostart, ({ dom }, { world }) => ({
    autostart: flag(world.domains.demand(dom).autostart),
  })),
  changes(domainSetAutostart, ({ dom, autostart }, { world }) => {
    const machine = world.domains.demand(dom);
    if (!machine.persistent) throw notNow(`${machine.name} is transient: nothing of it is stored`);
    machine.autostart = autostart !== 0;
    return {};
  }),
  reads(domainHasManagedSaveImage, ({ dom }, { world }) => ({
    result: flag(world.domains.demand(dom).managedSave),
  })),
  reads(domainGetOsType, ({ dom }, { world }) => {
    world.domains.demand(dom);
    return { type: 'hvm' };
  }),
  reads(domainGetMaxMemory, ({ dom }, { world }) => ({
    memory: BigInt(world.domains.demand(dom).definition.facts.memoryKiB),
  })),
  reads(domainGetMaxVcpus, ({ dom }, { world }) => ({
    num: world.domains.demand(dom).definition.facts.vcpus,
  })),
  reads(domainGetVcpusFlags, ({ dom }, { world }) => ({
    num: world.domains.demand(dom).definition.facts.vcpus,
  })),
  reads(domainGetHostname, ({ dom }, { world }) => {
    const machine = world.domains.demand(dom);
    machine.demandActive();
    return { hostname: machine.name.toLowerCase() };
  }),
  reads(domainInterfaceAddresses, ({ dom, source }, { world }) => ({
    ifaces: addressesOf(world, world.domains.demand(dom), source),
  })),
];
