// The contract's group `pools`.
import type { AppHandlers } from '../../shared/contract.ts';
import {
  connectionOf,
  type DomainKey,
  domainKey,
  localPartOf,
  type PoolKey,
} from '../../shared/model/keys.ts';
import type { PoolAction, PoolDetails, VolumeSummary } from '../../shared/model/storage.ts';
import { virshLine, virshName } from '../../shared/shell-words.ts';
import { normalised } from '../domain-xml/secrets.ts';
import { type Ask, attempt, isRefused } from '../inventory/ask.ts';
import { volumeFacts } from '../inventory/read-facts.ts';
import { CallTimeout } from '../libvirt/errors.ts';
import type { HostLink } from '../libvirt/host-link.ts';
import {
  storagePoolCreate,
  storagePoolDestroy,
  storagePoolGetXmlDesc,
  storagePoolListAllVolumes,
  storagePoolRefresh,
  storagePoolSetAutostart,
  storageVolGetXmlDesc,
} from '../libvirt/protocol/storage.gen.ts';
import type { StoragePoolRef, StorageVolRef } from '../libvirt/protocol/values.gen.ts';
import type { Host } from './host.ts';
import type { Hosts } from './hosts.ts';
import { unknownObject } from './request-failed.ts';
import type { TaskLog } from './tasks/task-log.ts';
import { readableOr } from './unreadable.ts';

/** ms that a page waits for the volumes of a pool. */
const PATIENCE_MS = 60_000;

export function createPoolHandlers(hosts: Hosts, tasks: TaskLog): AppHandlers['pools'] {
  return {
    async details({ pool: key }, { signal }): Promise<PoolDetails> {
      const { host, ref: pool } = find(hosts, key);
      const link = host.demandLink();
      const ask: Ask = (procedure, args) => link.call(procedure, args, { signal, timeoutMs: PATIENCE_MS });
      const refs = await listVolumes(ask, pool);
      const users = usersByImage(host);
      const volumes = await Promise.all(refs.map((vol) => readVolume(ask, vol, users)));
      // Only now, over the connection that must not be held up: a server that is gone has shown itself above.
      const [{ xml }] = await Promise.all([
        link.call(storagePoolGetXmlDesc, { pool, flags: 0 }, { signal }),
        host.inventory.refreshPool(pool),
      ]);
      return {
        key,
        volumes: volumes.filter((volume) => volume !== undefined),
        xml: readableOr(() => normalised(xml), xml),
      };
    },
    // Not with the signal: what was asked runs on when its page goes, and other pages see what comes of it.
    async act({ pool: key, action }) {
      const { host, ref: pool } = find(hosts, key);
      const subject = { connection: host.id, host: host.summary().name, name: pool.name };
      const virsh = poolCommand(host, pool, action);
      await tasks.run({ kind: `pool-${action}`, subject, virsh }, async () => {
        host.demandWritable();
        const link = host.demandLink();
        await changePool(link, pool, action);
        await host.inventory.refreshPool(pool);
      });
    },
  };
}

function poolCommand(host: Host, pool: StoragePoolRef, action: PoolAction): string {
  const words: Readonly<Record<PoolAction, readonly string[]>> = {
    start: ['pool-start', virshName(pool)],
    stop: ['pool-destroy', virshName(pool)],
    refresh: ['pool-refresh', virshName(pool)],
    'autostart-on': ['pool-autostart', virshName(pool)],
    'autostart-off': ['pool-autostart', virshName(pool), '--disable'],
  };
  return virshLine(host, ...words[action]);
}

function changePool(link: HostLink, pool: StoragePoolRef, action: PoolAction): Promise<unknown> {
  switch (action) {
    case 'start':
      return link.call(storagePoolCreate, { pool, flags: 0 });
    case 'stop':
      return link.call(storagePoolDestroy, { pool });
    case 'refresh':
      return link.call(storagePoolRefresh, { pool, flags: 0 });
    case 'autostart-on':
      return link.call(storagePoolSetAutostart, { pool, autostart: 1 });
    case 'autostart-off':
      return link.call(storagePoolSetAutostart, { pool, autostart: 0 });
  }
}

function find(hosts: Hosts, key: PoolKey): { readonly host: Host; readonly ref: StoragePoolRef } {
  const host = hosts.demand(connectionOf(key));
  const entry = host.inventory.pools.get(localPartOf(key));
  if (entry === undefined) {
    // Of a host that is not open nobody knows what there is.
    host.demandLink();
    throw unknownObject('pool');
  }
  return { host, ref: entry.ref };
}

/** A pool that is off has none to show. */
async function listVolumes(ask: Ask, pool: StoragePoolRef): Promise<readonly StorageVolRef[]> {
  const answer = await unlessRefused(ask(storagePoolListAllVolumes, { pool, needResults: 1, flags: 0 }));
  return answer?.vols ?? [];
}

/** The answer, or nothing when the host refused it. A server that says nothing is not one that has nothing to tell. */
async function unlessRefused<T>(answer: Promise<T>): Promise<T | undefined> {
  const got = await attempt(answer);
  if (!isRefused(got)) return got;
  if (got.refused instanceof CallTimeout) throw got.refused;
  return undefined;
}

/** One volume; left out when it vanished since it was listed. */
async function readVolume(
  ask: Ask,
  vol: StorageVolRef,
  users: ImageUsers,
): Promise<VolumeSummary | undefined> {
  const answer = await unlessRefused(ask(storageVolGetXmlDesc, { vol, flags: 0 }));
  const facts = answer && volumeFacts(answer.xml);
  if (facts === undefined) return undefined;
  const path = facts.path ?? vol.key;
  const owners = [
    ...(users.byPath.get(path) ?? []),
    ...(users.byVolume.get(`${vol.pool}/${vol.name}`) ?? []),
  ];
  return {
    key: vol.key,
    name: vol.name,
    path,
    format: facts.format,
    capacityBytes: facts.capacityBytes,
    allocationBytes: facts.allocationBytes,
    ...(facts.backingPath !== undefined && { backingPath: facts.backingPath }),
    users: [...new Set(owners)],
  };
}

interface ImageUsers {
  readonly byPath: ReadonlyMap<string, readonly DomainKey[]>;
  /** `POOL/VOLUME`, for disks that name them so. */
  readonly byVolume: ReadonlyMap<string, readonly DomainKey[]>;
}

function usersByImage(host: Host): ImageUsers {
  const byPath = new Map<string, DomainKey[]>();
  const byVolume = new Map<string, DomainKey[]>();
  for (const { ref, facts } of host.inventory.domains.all()) {
    const user = domainKey(host.id, ref.uuid);
    for (const { path, pool, volume } of facts.disks) {
      if (path !== undefined) add(byPath, path, user);
      if (pool !== undefined && volume !== undefined) add(byVolume, `${pool}/${volume}`, user);
    }
  }
  return { byPath, byVolume };
}

function add(map: Map<string, DomainKey[]>, image: string, user: DomainKey): void {
  const users = map.get(image);
  if (users === undefined) map.set(image, [user]);
  else users.push(user);
}
