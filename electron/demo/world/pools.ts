// The storage of the demo host: pools, and volumes whose bytes nobody keeps but those that were uploaded.
import {
  VirStoragePoolEventID,
  VirStoragePoolEventLifecycleType,
  VirStoragePoolState,
} from '../../libvirt/protocol/constants.gen.ts';
import { storagePoolEventLifecycle, storagePoolEventRefresh } from '../../libvirt/protocol/messages.gen.ts';
import type { StoragePoolRef, StorageVolRef } from '../../libvirt/protocol/values.gen.ts';
import { notNow, Refusal } from '../server/refusal.ts';
import { demoEvent } from './demo-event.ts';
import type { Surroundings } from './surroundings.ts';

export interface Volume {
  readonly name: string;
  readonly path: string;
  readonly format: string;
  capacityBytes: number;
  allocationBytes: number;
  readonly backingPath?: string;
  /** What was uploaded, from its first byte on; the rest reads as zeroes. */
  content?: Buffer;
}

export interface PoolPlan {
  readonly name: string;
  readonly uuid: string;
  readonly type: string;
  /** Where its volumes are. */
  readonly path: string;
  /** Lines of its definition that say where it comes from. */
  readonly source?: string;
  readonly capacityBytes: number;
  readonly active: boolean;
  readonly autostart: boolean;
  readonly persistent?: boolean;
  readonly volumes: readonly Volume[];
}

/** What others keep in the same file system. */
const TAKEN_SHARE = 0.21;

export class Pool {
  readonly name: string;
  readonly uuid: string;
  readonly type: string;
  readonly path: string;
  readonly source: string;
  readonly capacityBytes: number;
  readonly volumes = new Map<string, Volume>();
  active: boolean;
  autostart: boolean;
  persistent: boolean;

  constructor(plan: PoolPlan) {
    this.name = plan.name;
    this.uuid = plan.uuid;
    this.type = plan.type;
    this.path = plan.path;
    this.source = plan.source ?? '';
    this.capacityBytes = plan.capacityBytes;
    this.active = plan.active;
    this.autostart = plan.autostart;
    this.persistent = plan.persistent ?? true;
    for (const volume of plan.volumes) this.volumes.set(volume.name, volume);
  }

  get ref(): StoragePoolRef {
    return { name: this.name, uuid: this.uuid };
  }

  get state(): number {
    const { VIR_STORAGE_POOL_RUNNING, VIR_STORAGE_POOL_INACTIVE } = VirStoragePoolState;
    return this.active ? VIR_STORAGE_POOL_RUNNING : VIR_STORAGE_POOL_INACTIVE;
  }

  get allocationBytes(): number {
    if (!this.active) return 0;
    const volumes = [...this.volumes.values()].reduce((sum, one) => sum + one.allocationBytes, 0);
    return Math.min(this.capacityBytes, Math.round(this.capacityBytes * TAKEN_SHARE) + volumes);
  }

  refOf(volume: Volume): StorageVolRef {
    return { pool: this.name, name: volume.name, key: volume.path };
  }

  /** The volume of a path. */
  at(path: string): Volume | undefined {
    const folder = `${this.path}/`;
    return path.startsWith(folder) ? this.volumes.get(path.slice(folder.length)) : undefined;
  }

  demandVolume(name: string): Volume {
    return this.volumes.get(name) ?? noSuchVolume(`no volume of ${this.name} has the name ${name}`);
  }

  demandActive(): void {
    if (!this.active) throw notNow(`the pool ${this.name} is not active`, 'VIR_FROM_STORAGE');
  }
}

export class Pools {
  readonly #around: Surroundings;
  readonly #byUuid = new Map<string, Pool>();

  constructor(around: Surroundings, plans: readonly PoolPlan[]) {
    this.#around = around;
    for (const plan of plans) this.#byUuid.set(plan.uuid, new Pool(plan));
  }

  get all(): readonly Pool[] {
    return [...this.#byUuid.values()];
  }

  demand({ uuid, name }: StoragePoolRef): Pool {
    return this.#byUuid.get(uuid) ?? noSuch(`no pool has the UUID ${uuid} (${name})`);
  }

  demandNamed(name: string): Pool {
    return this.all.find((pool) => pool.name === name) ?? noSuch(`no pool has the name ${name}`);
  }

  demandAt(path: string): Pool {
    return this.all.find((pool) => pool.path === path) ?? noSuch(`no pool is at ${path}`);
  }

  /** The volume of a ref, and its pool. */
  demandVolume({ pool: poolName, name }: StorageVolRef): { readonly pool: Pool; readonly volume: Volume } {
    const pool = this.demandNamed(poolName);
    pool.demandActive();
    return { pool, volume: pool.demandVolume(name) };
  }

  demandVolumeAt(path: string): { readonly pool: Pool; readonly volume: Volume } {
    for (const pool of this.#byUuid.values()) {
      const volume = pool.active && pool.at(path);
      if (volume) return { pool, volume };
    }
    return noSuchVolume(`no volume is at ${path}`);
  }

  /** The volume of a path, in whatever pool. */
  findAt(path: string): Volume | undefined {
    for (const pool of this.#byUuid.values()) {
      const volume = pool.at(path);
      if (volume !== undefined) return volume;
    }
    return undefined;
  }

  define(plan: PoolPlan): Pool {
    const other = this.all.find((pool) => pool.name === plan.name && pool.uuid !== plan.uuid);
    if (other !== undefined) {
      const message = `another pool has the name ${plan.name}`;
      throw new Refusal('VIR_ERR_OPERATION_FAILED', message, 'VIR_FROM_STORAGE');
    }
    const present = this.#byUuid.get(plan.uuid);
    if (present?.active === true && plan.persistent === false)
      throw notNow(`the pool ${plan.name} is active already`, 'VIR_FROM_STORAGE');
    const { active = false, autostart = false } = present ?? {};
    const volumes = [...(present?.volumes.values() ?? [])];
    const pool = new Pool({ ...plan, active, autostart, volumes });
    this.#byUuid.set(pool.uuid, pool);
    if (pool.persistent) this.tell(pool, 'VIR_STORAGE_POOL_EVENT_DEFINED');
    return pool;
  }

  start(pool: Pool): void {
    if (pool.active) throw notNow(`the pool ${pool.name} is active already`, 'VIR_FROM_STORAGE');
    pool.active = true;
    this.tell(pool, 'VIR_STORAGE_POOL_EVENT_STARTED');
  }

  stop(pool: Pool): void {
    pool.demandActive();
    pool.active = false;
    if (!pool.persistent) this.#byUuid.delete(pool.uuid);
    this.tell(pool, 'VIR_STORAGE_POOL_EVENT_STOPPED');
  }

  undefine(pool: Pool): void {
    if (pool.active) throw notNow(`the pool ${pool.name} is active`, 'VIR_FROM_STORAGE');
    this.#byUuid.delete(pool.uuid);
    this.tell(pool, 'VIR_STORAGE_POOL_EVENT_UNDEFINED');
  }

  tell({ ref: pool, uuid }: Pool, event: keyof typeof VirStoragePoolEventLifecycleType): void {
    const eventID = VirStoragePoolEventID.VIR_STORAGE_POOL_EVENT_ID_LIFECYCLE;
    this.#around.tell(
      demoEvent({ family: 'pool', eventID, subject: uuid }, storagePoolEventLifecycle, (callbackID) => ({
        callbackID,
        pool,
        event: VirStoragePoolEventLifecycleType[event],
        detail: 0,
      })),
    );
  }

  tellRefreshed({ ref: pool, uuid }: Pool): void {
    const eventID = VirStoragePoolEventID.VIR_STORAGE_POOL_EVENT_ID_REFRESH;
    this.#around.tell(
      demoEvent({ family: 'pool', eventID, subject: uuid }, storagePoolEventRefresh, (callbackID) => ({
        callbackID,
        pool,
      })),
    );
  }
}

function noSuch(message: string): never {
  throw new Refusal('VIR_ERR_NO_STORAGE_POOL', message, 'VIR_FROM_STORAGE');
}

function noSuchVolume(message: string): never {
  throw new Refusal('VIR_ERR_NO_STORAGE_VOL', message, 'VIR_FROM_STORAGE');
}
