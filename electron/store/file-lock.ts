// A lock beside a file, so that the desktop and `--serve` change it one after the other.
import { randomUUID } from 'node:crypto';
import { link, open, rename, rm, stat } from 'node:fs/promises';
import { kill, pid } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf, readOwnFile } from './own-file.ts';

const RETRY_MS = 20;
const PATIENCE_MS = 5000;
/** Nobody works that long on one small file: its owner hangs, or died and its number belongs to another. */
const STALE_MS = 30_000;
/** Between making it and writing a number into it nobody takes that long: whoever made it was killed there. */
const EMPTY_MS = 2000;

async function take(path: string): Promise<boolean> {
  const file = await open(path, 'wx', 0o600).catch((error: unknown) => {
    if (codeOf(error) === 'EEXIST') return undefined;
    throw error;
  });
  if (file === undefined) return false;
  try {
    await file.writeFile(String(pid)).finally(() => file.close());
    return true;
  } catch (error) {
    // There was no room for our number: left empty, it would keep everyone waiting.
    await rm(path, { force: true });
    throw error;
  }
}

function isAlive(owner: number): boolean {
  try {
    kill(owner, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

async function isAbandoned(path: string): Promise<boolean> {
  try {
    const [text, { mtimeMs }] = await Promise.all([readOwnFile(path), stat(path)]);
    const ageMs = Date.now() - mtimeMs;
    if (text === undefined || text === '') return text === '' && ageMs > EMPTY_MS;
    return ageMs > STALE_MS || !isAlive(Number(text));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

/**
 * Takes an abandoned lock away. Somebody else may have done so a moment ago and hold it now: what was moved is looked at
 * again, and put back when it is theirs.
 */
async function clear(path: string): Promise<void> {
  const moved = `${path}.${randomUUID()}`;
  try {
    await rename(path, moved);
    if (!(await isAbandoned(moved))) await link(moved, path);
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes(codeOf(error) ?? '')) throw error;
  } finally {
    await rm(moved, { force: true });
  }
}

/** Runs `work` while nobody else holds the lock at `path`. Rejects when it is held for more than five seconds. */
export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  const giveUpAt = Date.now() + PATIENCE_MS;
  while (!(await take(path))) {
    if (await isAbandoned(path)) await clear(path);
    else if (Date.now() > giveUpAt) throw new Error(`${path} is held by another process`);
    else await sleep(RETRY_MS);
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}
