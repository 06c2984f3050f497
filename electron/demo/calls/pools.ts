// Storage pools.
import { connectListAllStoragePools } from '../../libvirt/protocol/connect.gen.ts';
import { VirConnectListAllStoragePoolsFlags as Flags } from '../../libvirt/protocol/constants.gen.ts';
import {
  storagePoolBuild,
  storagePoolCreate,
  storagePoolCreateXml,
  storagePoolDefineXml,
  storagePoolDelete,
  storagePoolDestroy,
  storagePoolGetAutostart,
  storagePoolGetInfo,
  storagePoolGetXmlDesc,
  storagePoolIsActive,
  storagePoolIsPersistent,
  storagePoolListAllVolumes,
  storagePoolListVolumes,
  storagePoolLookupByName,
  storagePoolLookupByTargetPath,
  storagePoolLookupByUuid,
  storagePoolLookupByVolume,
  storagePoolNumOfVolumes,
  storagePoolRefresh,
  storagePoolSetAutostart,
  storagePoolUndefine,
} from '../../libvirt/protocol/storage.gen.ts';
import { type Answer, changes, reads } from '../server/answers.ts';
import { notNow } from '../server/refusal.ts';
import { pause } from '../world/clock.ts';
import type { Pool } from '../world/pools.ts';
import { type FilterGroups, flag, passesFilters } from './list-filters.ts';
import { poolXml, readPool } from './storage-texts.ts';

const ofType = (type: string) => (pool: Pool) => pool.type === type;

const FILTERS: FilterGroups<Pool> = [
  [
    [Flags.VIR_CONNECT_LIST_STORAGE_POOLS_ACTIVE, ({ active }) => active],
    [Flags.VIR_CONNECT_LIST_STORAGE_POOLS_INACTIVE, ({ active }) => !active],
  ],
  [
    [Flags.VIR_CONNECT_LIST_STORAGE_POOLS_PERSISTENT, ({ persistent }) => persistent],
    [Flags.VIR_CONNECT_LIST_STORAGE_POOLS_TRANSIENT, ({ persistent }) => !persistent],
  ],
  [
    [Flags.VIR_CONNECT_LIST_STORAGE_POOLS_AUTOSTART, ({ autostart }) => autostart],
    [Flags.VIR_CONNECT_LIST_STORAGE_POOLS_NO_AUTOSTART, ({ autostart }) => !autostart],
  ],
  [
    [Flags.VIR_CONNECT_LIST_STORAGE_POOLS_DIR, ofType('dir')],
    [Flags.VIR_CONNECT_LIST_STORAGE_POOLS_FS, ofType('fs')],
    [Flags.VIR_CONNECT_LIST_STORAGE_POOLS_NETFS, ofType('netfs')],
    [Flags.VIR_CONNECT_LIST_STORAGE_POOLS_LOGICAL, ofType('logical')],
    [Flags.VIR_CONNECT_LIST_STORAGE_POOLS_ISCSI, ofType('iscsi')],
    [Flags.VIR_CONNECT_LIST_STORAGE_POOLS_RBD, ofType('rbd')],
    [Flags.VIR_CONNECT_LIST_STORAGE_POOLS_ZFS, ofType('zfs')],
  ],
];

/** What a look through a pool's files takes. */
const REFRESH_MS = 250;

export const poolCalls: readonly Answer[] = [
  reads(connectListAllStoragePools, ({ needResults, flags }, { world }) => {
    const found = world.pools.all.filter((pool) => passesFilters(FILTERS, pool, flags));
    return { pools: needResults === 0 ? [] : found.map(({ ref }) => ref), ret: found.length };
  }),
  reads(storagePoolLookupByName, ({ name }, { world }) => ({ pool: world.pools.demandNamed(name).ref })),
  reads(storagePoolLookupByUuid, ({ uuid }, { world }) => ({
    pool: world.pools.demand({ uuid, name: '' }).ref,
  })),
  reads(storagePoolLookupByVolume, ({ vol }, { world }) => ({ pool: world.pools.demandNamed(vol.pool).ref })),
  reads(storagePoolLookupByTargetPath, ({ path }, { world }) => ({ pool: world.pools.demandAt(path).ref })),
  reads(storagePoolGetXmlDesc, ({ pool }, { world }) => ({ xml: poolXml(world.pools.demand(pool)) })),
  reads(storagePoolGetInfo, ({ pool: ref }, { world }) => {
    const { state, active, capacityBytes, allocationBytes } = world.pools.demand(ref);
    const capacity = active ? capacityBytes : 0;
    return {
      state,
      capacity: BigInt(capacity),
      allocation: BigInt(allocationBytes),
      available: BigInt(capacity - allocationBytes),
    };
  }),
  reads(storagePoolIsActive, ({ pool }, { world }) => ({ active: flag(world.pools.demand(pool).active) })),
  reads(storagePoolIsPersistent, ({ pool }, { world }) => ({
    persistent: flag(world.pools.demand(pool).persistent),
  })),
  reads(storagePoolGetAutostart, ({ pool }, { world }) => ({
    autostart: flag(world.pools.demand(pool).autostart),
  })),
  reads(storagePoolNumOfVolumes, ({ pool: ref }, { world }) => {
    const pool = world.pools.demand(ref);
    pool.demandActive();
    return { num: pool.volumes.size };
  }),
  reads(storagePoolListVolumes, ({ pool: ref, maxnames }, { world }) => {
    const pool = world.pools.demand(ref);
    pool.demandActive();
    return { names: [...pool.volumes.keys()].slice(0, maxnames) };
  }),
  reads(storagePoolListAllVolumes, ({ pool: ref, needResults }, { world }) => {
    const pool = world.pools.demand(ref);
    pool.demandActive();
    const all = [...pool.volumes.values()].map((volume) => pool.refOf(volume));
    return { vols: needResults === 0 ? [] : all, ret: all.length };
  }),
  changes(storagePoolSetAutostart, ({ pool: ref, autostart }, { world }) => {
    const pool = world.pools.demand(ref);
    if (!pool.persistent) throw notNow(`the pool ${pool.name} is transient`, 'VIR_FROM_STORAGE');
    pool.autostart = autostart !== 0;
    return {};
  }),
  changes(storagePoolDefineXml, ({ xml }, { world }) => ({
    pool: world.pools.define(readPool(world, xml)).ref,
  })),
  changes(storagePoolCreateXml, ({ xml }, { world }) => {
    const pool = world.pools.define({ ...readPool(world, xml), persistent: false });
    world.pools.start(pool);
    return { pool: pool.ref };
  }),
  changes(storagePoolCreate, async ({ pool }, { world }) => {
    await pause(world.clock, REFRESH_MS * world.pace);
    world.pools.start(world.pools.demand(pool));
    return {};
  }),
  changes(storagePoolBuild, ({ pool: ref }, { world }) => {
    const pool = world.pools.demand(ref);
    if (pool.active) throw notNow(`the pool ${pool.name} is active`, 'VIR_FROM_STORAGE');
    world.pools.tell(pool, 'VIR_STORAGE_POOL_EVENT_CREATED');
    return {};
  }),
  changes(storagePoolDestroy, ({ pool }, { world }) => {
    world.pools.stop(world.pools.demand(pool));
    return {};
  }),
  changes(storagePoolDelete, ({ pool: ref }, { world }) => {
    const pool = world.pools.demand(ref);
    if (pool.active) throw notNow(`the pool ${pool.name} is active`, 'VIR_FROM_STORAGE');
    pool.volumes.clear();
    world.pools.tell(pool, 'VIR_STORAGE_POOL_EVENT_DELETED');
    return {};
  }),
  changes(storagePoolUndefine, ({ pool }, { world }) => {
    world.pools.undefine(world.pools.demand(pool));
    return {};
  }),
  changes(storagePoolRefresh, async ({ pool: ref }, { world }) => {
    const pool = world.pools.demand(ref);
    pool.demandActive();
    await pause(world.clock, REFRESH_MS * world.pace);
    world.pools.tellRefreshed(pool);
    return {};
  }),
];
