// What the model holds of one machine, and the summary that pages get of it.
import { isDeepStrictEqual } from 'node:util';
import type { DomainState, DomainSummary, DomainTransition } from '../../shared/model/domain.ts';
import { type ConnectionId, domainKey } from '../../shared/model/keys.ts';
import type { DomainFacts, InterfaceUse } from '../domain-xml/summary.ts';
import type { DomainRef } from '../libvirt/protocol/values.gen.ts';

/** One machine as just read from its host. */
export interface DomainReading {
  readonly ref: DomainRef;
  readonly state: DomainState;
  readonly reason: string;
  readonly persistent: boolean;
  readonly autostart: boolean;
  readonly managedSave: boolean;
  /** From its XML; absent when the host refused it this time. */
  readonly facts: DomainFacts | undefined;
}

export interface DomainEntry extends DomainReading {
  readonly facts: DomainFacts;
  readonly addresses: readonly string[];
  readonly transition: DomainTransition | undefined;
  readonly revision: number;
}

/** What is known of a machine whose XML was never given. */
export function factsWithoutXml({ name, uuid }: DomainRef): DomainFacts {
  const nothing = { displays: [], interfaces: [], disks: [], tags: [] };
  return { name, uuid, osType: '', arch: '', vcpus: 0, memoryKiB: 0, maxMemoryKiB: 0, ...nothing };
}

/** The machine has a process on its host. */
export function isActive(entry: DomainReading): boolean {
  return entry.ref.id >= 0;
}

/** Whether both are on the host's network in the same way: of all else that moves in a machine its bridges know nothing. */
export function isPluggedAlike(one: DomainEntry | undefined, other: DomainEntry | undefined): boolean {
  return one === other || isDeepStrictEqual(plugsOf(one), plugsOf(other));
}

function plugsOf(entry: DomainEntry | undefined): readonly InterfaceUse[] {
  return entry !== undefined && isActive(entry) ? entry.facts.interfaces : [];
}

/** The summary of an entry; a page never sees what is not in it. */
export function summaryOf(connection: ConnectionId, entry: DomainEntry): DomainSummary {
  const { ref, facts, transition } = entry;
  return {
    key: domainKey(connection, ref.uuid),
    connection,
    uuid: ref.uuid,
    name: ref.name,
    ...(facts.title !== undefined && { title: facts.title }),
    ...(facts.description !== undefined && { description: facts.description }),
    state: entry.state,
    reason: entry.reason,
    ...(transition !== undefined && { transition }),
    ...(isActive(entry) && { id: ref.id }),
    persistent: entry.persistent,
    autostart: entry.autostart,
    managedSave: entry.managedSave,
    vcpus: facts.vcpus,
    memoryKiB: facts.memoryKiB,
    maxMemoryKiB: facts.maxMemoryKiB,
    addresses: entry.addresses,
    displays: facts.displays,
    osType: facts.osType,
    arch: facts.arch,
    ...(facts.osId !== undefined && { osId: facts.osId }),
    ...interfaceWords(facts.interfaces),
    disks: facts.disks,
    tags: facts.tags,
    ...(facts.group !== undefined && { group: facts.group }),
    revision: entry.revision,
  };
}

function interfaceWords(interfaces: readonly InterfaceUse[]): Pick<DomainSummary, 'macs' | 'networks'> {
  const macs = interfaces.flatMap(({ mac }) => mac ?? []);
  // The bridge of a virtual network is known by the network's name.
  const networks = interfaces.flatMap(({ network, bridge }) => network ?? bridge ?? []);
  return { macs, networks: [...new Set(networks)] };
}
