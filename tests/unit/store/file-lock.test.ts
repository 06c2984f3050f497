// The lock beside a file, with every step as slow as on a machine that does a hundred other things.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { withLock } from '../../../electron/store/file-lock.ts';

const { files } = vi.hoisted(() => ({ files: { slowMs: 0 } }));
vi.mock('node:fs/promises', async (importOriginal) => {
  const real = await importOriginal<Record<string, unknown>>();
  const wait = () => new Promise((resolve) => setTimeout(resolve, Math.random() * files.slowMs));
  const slow = (work: unknown) =>
    typeof work !== 'function'
      ? work
      : async (...given: unknown[]) => {
          await wait();
          try {
            return await work(...given);
          } finally {
            await wait();
          }
        };
  return Object.fromEntries(Object.entries(real).map(([name, work]) => [name, slow(work)]));
});

const MANY_MS = 60_000;
const ROUNDS = 15;
const TAKERS = 6;
/** No process ever has this number. */
const DEAD = 4194304000;

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guesthouse-lock-'));
  path = join(folder, 'any.lock');
  files.slowMs = 0;
});
afterEach(() => rmSync(folder, { recursive: true }));

function lockOf(owner: number, since = Date.now()): void {
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, `${owner}-${since}-anyone`), '');
}

/** The most that were inside at once. */
async function crowd(): Promise<number> {
  let inside = 0;
  let most = 0;
  const work = async () => {
    inside += 1;
    most = Math.max(most, inside);
    await sleep(2);
    inside -= 1;
  };
  await Promise.all(Array.from({ length: TAKERS }, () => withLock(path, work)));
  return most;
}

test(
  'of many that find a dead owner one at a time has it, and nothing is left',
  async () => {
    files.slowMs = 4;
    for (let round = 0; round < ROUNDS; round += 1) {
      lockOf(DEAD);
      expect(await crowd()).toBe(1);
      expect(readdirSync(folder)).toEqual([]);
    }
  },
  MANY_MS,
);

test('an owner that hangs loses it, one that works does not', async () => {
  lockOf(process.pid, Date.now() - 31_000);
  expect(await crowd()).toBe(1);
  lockOf(process.pid, Date.now() - 20_000);
  await expect(withLock(path, async () => {})).rejects.toThrow('any.lock is held by another process');
  expect(readdirSync(folder)).toEqual(['any.lock']);
}, 10_000);

test('an owner that comes back from a long sleep takes it from nobody', async () => {
  await withLock(path, async () => {
    rmSync(path, { recursive: true });
    lockOf(process.pid);
  });
  expect(readdirSync(path)).toEqual([expect.stringMatching(/anyone$/)]);
});

test('what was made by a process that died before it was the lock is swept away', async () => {
  mkdirSync(join(`${path}.${DEAD}-1-anyone`, `${DEAD}-1-anyone`), { recursive: true });
  mkdirSync(join(folder, `other.lock.${DEAD}-1-anyone`));
  mkdirSync(`${path}.${process.pid}-1-anyone`);
  await withLock(path, async () => {});
  expect(readdirSync(folder).sort()).toEqual(
    [`any.lock.${process.pid}-1-anyone`, `other.lock.${DEAD}-1-anyone`].sort(),
  );
});
