// One packed file for each host in the state folder. What is in it is nobody's business here but that it has a checksum,
// which is gzip's, and never unpacks to more than it may.
import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createGzip, gunzip } from 'node:zlib';
import type { ConnectionId } from '../../shared/model/keys.ts';
import { replaceFile } from './atomic-file.ts';
import { withLock } from './file-lock.ts';
import { codeOf, isLasting, readOwnBytes } from './own-file.ts';
import { makePrivateFolder } from './paths.ts';

const unpack = promisify(gunzip);
const SUFFIX = '.history.gz';
/** Of numbers that hardly repeat, more trouble saves little. */
const LEVEL = 1;

/** The file is there, and will not make sense tomorrow either. */
export class SpoiltFile extends Error {}

export class HistoryFiles {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** What was written; undefined where nothing was. Throws `SpoiltFile`, or the system's error when only the moment is bad. */
  async read(id: ConnectionId, mostBytes: number): Promise<Buffer | undefined> {
    const packed = await readOwnBytes(this.#path(id)).catch((error: unknown) => {
      throw isLasting(error) ? new SpoiltFile(wordsOf(error)) : error;
    });
    if (packed === undefined) return undefined;
    try {
      return await unpack(packed, { maxOutputLength: mostBytes });
    } catch (error) {
      throw new SpoiltFile(wordsOf(error));
    }
  }

  async write(id: ConnectionId, content: AsyncIterable<Uint8Array>): Promise<void> {
    makePrivateFolder(this.folder);
    const path = this.#path(id);
    await withLock(`${path}.lock`, () =>
      pipeline(content, createGzip({ level: LEVEL }), (packed: AsyncIterable<Uint8Array>) =>
        replaceFile(path, packed),
      ),
    );
  }

  /** Gives it another name, in the place of what was put aside before, and returns that. */
  async putAside(id: ConnectionId): Promise<string> {
    const path = this.#path(id);
    await rename(path, asideOf(path));
    return asideOf(path);
  }

  async remove(id: ConnectionId): Promise<void> {
    await this.#removeAll((name) => name.startsWith(`${id}${SUFFIX}`));
  }

  /** Removes all but those of `ids`. */
  async keepOnly(ids: ReadonlySet<string>): Promise<void> {
    await this.#removeAll((name) => {
      const [id = '', ...rest] = name.split(SUFFIX);
      return rest.length > 0 && !ids.has(id);
    });
  }

  async #removeAll(isMeant: (name: string) => boolean): Promise<void> {
    const names = await readdir(this.folder).catch((error: unknown): string[] => {
      if (codeOf(error) === 'ENOENT') return [];
      throw error;
    });
    await Promise.all(names.filter(isMeant).map((name) => rm(join(this.folder, name), { force: true })));
  }

  #path(id: ConnectionId): string {
    return join(this.folder, `${id}${SUFFIX}`);
  }
}

const asideOf = (path: string) => `${path}.unreadable`;
const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
