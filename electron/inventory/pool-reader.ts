// Reads one storage pool again, in one round trip.
import type { PoolState } from '../../shared/model/storage.ts';
import type { PoolFacts } from '../domain-xml/storage.ts';
import { VirStoragePoolState } from '../libvirt/protocol/constants.gen.ts';
import {
  storagePoolGetAutostart,
  storagePoolGetInfo,
  storagePoolGetXmlDesc,
  storagePoolIsPersistent,
  storagePoolLookupByUuid,
} from '../libvirt/protocol/storage.gen.ts';
import type { StoragePoolRef } from '../libvirt/protocol/values.gen.ts';
import { type Ask, attempt, isGone, isRefused, orElse } from './ask.ts';
import { poolFacts } from './read-facts.ts';

const STATES: Readonly<Record<number, PoolState>> = {
  [VirStoragePoolState.VIR_STORAGE_POOL_INACTIVE]: 'inactive',
  [VirStoragePoolState.VIR_STORAGE_POOL_BUILDING]: 'building',
  [VirStoragePoolState.VIR_STORAGE_POOL_RUNNING]: 'running',
  [VirStoragePoolState.VIR_STORAGE_POOL_DEGRADED]: 'degraded',
  [VirStoragePoolState.VIR_STORAGE_POOL_INACCESSIBLE]: 'inaccessible',
};

export interface PoolSize {
  readonly state: PoolState;
  readonly capacityBytes: number;
  readonly allocationBytes: number;
  readonly availableBytes: number;
}

export interface PoolReading extends PoolSize {
  readonly ref: StoragePoolRef;
  readonly persistent: boolean;
  readonly autostart: boolean;
  readonly facts: PoolFacts | undefined;
}

/** The pool as it is now; `undefined` when its host no longer has it. Throws when the connection ends. */
export async function readPool(ask: Ask, pool: StoragePoolRef): Promise<PoolReading | undefined> {
  const [found, size, xml, persistent, autostart] = await Promise.all([
    attempt(ask(storagePoolLookupByUuid, { uuid: pool.uuid })),
    readPoolSize(ask, pool),
    orElse(ask(storagePoolGetXmlDesc, { pool, flags: 0 }), undefined),
    orElse(ask(storagePoolIsPersistent, { pool }), { persistent: 1 }),
    orElse(ask(storagePoolGetAutostart, { pool }), { autostart: 0 }),
  ]);
  if (isRefused(found)) {
    if (isGone(found.refused)) return undefined;
    throw found.refused;
  }
  return {
    ref: found.pool,
    ...size,
    persistent: persistent.persistent !== 0,
    autostart: autostart.autostart !== 0,
    facts: xml === undefined ? undefined : poolFacts(xml.xml),
  };
}

/** State and sizes. Sizes of a pool beyond 8 PiB lose their last bits, which no page shows. */
export async function readPoolSize(ask: Ask, pool: StoragePoolRef): Promise<PoolSize> {
  const info = await orElse(ask(storagePoolGetInfo, { pool }), undefined);
  return {
    state: STATES[info?.state ?? 0] ?? 'inactive',
    capacityBytes: Number(info?.capacity ?? 0n),
    allocationBytes: Number(info?.allocation ?? 0n),
    availableBytes: Number(info?.available ?? 0n),
  };
}
