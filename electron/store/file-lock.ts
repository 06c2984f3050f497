// A lock beside a file, so that the desktop and `--serve` change it one after the other. It is a folder with one file in
// it, named after whoever holds it: `settings.json.lock/4711-1763850000000-<uuid>`. Each step is one rename, which only one
// of many can do: a folder with that in it becomes the lock where there is none, and the dead owner's name becomes ours.
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, rmdir, unlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pid } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from '../alive.ts';
import { codeOf } from './own-file.ts';

const RETRY_MS = 20;
const PATIENCE_MS = 5000;
/** Nobody works that long on one small file: its owner hangs, or died and its number belongs to another. */
const STALE_MS = 30_000;
/** A lock with an owner cannot be replaced; the last two are Windows', which says so of any folder, and of one that is being read. */
const HELD = new Set(['ENOTEMPTY', 'EEXIST', 'EPERM', 'EACCES']);
/** What one would take or give back is not there, or not ours. */
const GONE = new Set(['ENOENT', 'ENOTDIR', ...HELD]);

const OWNER = /^(\d+)-(\d+)-/;

/** The process, the time since when, and what nobody else ever was called. */
function ownerName(): string {
  return `${pid}-${Date.now()}-${randomUUID()}`;
}

function isDead(owner: string): boolean {
  const process = OWNER.exec(owner)?.[1];
  // What is no name of ours is somebody else's.
  return process !== undefined && !isAlive(Number(process));
}

function isAbandoned(owner: string): boolean {
  return isDead(owner) || Date.now() - Number(OWNER.exec(owner)?.[2]) > STALE_MS;
}

/** Whether `work` did it; not where it found another state than it was for, as `codes` say. */
async function does(work: Promise<unknown>, codes: ReadonlySet<string>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (codes.has(codeOf(error) ?? '')) return false;
    throw error;
  }
}

/** Takes the place of an owner that is dead. */
async function inherit(path: string, name: string): Promise<boolean> {
  const owners = await readdir(path).catch((): string[] => []);
  const dead = owners.find(isAbandoned);
  return dead !== undefined && (await does(rename(join(path, dead), join(path, name)), GONE));
}

async function waitFor(path: string, name: string, aside: string): Promise<void> {
  const giveUpAt = Date.now() + PATIENCE_MS;
  while (!(await does(rename(aside, path), HELD)) && !(await inherit(path, name))) {
    if (Date.now() > giveUpAt) throw new Error(`${path} is held by another process`);
    await sleep(RETRY_MS);
  }
}

async function release(path: string, name: string): Promise<void> {
  await does(unlink(join(path, name)), GONE);
  // Whoever comes in between has put theirs into it.
  await does(rmdir(path), GONE);
}

/** Removes what processes left that died before it became the lock. */
async function sweep(path: string): Promise<void> {
  const start = `${basename(path)}.`;
  const names = await readdir(dirname(path));
  const left = names.filter((name) => name.startsWith(start) && isDead(name.slice(start.length)));
  await Promise.all(left.map((name) => rm(join(dirname(path), name), { recursive: true, force: true })));
}

/**
 * Runs `work` while nobody else holds the lock at `path`. Rejects when it is held for more than five seconds, and with the
 * system's error when it cannot be made.
 */
export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  const name = ownerName();
  const aside = `${path}.${name}`;
  try {
    await mkdir(aside, { mode: 0o700 });
    // Whoever has no room even for this has none for the file, and changes nothing.
    await writeFile(join(aside, name), String(pid));
    await waitFor(path, name, aside);
    await sweep(path);
    return await work();
  } finally {
    await release(path, name);
    await rm(aside, { recursive: true, force: true });
  }
}
