// Everything about a host in three round trips, however many machines it has. Events are registered in the first, so
// that what moves while the others are under way is known afterwards.
import type { HostFacts, HostSummary } from '../../shared/model/host.ts';
import type { DomainFacts } from '../domain-xml/summary.ts';
import { type EventSource, subscribeAll } from '../libvirt/events.ts';
import { domainGetState, domainGetXmlDesc } from '../libvirt/protocol/domain.gen.ts';
import { networkGetXmlDesc } from '../libvirt/protocol/network.gen.ts';
import { storagePoolGetXmlDesc } from '../libvirt/protocol/storage.gen.ts';
import type { DomainRef, NetworkRef, StoragePoolRef } from '../libvirt/protocol/values.gen.ts';
import { type Ask, attempt, isGone, isRefused, orElse, type Refused } from './ask.ts';
import type { DomainReading } from './domain-entry.ts';
import { domainState, stateReason } from './domain-words.ts';
import { describeDevices, type HostDevices } from './host-devices.ts';
import { readHostFacts } from './host-facts.ts';
import { type NetworkReading, readLeases } from './network-reader.ts';
import { listObjects, type ObjectLists, type StateNumbers } from './object-lists.ts';
import { type PoolReading, readPoolSize } from './pool-reader.ts';
import { domainFacts, networkFacts, poolFacts } from './read-facts.ts';
import { allButStragglers } from './stragglers.ts';

/**
 * With no definition coming for so long, a load goes on without those that are missing. While a call waits for a QEMU that
 * hangs, libvirt 11.3 keeps back that machine's definition for 30 s; 9.0 did not.
 */
export const STRAGGLERS_AFTER_MS = 3000;

/** Everything there is on a host, at one time. */
export interface HostObjects {
  readonly domains: readonly DomainReading[];
  /** What comes later, by UUID, of machines that are in `domains` without it; never rejects. */
  readonly late: ReadonlyMap<string, Promise<DomainFacts | undefined>>;
  readonly networks: readonly NetworkReading[];
  readonly pools: readonly PoolReading[];
  readonly devices: HostDevices;
}

export interface Loaded {
  readonly facts: HostFacts;
  readonly lacks: HostSummary['lacks'];
  readonly objects: HostObjects;
}

/** Registers for all events and reads everything. Throws when the connection ends, or when the host refuses to list its machines. */
export async function loadHost(source: EventSource): Promise<Loaded> {
  const ask: Ask = (procedure, args) => source.call(procedure, args);
  const [facts] = await Promise.all([readHostFacts(ask), subscribeAll(source)]);
  const lists = await listObjects(ask);
  return { facts, lacks: lacksOf(facts, lists), objects: await describeObjects(ask, lists) };
}

/** Reads what each object is, in one round trip; one that vanished since it was listed is left out. */
export async function describeObjects(ask: Ask, lists: ObjectLists): Promise<HostObjects> {
  // A host without machines and a host that does not tell them are not the same.
  if (lists.domains.refused !== undefined) throw lists.domains.refused;
  const [domains, networks, pools, devices] = await Promise.all([
    loadDomains(ask, lists),
    Promise.all(lists.networks.refs.map((net) => loadNetwork(ask, net, lists))),
    Promise.all(lists.pools.refs.map((pool) => loadPool(ask, pool, lists))),
    describeDevices(ask, lists.devices),
  ]);
  return {
    ...domains,
    networks: networks.filter((network) => network !== undefined),
    pools: pools.filter((pool) => pool !== undefined),
    devices,
  };
}

async function loadDomains(ask: Ask, lists: ObjectLists): Promise<Pick<HostObjects, 'domains' | 'late'>> {
  const { refs } = lists.domains;
  const xmls = refs.map((dom) => attempt(ask(domainGetXmlDesc, { dom, flags: 0 })));
  const states = refs.map(
    (dom) =>
      lists.states?.get(dom.uuid) ??
      orElse<StateNumbers, StateNumbers>(ask(domainGetState, { dom, flags: 0 }), NO_STATE),
  );
  const [given, numbers] = await Promise.all([
    allButStragglers(xmls, STRAGGLERS_AFTER_MS),
    Promise.all(states),
  ]);
  const domains = refs.map((dom, at) => readingOf(dom, numbers[at] ?? NO_STATE, given[at], lists));
  const late = refs.flatMap(({ uuid }, at) => {
    const xml = xmls[at];
    return xml === undefined || given[at] !== undefined ? [] : [[uuid, xml.then(factsOf, NOTHING)] as const];
  });
  return { domains: domains.filter((domain) => domain !== undefined), late: new Map(late) };
}

type GivenXml = { readonly xml: string } | Refused;

const NOTHING = (): undefined => undefined;

const factsOf = (given: GivenXml): DomainFacts | undefined =>
  isRefused(given) ? undefined : domainFacts(given.xml);

function readingOf(
  dom: DomainRef,
  numbers: StateNumbers,
  given: GivenXml | undefined,
  { domains }: ObjectLists,
): DomainReading | undefined {
  if (isRefused(given) && isGone(given.refused)) return undefined;
  const state = domainState(numbers.state);
  return {
    ref: dom,
    state,
    reason: stateReason(state, numbers.reason),
    persistent: domains.flags.persistent.has(dom.uuid),
    autostart: domains.flags.autostart.has(dom.uuid),
    managedSave: domains.flags.managedSave.has(dom.uuid),
    facts: given === undefined ? undefined : factsOf(given),
  };
}

const NO_STATE: StateNumbers = { state: 0, reason: 0 };

async function loadNetwork(
  ask: Ask,
  net: NetworkRef,
  { networks: { flags } }: ObjectLists,
): Promise<NetworkReading | undefined> {
  const active = flags.active.has(net.uuid);
  const [xml, leases] = await Promise.all([
    attempt(ask(networkGetXmlDesc, { net, flags: 0 })),
    active ? readLeases(ask, net) : [],
  ]);
  if (isRefused(xml) && isGone(xml.refused)) return undefined;
  return {
    ref: net,
    active,
    persistent: flags.persistent.has(net.uuid),
    autostart: flags.autostart.has(net.uuid),
    facts: isRefused(xml) ? undefined : networkFacts(xml.xml),
    leases,
  };
}

async function loadPool(
  ask: Ask,
  pool: StoragePoolRef,
  { pools: { flags } }: ObjectLists,
): Promise<PoolReading | undefined> {
  const [xml, size] = await Promise.all([
    attempt(ask(storagePoolGetXmlDesc, { pool, flags: 0 })),
    readPoolSize(ask, pool),
  ]);
  if (isRefused(xml) && isGone(xml.refused)) return undefined;
  return {
    ref: pool,
    ...size,
    persistent: flags.persistent.has(pool.uuid),
    autostart: flags.autostart.has(pool.uuid),
    facts: isRefused(xml) ? undefined : poolFacts(xml.xml),
  };
}

/** Drivers with a console to open; libvirt tells this only by refusing. */
const WITH_CONSOLES: ReadonlySet<string> = new Set(['QEMU', 'LXC', 'Xen', 'vz', 'CH']);

function lacksOf(facts: HostFacts, lists: ObjectLists): HostSummary['lacks'] {
  const lacks: HostSummary['lacks'][number][] = [];
  if (lists.networks.refused !== undefined) lacks.push('networks');
  if (lists.pools.refused !== undefined) lacks.push('pools');
  if (!lists.devices.interfaceDriver) lacks.push('interfaces');
  if (!WITH_CONSOLES.has(facts.hypervisor)) lacks.push('consoles');
  return lacks;
}
