// Pools of the suite: a folder on the server, made for a test and removed with all that is in it.
import {
  storagePoolBuild,
  storagePoolCreate,
  storagePoolDefineXml,
  storagePoolDelete,
  storagePoolDestroy,
  storagePoolIsActive,
  storagePoolListAllVolumes,
  storagePoolUndefine,
  storageVolCreateXml,
  storageVolDelete,
} from '../../../electron/libvirt/protocol/storage.gen.ts';
import type { StoragePoolRef, StorageVolRef } from '../../../electron/libvirt/protocol/values.gen.ts';
import type { Visit } from './visit.ts';

export const poolXml = (name: string, path: string): string =>
  `<pool type='dir'><name>${name}</name><target><path>${path}</path></target></pool>`;

export async function definePool({ call, server }: Visit, name: string): Promise<StoragePoolRef> {
  const xml = poolXml(name, `${server.scratchFolder}/${name}`);
  return (await call(storagePoolDefineXml, { xml, flags: 0 })).pool;
}

export async function volumesOf({ call }: Visit, pool: StoragePoolRef): Promise<readonly StorageVolRef[]> {
  return (await call(storagePoolListAllVolumes, { pool, needResults: 1, flags: 0 })).vols;
}

export async function createVolume(
  { call }: Visit,
  pool: StoragePoolRef,
  {
    name,
    format,
    bytes,
  }: { readonly name: string; readonly format: 'raw' | 'qcow2'; readonly bytes: number },
): Promise<StorageVolRef> {
  const xml = `<volume><name>${name}</name><capacity unit='bytes'>${bytes}</capacity><allocation>0</allocation>
    <target><format type='${format}'/></target></volume>`;
  return (await call(storageVolCreateXml, { pool, xml, flags: 0 })).vol;
}

/** Lends a running pool to `use`; afterwards the pool, its volumes and its folder are gone. */
export async function withPool(
  visit: Visit,
  name: string,
  use: (pool: StoragePoolRef) => Promise<void>,
): Promise<void> {
  const { call } = visit;
  const pool = await definePool(visit, name);
  try {
    await call(storagePoolBuild, { pool, flags: 0 });
    await call(storagePoolCreate, { pool, flags: 0 });
    await visit.events.until(pool, 'started');
    await use(pool);
    for (const vol of await volumesOf(visit, pool)) await call(storageVolDelete, { vol, flags: 0 });
    await call(storagePoolDestroy, { pool });
    await call(storagePoolDelete, { pool, flags: 0 });
  } finally {
    if ((await call(storagePoolIsActive, { pool })).active === 1) await call(storagePoolDestroy, { pool });
    await call(storagePoolUndefine, { pool });
  }
}
