// The second round trip of a load: which objects there are, and those of their flags that libvirt can filter by,
// so that no call per object is needed for them.
import {
  connectGetAllDomainStats,
  connectListAllDomains,
  connectListAllNetworks,
  connectListAllStoragePools,
} from '../libvirt/protocol/connect.gen.ts';
import {
  VirConnectListAllDomainsFlags as Domains,
  VirConnectListAllNetworksFlags as Networks,
  VirConnectListAllStoragePoolsFlags as Pools,
  VirConnectGetAllDomainStatsFlags,
  VirDomainStatsTypes,
} from '../libvirt/protocol/constants.gen.ts';
import type { DomainRef, NetworkRef, StoragePoolRef } from '../libvirt/protocol/values.gen.ts';
import { type Ask, attempt, isRefused, orElse } from './ask.ts';
import { numberOf } from './counters.ts';
import { type DeviceLists, listDevices } from './host-devices.ts';

export interface StateNumbers {
  readonly state: number;
  readonly reason: number;
}

/** References, and the UUIDs for which a flag is set. */
export interface Listed<Ref> {
  /** Why there is no list: no driver for such objects, or no daemon that has it. */
  readonly refused: Error | undefined;
  readonly refs: readonly Ref[];
  readonly flags: Readonly<
    Record<'persistent' | 'autostart' | 'active' | 'managedSave', ReadonlySet<string>>
  >;
}

export interface ObjectLists {
  readonly domains: Listed<DomainRef>;
  /** State and reason by UUID; absent when the driver has no bulk statistics. */
  readonly states: ReadonlyMap<string, StateNumbers> | undefined;
  readonly networks: Listed<NetworkRef>;
  readonly pools: Listed<StoragePoolRef>;
  readonly devices: DeviceLists;
}

type Lister<Ref> = (flags: number) => Promise<readonly Ref[]>;

/** Lists everything in one round trip. */
export async function listObjects(ask: Ask): Promise<ObjectLists> {
  const [domains, states, networks, pools, devices] = await Promise.all([
    listFlagged<DomainRef>(
      async (flags) => (await ask(connectListAllDomains, { needResults: 1, flags })).domains,
      {
        persistent: Domains.VIR_CONNECT_LIST_DOMAINS_PERSISTENT,
        autostart: Domains.VIR_CONNECT_LIST_DOMAINS_AUTOSTART,
        managedSave: Domains.VIR_CONNECT_LIST_DOMAINS_MANAGEDSAVE,
      },
    ),
    listStates(ask),
    listFlagged<NetworkRef>(
      async (flags) => (await ask(connectListAllNetworks, { needResults: 1, flags })).nets,
      {
        persistent: Networks.VIR_CONNECT_LIST_NETWORKS_PERSISTENT,
        autostart: Networks.VIR_CONNECT_LIST_NETWORKS_AUTOSTART,
        active: Networks.VIR_CONNECT_LIST_NETWORKS_ACTIVE,
      },
    ),
    listFlagged<StoragePoolRef>(
      async (flags) => (await ask(connectListAllStoragePools, { needResults: 1, flags })).pools,
      {
        persistent: Pools.VIR_CONNECT_LIST_STORAGE_POOLS_PERSISTENT,
        autostart: Pools.VIR_CONNECT_LIST_STORAGE_POOLS_AUTOSTART,
      },
    ),
    listDevices(ask),
  ]);
  return { domains, states, networks, pools, devices };
}

async function listFlagged<Ref extends { readonly uuid: string }>(
  list: Lister<Ref>,
  filters: Partial<Record<keyof Listed<Ref>['flags'], number>>,
): Promise<Listed<Ref>> {
  const uuids = async (flags: number | undefined) => {
    const refs = flags === undefined ? [] : await orElse(list(flags), []);
    return new Set(refs.map((ref) => ref.uuid));
  };
  const [all, persistent, autostart, active, managedSave] = await Promise.all([
    attempt(list(0)),
    uuids(filters.persistent),
    uuids(filters.autostart),
    uuids(filters.active),
    uuids(filters.managedSave),
  ]);
  return {
    refused: isRefused(all) ? all.refused : undefined,
    refs: isRefused(all) ? [] : all,
    flags: { persistent, autostart, active, managedSave },
  };
}

/** All states in one call that waits for no machine. */
async function listStates(ask: Ask): Promise<ReadonlyMap<string, StateNumbers> | undefined> {
  const answer = await orElse(
    ask(connectGetAllDomainStats, {
      doms: [],
      stats: VirDomainStatsTypes.VIR_DOMAIN_STATS_STATE,
      flags: VirConnectGetAllDomainStatsFlags.VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT,
    }),
    undefined,
  );
  return (
    answer &&
    new Map(
      answer.retStats.map(({ dom, params }) => {
        const byName = new Map(params.map((param) => [param.field, numberOf(param) ?? 0]));
        const numbers = { state: byName.get('state.state') ?? 0, reason: byName.get('state.reason') ?? 0 };
        return [dom.uuid, numbers] as const;
      }),
    )
  );
}
