// The sidebar's tree as a flat list of visible rows, so that thousands of machines cost nothing unseen.
import type { DomainSummary } from '../../../shared/model/domain.ts';
import type { HostState, HostSummary } from '../../../shared/model/host.ts';
import type { DomainKey } from '../../../shared/model/keys.ts';
import type { BridgeSummary, NetworkSummary } from '../../../shared/model/network.ts';
import type { PoolSummary } from '../../../shared/model/storage.ts';
import { lookOf } from '../../live/domain-rules.ts';
import { hashOf, type Place } from '../../live/place.ts';
import { keepUnchanged } from '../../live/unchanged.ts';
import type { StateLook } from '../../ui/state.tsx';

export type Branch = 'machines' | 'networks' | 'pools' | 'bridges';

export interface SidebarRow {
  readonly id: string;
  readonly level: 1 | 2 | 3;
  readonly kind: 'host' | Branch | 'machine' | 'network' | 'pool' | 'bridge';
  /** A name from the host; absent for branches, whose words are ours. */
  readonly name?: string;
  readonly look?: StateLook;
  readonly place: Place;
  readonly expanded?: boolean;
  /** How many are inside. */
  readonly count?: number;
  readonly position: number;
  readonly setSize: number;
  readonly host: HostSummary;
  /** Of a machine. */
  readonly domain?: DomainKey;
}

export interface SidebarModel {
  readonly hosts: readonly HostSummary[];
  readonly domains: readonly DomainSummary[];
  readonly networks: readonly NetworkSummary[];
  readonly pools: readonly PoolSummary[];
  readonly bridges: readonly BridgeSummary[];
}

/** Whether a row is open; the default is the caller's to give. */
export type IsOpen = (id: string, byDefault: boolean) => boolean;

const HOST_LOOKS: Readonly<Record<HostState, StateLook>> = {
  connecting: 'busy',
  connected: 'running',
  disconnected: 'off',
  failed: 'failed',
  lost: 'failed',
};

type Leaf = Pick<SidebarRow, 'id' | 'kind' | 'name' | 'look' | 'place' | 'domain'>;

function machineLeaf(domain: DomainSummary): Leaf {
  const { key, name } = domain;
  const place: Place = { page: 'machine', domain: key };
  return { id: hashOf(place), kind: 'machine', name, look: lookOf(domain), place, domain: key };
}

function networkLeaf({ key, name, active }: NetworkSummary): Leaf {
  const place: Place = { page: 'network', network: key };
  return { id: hashOf(place), kind: 'network', name, look: active ? 'running' : 'off', place };
}

function poolLeaf({ key, name, state }: PoolSummary): Leaf {
  const place: Place = { page: 'pool', pool: key };
  const trouble = state === 'degraded' || state === 'inaccessible';
  const look = state === 'building' ? 'busy' : state === 'running' ? 'running' : 'off';
  return { id: hashOf(place), kind: 'pool', name, look: trouble ? 'failed' : look, place };
}

function bridgeLeaf({ key, name, active }: BridgeSummary): Leaf {
  const place: Place = { page: 'bridge', bridge: key };
  return { id: hashOf(place), kind: 'bridge', name, look: active ? 'running' : 'off', place };
}

function group<T extends { readonly connection: string }>(
  all: readonly T[],
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const own = groups.get(one.connection);
    if (own === undefined) groups.set(one.connection, [one]);
    else own.push(one);
  }
  return groups;
}

function branchesOf(host: HostSummary): readonly Branch[] {
  const lacks = new Set<string>(host.lacks);
  const all: readonly Branch[] = ['machines', 'networks', 'pools', 'bridges'];
  return all.filter((branch) => !lacks.has(branch === 'bridges' ? 'interfaces' : branch));
}

/** The rows of an open branch, and what they were made of. */
interface Inside {
  readonly host: HostSummary;
  readonly own: readonly object[];
  readonly rows: readonly SidebarRow[];
}

function isSame(a: SidebarRow, b: SidebarRow): boolean {
  return (
    a.id === b.id &&
    a.name === b.name &&
    a.look === b.look &&
    a.expanded === b.expanded &&
    a.count === b.count &&
    a.position === b.position &&
    a.setSize === b.setSize &&
    a.host === b.host
  );
}

/**
 * Makes all rows that can be scrolled to now, in order, each time that it is called. It starts from those that it made before:
 * of 10,000 some change many times a second, and where none shows anything else the list is the same.
 */
export function createSidebarRows(): (model: SidebarModel, isOpen: IsOpen) => readonly SidebarRow[] {
  let before: readonly SidebarRow[] = [];
  let insides: ReadonlyMap<string, Inside> = new Map();
  return (model, isOpen) => {
    const tree = new Tree(model, isOpen, insides);
    insides = tree.insides;
    before = keepUnchanged(before, tree.rows, isSame);
    return before;
  };
}

class Tree {
  readonly rows: SidebarRow[] = [];
  readonly insides = new Map<string, Inside>();
  readonly #isOpen: IsOpen;
  readonly #before: ReadonlyMap<string, Inside>;

  constructor({ hosts, ...all }: SidebarModel, isOpen: IsOpen, before: ReadonlyMap<string, Inside>) {
    this.#isOpen = isOpen;
    this.#before = before;
    const machines = group(all.domains);
    const networks = group(all.networks);
    const pools = group(all.pools);
    const bridges = group(all.bridges);
    for (const [index, host] of hosts.entries()) {
      if (!this.#head(host, index + 1, hosts.length)) continue;
      const branches = branchesOf(host);
      for (const [at, branch] of branches.entries()) {
        const head = { host, branch, position: at + 1, setSize: branches.length };
        if (branch === 'machines') this.#branch(head, machines.get(host.id), machineLeaf);
        if (branch === 'networks') this.#branch(head, networks.get(host.id), networkLeaf);
        if (branch === 'pools') this.#branch(head, pools.get(host.id), poolLeaf);
        if (branch === 'bridges') this.#branch(head, bridges.get(host.id), bridgeLeaf);
      }
    }
  }

  /** Whether it is open. */
  #head(host: HostSummary, position: number, setSize: number): boolean {
    const place: Place = { page: 'host', connection: host.id };
    const id = hashOf(place);
    const { name, state } = host;
    const look = host.busy && state === 'connected' ? 'busy' : HOST_LOOKS[state];
    const head = { id, level: 1, kind: 'host', name, look, place, position, setSize, host } as const;
    const known = state === 'connected' || state === 'lost';
    const expanded = known && this.#isOpen(id, true);
    this.rows.push(known ? { ...head, expanded } : head);
    return expanded;
  }

  #branch<T extends object>(
    { host, branch, ...at }: Pick<SidebarRow, 'host' | 'position' | 'setSize'> & { readonly branch: Branch },
    own: readonly T[] = [],
    leafOf: (one: T) => Leaf,
  ): void {
    const place: Place = { page: branch, connection: host.id };
    const id = hashOf(place);
    const count = own.length;
    const head: SidebarRow = { id, level: 2, kind: branch, place, count, host, ...at };
    const expanded = count > 0 && this.#isOpen(id, branch === 'machines');
    this.rows.push(count === 0 ? head : { ...head, expanded });
    if (!expanded) return;
    const inside = insideOf(this.#before.get(id), host, own, leafOf);
    this.insides.set(id, inside);
    for (const row of inside.rows) this.rows.push(row);
  }
}

function insideOf<T extends object>(
  before: Inside | undefined,
  host: HostSummary,
  own: readonly T[],
  leafOf: (one: T) => Leaf,
): Inside {
  const isAsLong = before?.host === host && before.own.length === own.length;
  const rows = own.map((one, at): SidebarRow => {
    const was = isAsLong && before.own[at] === one ? before.rows[at] : undefined;
    return was ?? { ...leafOf(one), level: 3, position: at + 1, setSize: own.length, host };
  });
  return { host, own, rows: isAsLong ? keepUnchanged(before.rows, rows, isSame) : rows };
}
