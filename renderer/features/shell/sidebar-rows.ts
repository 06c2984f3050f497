// The sidebar's tree as a flat list of visible rows, so that thousands of machines cost nothing unseen.
import type { DomainSummary } from '../../../shared/model/domain.ts';
import type { HostState, HostSummary } from '../../../shared/model/host.ts';
import type { BridgeSummary, NetworkSummary } from '../../../shared/model/network.ts';
import type { PoolSummary } from '../../../shared/model/storage.ts';
import { lookOf } from '../../live/domain-rules.ts';
import { onceFor } from '../../live/once-for.ts';
import { hashOf, type Place } from '../../live/place.ts';
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
  readonly domain?: DomainSummary;
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
type LeafWithoutId = Omit<Leaf, 'id'>;

/** What is inside of a branch: counted while it is closed, made when it is open. */
interface Leaves {
  readonly count: number;
  all(): readonly Leaf[];
}
type LeavesOf = (connection: string) => Leaves;

/** Made once of each object, however often the tree is. */
function leafOf<T extends object>(make: (one: T) => LeafWithoutId): (one: T) => Leaf {
  return onceFor((one) => {
    const leaf = make(one);
    return { ...leaf, id: hashOf(leaf.place) };
  });
}

const machineLeaf = leafOf((domain: DomainSummary) => ({
  kind: 'machine',
  name: domain.name,
  look: lookOf(domain),
  place: { page: 'machine', domain: domain.key },
  domain,
}));

const networkLeaf = leafOf((network: NetworkSummary) => ({
  kind: 'network',
  name: network.name,
  look: network.active ? 'running' : 'off',
  place: { page: 'network', network: network.key },
}));

const poolLeaf = leafOf((pool: PoolSummary) => {
  const trouble = pool.state === 'degraded' || pool.state === 'inaccessible';
  const look = pool.state === 'building' ? 'busy' : pool.state === 'running' ? 'running' : 'off';
  return {
    kind: 'pool',
    name: pool.name,
    look: trouble ? 'failed' : look,
    place: { page: 'pool', pool: pool.key },
  };
});

const bridgeLeaf = leafOf((bridge: BridgeSummary) => ({
  kind: 'bridge',
  name: bridge.name,
  look: bridge.active ? 'running' : 'off',
  place: { page: 'bridge', bridge: bridge.key },
}));

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

/** All rows that can be scrolled to now, in order. */
export function sidebarRows(model: SidebarModel, isOpen: IsOpen): readonly SidebarRow[] {
  const leaves: Readonly<Record<Branch, LeavesOf>> = {
    machines: lazily(group(model.domains), machineLeaf),
    networks: lazily(group(model.networks), networkLeaf),
    pools: lazily(group(model.pools), poolLeaf),
    bridges: lazily(group(model.bridges), bridgeLeaf),
  };
  return model.hosts.flatMap((host, index) => hostRows(host, index, model.hosts.length, leaves, isOpen));
}

function lazily<T extends object>(
  groups: ReadonlyMap<string, readonly T[]>,
  leafOfOne: (one: T) => Leaf,
): LeavesOf {
  return (connection) => {
    const own = groups.get(connection) ?? [];
    return { count: own.length, all: () => own.map(leafOfOne) };
  };
}

function hostRows(
  host: HostSummary,
  index: number,
  setSize: number,
  leaves: Readonly<Record<Branch, LeavesOf>>,
  isOpen: IsOpen,
): readonly SidebarRow[] {
  const place: Place = { page: 'host', connection: host.id };
  const id = hashOf(place);
  const known = host.state === 'connected' || host.state === 'lost';
  const expanded = known && isOpen(id, true);
  const look = host.busy && host.state === 'connected' ? 'busy' : HOST_LOOKS[host.state];
  const head = {
    id,
    level: 1,
    kind: 'host',
    name: host.name,
    look,
    place,
    position: index + 1,
    setSize,
    host,
  } as const;
  if (!known) return [head];
  if (!expanded) return [{ ...head, expanded }];
  const branches = branchesOf(host);
  return [
    { ...head, expanded },
    ...branches.flatMap((branch, at) =>
      branchRows(host, branch, at + 1, branches.length, leaves[branch](host.id), isOpen),
    ),
  ];
}

/** The row of a leaf, which mostly stays where it was. */
const placed = new WeakMap<Leaf, SidebarRow>();

function leafRow(leaf: Leaf, position: number, setSize: number, host: HostSummary): SidebarRow {
  const known = placed.get(leaf);
  if (known?.position === position && known.setSize === setSize && known.host === host) return known;
  const row: SidebarRow = { ...leaf, level: 3, position, setSize, host };
  placed.set(leaf, row);
  return row;
}

function branchRows(
  host: HostSummary,
  branch: Branch,
  position: number,
  setSize: number,
  leaves: Leaves,
  isOpen: IsOpen,
): readonly SidebarRow[] {
  const place: Place = { page: branch, connection: host.id };
  const id = hashOf(place);
  const { count } = leaves;
  const expanded = count > 0 && isOpen(id, branch === 'machines');
  const head: SidebarRow = { id, level: 2, kind: branch, place, count, position, setSize, host };
  if (count === 0) return [head];
  if (!expanded) return [{ ...head, expanded }];
  const inside = leaves.all().map((leaf, index) => leafRow(leaf, index + 1, count, host));
  return [{ ...head, expanded }, ...inside];
}
