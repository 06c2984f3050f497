// Where a wish of the command line leads: known once the host that it is about has told its machines.
import type { DomainSummary } from '../../shared/model/domain.ts';
import type { HostSummary } from '../../shared/model/host.ts';
import type { Shown, ShowWish } from '../../shared/outside.ts';
import type { MachineTab, Place } from './place.ts';

export type WishState =
  /** The machines of these hosts are not known yet; none: the host itself is not there. */
  | { readonly state: 'waiting'; readonly hosts: readonly HostSummary[] }
  | { readonly state: 'found'; readonly place: Place }
  | { readonly state: 'unknown'; readonly hosts: readonly HostSummary[] }
  /** On several hosts: the person says which. */
  | { readonly state: 'several'; readonly domains: readonly DomainSummary[] };

export interface WishWorld {
  readonly hosts: readonly HostSummary[];
  readonly domains: readonly DomainSummary[];
}

/** The place of a machine that a wish is about. */
export function placeFor(what: Shown, domain: DomainSummary): Place {
  return { page: 'machine', domain: domain.key, tab: what === 'console' ? consoleOf(domain) : 'overview' };
}

function consoleOf({ displays }: DomainSummary): MachineTab {
  return displays.length > 0 ? 'screen' : 'serial';
}

/** As libvirt's own tools look: by name, then by UUID, then by id. */
function named(word: string, domains: readonly DomainSummary[]): readonly DomainSummary[] {
  const byName = domains.filter(({ name }) => name === word);
  if (byName.length > 0) return byName;
  const byUuid = domains.filter(({ uuid }) => uuid === word.toLowerCase());
  return byUuid.length > 0 ? byUuid : domains.filter(({ id }) => id !== undefined && String(id) === word);
}

export function stateOfWish({ what, machine, uri }: ShowWish, { hosts, domains }: WishWorld): WishState {
  const meant = hosts.filter((host) => uri === undefined || host.uri === uri);
  const [first] = meant;
  if (first === undefined) return { state: 'waiting', hosts: [] };
  if (machine === undefined) return { state: 'found', place: { page: 'host', connection: first.id } };
  const ids = new Set(meant.map(({ id }) => id));
  const found = named(
    machine,
    domains.filter(({ connection }) => ids.has(connection)),
  );
  const coming = meant.filter(({ state }) => state !== 'connected');
  const [one, another] = found;
  if (another !== undefined) return { state: 'several', domains: found };
  if (one !== undefined) return { state: 'found', place: placeFor(what, one) };
  const awaited = uri === undefined ? coming.filter(({ state }) => state === 'connecting') : coming;
  return awaited.length > 0 ? { state: 'waiting', hosts: awaited } : { state: 'unknown', hosts: meant };
}
