// A lock beside a file, so that the desktop and `--serve` change it one after the other.
import { randomUUID } from 'node:crypto';
import { link, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { kill, pid } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

const RETRY_MS = 20;
const PATIENCE_MS = 5000;
/** Nobody works that long on one small file: its owner hangs, or died and its number belongs to another. */
const STALE_MS = 30_000;

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

async function take(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(String(pid)).finally(() => file.close());
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    // Made, but there was no room for our number: left empty, it would lock out everyone for half a minute.
    await rm(path, { force: true });
    throw error;
  }
}

function isAlive(owner: number): boolean {
  try {
    kill(owner, 0);
    return true;
  } catch (error) {
    return isCode(error, 'EPERM');
  }
}

async function isAbandoned(path: string): Promise<boolean> {
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(path, 'utf8'), stat(path)]);
    if (Date.now() - mtimeMs > STALE_MS) return true;
    // Empty: its owner is between making it and writing its number.
    return text !== '' && !isAlive(Number(text));
  } catch (error) {
    if (isCode(error, 'ENOENT')) return false;
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
    if (!isCode(error, 'ENOENT') && !isCode(error, 'EEXIST')) throw error;
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
