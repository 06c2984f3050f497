// The private folder of one login, for its sockets: short, because a socket's path may be 104 bytes; gone with the login.
import { rmSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import process, { pid } from 'node:process';
import { isAlive } from '../alive.ts';

const NAME = /^s(\d+)-/;

/** Those that are there. An engine that ends in a hurry removes them. */
const made = new Set<string>();
process.once('exit', () => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** A new folder for this user only. */
export async function makeControlFolder(runtimeFolder: string): Promise<string> {
  const folder = await mkdtemp(join(runtimeFolder, `s${pid}-`));
  made.add(folder);
  return folder;
}

export async function removeControlFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  made.delete(folder);
}

/** Removes what engines that died have left; their ssh ended with them, since its input did. */
export async function sweepRuntimeFolder(runtimeFolder: string): Promise<void> {
  const names = await readdir(runtimeFolder).catch(() => []);
  await Promise.all(
    names.map(async (name) => {
      const owner = NAME.exec(name)?.[1];
      if (owner === undefined || isAlive(Number(owner))) return;
      await removeControlFolder(join(runtimeFolder, name));
    }),
  );
}
