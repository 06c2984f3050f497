// The private folder of one login, for its sockets: short, because a socket's path may be 104 bytes; gone with the login.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pid } from 'node:process';

const NAME = /^s(\d+)-/;

/** A new folder for this user only. */
export function makeControlFolder(runtimeFolder: string): Promise<string> {
  return mkdtemp(join(runtimeFolder, `s${pid}-`));
}

export async function removeControlFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
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

function isAlive(process_: number): boolean {
  try {
    process.kill(process_, 0);
    return true;
  } catch {
    return false;
  }
}
