// Volumes, and the bytes that go in and out of them.
import { VirStorageVolDownloadFlags, VirStorageVolType } from '../../libvirt/protocol/constants.gen.ts';
import {
  storageVolCreateXml,
  storageVolCreateXmlFrom,
  storageVolDelete,
  storageVolDownload,
  storageVolGetInfo,
  storageVolGetInfoFlags,
  storageVolGetPath,
  storageVolGetXmlDesc,
  storageVolLookupByKey,
  storageVolLookupByName,
  storageVolLookupByPath,
  storageVolResize,
  storageVolUpload,
  storageVolWipe,
  storageVolWipePattern,
} from '../../libvirt/protocol/storage.gen.ts';
import { type Answer, changes, opens, reads, type StreamEars, type StreamLine } from '../server/answers.ts';
import { badArgument, Refusal } from '../server/refusal.ts';
import { pause } from '../world/clock.ts';
import type { Pool, Volume } from '../world/pools.ts';
import type { DemoWorld } from '../world/world.ts';
import { readVolume, volumeXml } from './storage-texts.ts';

/** Of what is uploaded, so much is kept; the demo's disks are small. */
const KEPT_BYTES = 64 * 1024 * 1024;
const PIECE_BYTES = 256 * 1024;

interface Upload {
  readonly volume: Volume;
  readonly offset: number;
  readonly most: number;
  /** What was sent is in place. */
  readonly done: () => void;
}

interface Download {
  readonly volume: Volume;
  readonly offset: number;
  readonly length: number;
  readonly sparse: boolean;
}

function info({ capacityBytes, allocationBytes }: Volume) {
  return {
    type: VirStorageVolType.VIR_STORAGE_VOL_FILE,
    capacity: BigInt(capacityBytes),
    allocation: BigInt(allocationBytes),
  };
}

function add(pool: Pool, volume: Volume): Volume {
  if (pool.volumes.has(volume.name)) {
    const message = `${pool.name} has a volume ${volume.name} already`;
    throw new Refusal('VIR_ERR_STORAGE_VOL_EXIST', message, 'VIR_FROM_STORAGE');
  }
  if (volume.allocationBytes > pool.capacityBytes - pool.allocationBytes) {
    const message = `${pool.name} has no room for ${volume.name}`;
    throw new Refusal('VIR_ERR_OPERATION_FAILED', message, 'VIR_FROM_STORAGE');
  }
  pool.volumes.set(volume.name, volume);
  return volume;
}

/** What was written at `offset`; the volume's own content changes when the client has finished. */
function receive({ volume, offset, most, done }: Upload): StreamEars {
  const pieces: Buffer[] = [];
  let length = 0;
  const take = (piece: Buffer | undefined, bytes: number) => {
    length += bytes;
    if (piece !== undefined && offset + length <= KEPT_BYTES) pieces.push(piece);
  };
  return {
    data: (bytes) => take(Buffer.from(bytes), bytes.length),
    hole(bytes) {
      const fits = BigInt(offset + length) + bytes <= BigInt(KEPT_BYTES);
      take(fits ? Buffer.alloc(Number(bytes)) : undefined, Number(bytes));
    },
    finish() {
      if (length > most) {
        const message = `${length} bytes do not fit into ${volume.name}`;
        throw new Refusal('VIR_ERR_OPERATION_FAILED', message, 'VIR_FROM_STORAGE');
      }
      keep(volume, offset, Buffer.concat(pieces));
      volume.allocationBytes = Math.min(
        volume.capacityBytes,
        Math.max(volume.allocationBytes, offset + length),
      );
      done();
    },
    closed: () => undefined,
  };
}

function keep(volume: Volume, offset: number, written: Buffer): void {
  const before = volume.content ?? Buffer.alloc(0);
  const content = Buffer.alloc(Math.max(before.length, offset + written.length));
  before.copy(content);
  written.copy(content, offset);
  volume.content = content;
}

/** Sends a part of a volume: what is known of it, then zeroes, or holes to those who asked for them. */
function send({ volume, offset, length, sparse }: Download, line: StreamLine): StreamEars {
  let wanted = true;
  const run = async () => {
    for (let at = offset; at < offset + length && wanted; ) {
      const bytes = Math.min(PIECE_BYTES, offset + length - at);
      const piece = pieceOf(volume, at, bytes);
      if (!sparse || piece.some((byte) => byte !== 0)) line.data(piece);
      else line.hole(BigInt(bytes));
      at += bytes;
      await line.drained();
    }
    if (wanted) line.finish();
  };
  // The stream is there once this has returned.
  queueMicrotask(() => void run());
  return {
    data: () => undefined,
    closed: () => {
      wanted = false;
    },
  };
}

function pieceOf({ content }: Volume, at: number, bytes: number): Buffer {
  const piece = Buffer.alloc(bytes);
  content?.copy(piece, 0, at, at + bytes);
  return piece;
}

/** The part that a call names; a length of 0 means the rest. */
function part(
  volume: Volume,
  offset: bigint,
  length: bigint,
): { readonly offset: number; readonly length: number } {
  const end = BigInt(volume.capacityBytes);
  if (offset > end) throw badArgument(`${volume.name} has ${end} bytes`, 'VIR_FROM_STORAGE');
  const rest = end - offset;
  return { offset: Number(offset), length: Number(length === 0n || length > rest ? rest : length) };
}

function resize(volume: Volume, capacity: number): void {
  if (capacity < volume.allocationBytes)
    throw badArgument(`${volume.name} holds ${volume.allocationBytes} bytes already`, 'VIR_FROM_STORAGE');
  volume.capacityBytes = capacity;
}

async function wipe(world: DemoWorld, volume: Volume): Promise<void> {
  await pause(world.clock, 600 * world.pace);
  delete volume.content;
  volume.allocationBytes = volume.capacityBytes;
}

export const volumeCalls: readonly Answer[] = [
  reads(storageVolLookupByName, ({ pool: ref, name }, { world }) => {
    const pool = world.pools.demand(ref);
    pool.demandActive();
    return { vol: pool.refOf(pool.demandVolume(name)) };
  }),
  reads(storageVolLookupByKey, ({ key }, { world }) => {
    const { pool, volume } = world.pools.demandVolumeAt(key);
    return { vol: pool.refOf(volume) };
  }),
  reads(storageVolLookupByPath, ({ path }, { world }) => {
    const { pool, volume } = world.pools.demandVolumeAt(path);
    return { vol: pool.refOf(volume) };
  }),
  reads(storageVolGetXmlDesc, ({ vol }, { world }) => ({
    xml: volumeXml(world.pools.demandVolume(vol).volume),
  })),
  reads(storageVolGetInfo, ({ vol }, { world }) => info(world.pools.demandVolume(vol).volume)),
  reads(storageVolGetInfoFlags, ({ vol }, { world }) => info(world.pools.demandVolume(vol).volume)),
  reads(storageVolGetPath, ({ vol }, { world }) => ({ name: world.pools.demandVolume(vol).volume.path })),
  changes(storageVolCreateXml, ({ pool: ref, xml }, { world }) => {
    const pool = world.pools.demand(ref);
    pool.demandActive();
    return { vol: pool.refOf(add(pool, readVolume(pool, xml))) };
  }),
  changes(storageVolCreateXmlFrom, async ({ pool: ref, xml, clonevol }, { world }) => {
    const pool = world.pools.demand(ref);
    pool.demandActive();
    const { volume: like } = world.pools.demandVolume(clonevol);
    const volume = readVolume(pool, xml, like);
    await pause(world.clock, (400 + like.allocationBytes / 40_000_000) * world.pace);
    return { vol: pool.refOf(add(pool, volume)) };
  }),
  changes(storageVolDelete, ({ vol }, { world }) => {
    const { pool, volume } = world.pools.demandVolume(vol);
    pool.volumes.delete(volume.name);
    return {};
  }),
  changes(storageVolResize, ({ vol, capacity }, { world }) => {
    resize(world.pools.demandVolume(vol).volume, Number(capacity));
    return {};
  }),
  changes(storageVolWipe, async ({ vol }, { world }) => {
    await wipe(world, world.pools.demandVolume(vol).volume);
    return {};
  }),
  changes(storageVolWipePattern, async ({ vol }, { world }) => {
    await wipe(world, world.pools.demandVolume(vol).volume);
    return {};
  }),
  opens(storageVolUpload, { writes: true }, ({ vol, offset: from, length }, { world }) => {
    const { pool, volume } = world.pools.demandVolume(vol);
    const { offset, length: most } = part(volume, from, length);
    const done = () => world.pools.tellRefreshed(pool);
    return { reply: {}, begin: () => receive({ volume, offset, most, done }) };
  }),
  opens(storageVolDownload, { writes: true }, ({ vol, offset, length, flags }, { world }) => {
    const { volume } = world.pools.demandVolume(vol);
    const { VIR_STORAGE_VOL_DOWNLOAD_SPARSE_STREAM: SPARSE } = VirStorageVolDownloadFlags;
    const download = { volume, ...part(volume, offset, length), sparse: (flags & SPARSE) !== 0 };
    return { reply: {}, begin: (line) => send(download, line) };
  }),
];
