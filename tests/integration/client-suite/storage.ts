// Pools and volumes: their lives with events, what is in them, and bytes up and down.
import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readPool, readVolume } from '../../../electron/domain-xml/storage.ts';
import { connectListAllStoragePools } from '../../../electron/libvirt/protocol/connect.gen.ts';
import {
  VirErrorNumber,
  VirStorageVolDownloadFlags,
  VirStorageVolUploadFlags,
} from '../../../electron/libvirt/protocol/constants.gen.ts';
import {
  storagePoolBuild,
  storagePoolCreate,
  storagePoolDelete,
  storagePoolDestroy,
  storagePoolGetAutostart,
  storagePoolGetInfo,
  storagePoolGetXmlDesc,
  storagePoolIsActive,
  storagePoolIsPersistent,
  storagePoolLookupByName,
  storagePoolLookupByTargetPath,
  storagePoolLookupByUuid,
  storagePoolLookupByVolume,
  storagePoolRefresh,
  storagePoolSetAutostart,
  storagePoolUndefine,
  storageVolCreateXmlFrom,
  storageVolDelete,
  storageVolDownload,
  storageVolGetInfo,
  storageVolGetPath,
  storageVolGetXmlDesc,
  storageVolLookupByKey,
  storageVolLookupByName,
  storageVolLookupByPath,
  storageVolResize,
  storageVolUpload,
  storageVolWipe,
} from '../../../electron/libvirt/protocol/storage.gen.ts';
import type { StorageVolRef } from '../../../electron/libvirt/protocol/values.gen.ts';
import { createVolume, definePool, volumesOf, withPool } from './pool.ts';
import { refusalOf, type Visit } from './visit.ts';

const MIB = 1_048_576;
const RUNNING = 2;

export function storageSuite(visit: () => Visit): void {
  /** Over a connection of its own, as the app sends and fetches files. */
  const transfer = async <T>(
    use: (connection: Awaited<ReturnType<Visit['link']['openTransfer']>>) => Promise<T>,
  ) => {
    const connection = await visit().link.openTransfer();
    try {
      return await use(connection);
    } finally {
      await connection.close();
    }
  };
  const upload = (
    vol: StorageVolRef,
    pieces: readonly (Uint8Array | bigint)[],
    { offset = 0n, flags = 0 } = {},
  ) =>
    transfer(async (connection) => {
      const args = { vol, offset, length: 0n, flags };
      const stream = await connection.openStream(storageVolUpload, args, { onData: () => undefined });
      for (const piece of pieces) {
        if (typeof piece === 'bigint') stream.writeHole(piece);
        else if (!stream.write(piece)) await stream.drained();
      }
      await stream.finish();
    });
  const download = (vol: StorageVolRef, { offset = 0n, length = 0n, flags = 0 } = {}) =>
    transfer(async (connection) => {
      const pieces: Uint8Array[] = [];
      let holes = 0n;
      const stream = await connection.openStream(
        storageVolDownload,
        { vol, offset, length, flags },
        {
          onData: (bytes) => pieces.push(bytes),
          ...(flags !== 0 && {
            onHole: (bytes: bigint) => {
              holes += bytes;
              pieces.push(new Uint8Array(Number(bytes)));
            },
          }),
        },
      );
      expect(await stream.ended).toEqual({ kind: 'finished', by: 'host' });
      return { bytes: Buffer.concat(pieces), holes };
    });

  describe('a pool', () => {
    test('is defined, built, started, read again, stopped, deleted and undefined, each with its event', async () => {
      const { call, events, server } = visit();
      const path = `${server.scratchFolder}/suite-pool`;
      const pool = await definePool(visit(), 'suite-pool');
      await events.until(pool, 'defined');
      const life = (act: () => Promise<unknown>, last: string) => events.life(pool, act, last);
      expect(await call(storagePoolLookupByName, { name: 'suite-pool' })).toEqual({ pool });
      expect(await call(storagePoolLookupByUuid, { uuid: pool.uuid })).toEqual({ pool });
      expect(await life(() => call(storagePoolBuild, { pool, flags: 0 }), 'created')).toEqual(['created']);
      expect(await life(() => call(storagePoolCreate, { pool, flags: 0 }), 'started')).toEqual(['started']);
      expect(await call(storagePoolLookupByTargetPath, { path })).toEqual({ pool });
      const info = await call(storagePoolGetInfo, { pool });
      expect(info.state).toBe(RUNNING);
      expect(info.allocation + info.available).toBe(info.capacity);
      const { xml } = await call(storagePoolGetXmlDesc, { pool, flags: 0 });
      expect(readPool(xml)).toMatchObject({ type: 'dir', path });
      expect(await life(() => call(storagePoolRefresh, { pool, flags: 0 }), 'refreshed')).toEqual([
        'refreshed',
      ]);
      expect(await life(() => call(storagePoolDestroy, { pool }), 'stopped')).toEqual(['stopped']);
      expect(await life(() => call(storagePoolDelete, { pool, flags: 0 }), 'deleted')).toEqual(['deleted']);
      expect(await life(() => call(storagePoolUndefine, { pool }), 'undefined')).toEqual(['undefined']);
      const { pools } = await call(connectListAllStoragePools, { needResults: 1, flags: 0 });
      expect(pools.map(({ name }) => name)).not.toContain('suite-pool');
    });

    test('starts with its host, or not', async () => {
      const { call } = visit();
      await withPool(visit(), 'suite-autostart', async (pool) => {
        expect(await call(storagePoolIsPersistent, { pool })).toEqual({ persistent: 1 });
        expect(await call(storagePoolIsActive, { pool })).toEqual({ active: 1 });
        for (const autostart of [1, 0]) {
          await call(storagePoolSetAutostart, { pool, autostart });
          expect(await call(storagePoolGetAutostart, { pool })).toEqual({ autostart });
        }
      });
    });

    test('cannot be started twice, nor undefined while it runs', async () => {
      const { call } = visit();
      await withPool(visit(), 'suite-twice', async (pool) => {
        const invalid = { code: VirErrorNumber.VIR_ERR_OPERATION_INVALID };
        expect(await refusalOf(call(storagePoolCreate, { pool, flags: 0 }))).toMatchObject(invalid);
        expect(await refusalOf(call(storagePoolUndefine, { pool }))).toMatchObject(invalid);
      });
    });
  });

  describe('a volume', () => {
    test('is found by its name, its key and its path, and told with its pool', async () => {
      const { call, server } = visit();
      await withPool(visit(), 'suite-found', async (pool) => {
        const vol = await createVolume(visit(), pool, {
          name: 'one.qcow2',
          format: 'qcow2',
          bytes: 10 * MIB,
        });
        const path = `${server.scratchFolder}/suite-found/one.qcow2`;
        expect(vol).toEqual({ pool: 'suite-found', name: 'one.qcow2', key: path });
        expect(await volumesOf(visit(), pool)).toEqual([vol]);
        expect(await call(storageVolLookupByName, { pool, name: 'one.qcow2' })).toEqual({ vol });
        expect(await call(storageVolLookupByKey, { key: vol.key })).toEqual({ vol });
        expect(await call(storageVolLookupByPath, { path })).toEqual({ vol });
        expect(await call(storageVolGetPath, { vol })).toEqual({ name: path });
        expect(await call(storagePoolLookupByVolume, { vol })).toEqual({ pool });
        const info = await call(storageVolGetInfo, { vol });
        expect(info).toMatchObject({ type: 0, capacity: BigInt(10 * MIB) });
        expect(info.allocation).toBeLessThan(BigInt(10 * MIB));
        const { xml } = await call(storageVolGetXmlDesc, { vol, flags: 0 });
        expect(readVolume(xml)).toMatchObject({ path, format: 'qcow2', capacityBytes: 10 * MIB });
      });
    });

    test('gives back the bytes that it was sent, whole and in parts', async () => {
      const { events } = visit();
      await withPool(visit(), 'suite-bytes', async (pool) => {
        const vol = await createVolume(visit(), pool, { name: 'bytes.raw', format: 'raw', bytes: 3 * MIB });
        const sent = randomBytes(3 * MIB);
        const pieces = [sent.subarray(0, 100), sent.subarray(100, MIB), sent.subarray(MIB)];
        const life = await events.life(pool, () => upload(vol, pieces), 'refreshed');
        expect(life).toEqual(['refreshed']);
        expect((await download(vol)).bytes.equals(sent)).toBe(true);
        const part = await download(vol, { offset: 1000n, length: 5000n });
        expect(part.bytes.equals(sent.subarray(1000, 6000))).toBe(true);
        await upload(vol, [Buffer.from('changed')], { offset: 2000n });
        expect((await download(vol, { offset: 2000n, length: 7n })).bytes.toString()).toBe('changed');
      });
    });

    test('leaves out of a transfer what is empty', async () => {
      await withPool(visit(), 'suite-sparse', async (pool) => {
        const vol = await createVolume(visit(), pool, { name: 'sparse.raw', format: 'raw', bytes: 4 * MIB });
        const [head, tail] = [randomBytes(MIB), randomBytes(MIB)];
        const { VIR_STORAGE_VOL_UPLOAD_SPARSE_STREAM } = VirStorageVolUploadFlags;
        await upload(vol, [head, BigInt(2 * MIB), tail], { flags: VIR_STORAGE_VOL_UPLOAD_SPARSE_STREAM });
        const whole = Buffer.concat([head, Buffer.alloc(2 * MIB), tail]);
        expect((await download(vol)).bytes.equals(whole)).toBe(true);
        const flags = VirStorageVolDownloadFlags.VIR_STORAGE_VOL_DOWNLOAD_SPARSE_STREAM;
        const sparse = await download(vol, { flags });
        expect(sparse.bytes.equals(whole)).toBe(true);
        expect(sparse.holes).toBe(BigInt(2 * MIB));
      });
    });

    test('is copied, grows, is wiped and is deleted', async () => {
      const { call } = visit();
      await withPool(visit(), 'suite-copied', async (pool) => {
        const vol = await createVolume(visit(), pool, { name: 'first.raw', format: 'raw', bytes: MIB });
        await upload(vol, [Buffer.from('the first')]);
        const xml =
          "<volume><name>copy.raw</name><capacity>1048576</capacity><target><format type='raw'/></target></volume>";
        const { vol: copy } = await call(storageVolCreateXmlFrom, { pool, xml, clonevol: vol, flags: 0 });
        const head = { length: 9n };
        expect((await download(copy, head)).bytes.toString()).toBe('the first');
        await call(storageVolResize, { vol: copy, capacity: BigInt(2 * MIB), flags: 0 });
        expect((await call(storageVolGetInfo, { vol: copy })).capacity).toBe(BigInt(2 * MIB));
        await call(storageVolWipe, { vol: copy, flags: 0 });
        expect((await download(copy, head)).bytes.equals(Buffer.alloc(9))).toBe(true);
        await call(storageVolDelete, { vol: copy, flags: 0 });
        expect(await volumesOf(visit(), pool)).toEqual([vol]);
      });
    });

    test('is refused when its name is taken, and when it is gone', async () => {
      const { call } = visit();
      await withPool(visit(), 'suite-taken', async (pool) => {
        const create = () => createVolume(visit(), pool, { name: 'one.raw', format: 'raw', bytes: MIB });
        const vol = await create();
        expect((await refusalOf(create())).code).toBe(VirErrorNumber.VIR_ERR_STORAGE_VOL_EXIST);
        await call(storageVolDelete, { vol, flags: 0 });
        const gone = { code: VirErrorNumber.VIR_ERR_NO_STORAGE_VOL };
        expect(await refusalOf(call(storageVolGetInfo, { vol }))).toMatchObject(gone);
        expect(await refusalOf(download(vol))).toMatchObject(gone);
      });
    });
  });
}
