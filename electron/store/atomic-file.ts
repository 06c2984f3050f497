// Replaces a file in one step: whoever reads sees the old one or the new one, and a full disk leaves the old one.
import { open, readdir, readlink, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { pid, platform } from 'node:process';
import { codeOf } from './own-file.ts';

/** Where the new content is written before it takes the place of the old. */
export function asideOf(path: string): string {
  return `${path}.${pid}.new`;
}

/**
 * The file that `path` means. A link is followed and stays, since settings are kept in a folder of dotfiles by some; one
 * that leads to nothing yet leads to what is written.
 */
export async function destinationOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    const link = await readlink(path).catch(() => undefined);
    return link === undefined ? path : await destinationOf(resolve(dirname(path), link));
  }
}

/** A text, or bytes that come one piece after the other. */
type Content = string | AsyncIterable<Uint8Array>;

async function writeDurably(path: string, content: Content): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await writeFile(file, content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Without this a power cut can undo the rename. Windows cannot open folders, and some file systems cannot do this to them. */
async function syncFolder(folder: string): Promise<void> {
  if (platform === 'win32') return;
  try {
    const handle = await open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  } catch {
    // The new file has its place already.
  }
}

/** What processes left that died while they wrote; nobody else writes now. */
async function sweepAsides(path: string): Promise<void> {
  const [folder, start] = [dirname(path), `${basename(path)}.`];
  const names = await readdir(folder).catch((): string[] => []);
  const left = names.filter((name) => name.startsWith(start) && /^\d+\.new$/.test(name.slice(start.length)));
  const own = basename(asideOf(path));
  await Promise.all(
    left
      .filter((name) => name !== own)
      .map((name) => rm(join(folder, name), { force: true }).catch(() => {})),
  );
}

/** Only under the lock of the file. Rejects with the system's error (`ENOSPC`, `EACCES`, …); the file is then as it was. */
export async function replaceFile(path: string, content: Content): Promise<void> {
  const target = await destinationOf(path);
  const aside = asideOf(target);
  await sweepAsides(target);
  try {
    await writeDurably(aside, content);
    await rename(aside, target);
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
  await syncFolder(dirname(target));
}
