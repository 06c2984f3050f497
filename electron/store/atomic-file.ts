// Replaces a file in one step: whoever reads sees the old one or the new one, and a full disk leaves the old one.
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pid, platform } from 'node:process';

/** Where the new text is written before it takes the place of the old. */
export function asideOf(path: string): string {
  return `${path}.${pid}.new`;
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Without this a power cut can undo the rename. Windows cannot open folders. */
async function syncFolder(folder: string): Promise<void> {
  if (platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Rejects with the system's error (`ENOSPC`, `EACCES`, …); the file is then as it was. */
export async function replaceFile(path: string, text: string): Promise<void> {
  const aside = asideOf(path);
  try {
    await writeDurably(aside, text);
    await rename(aside, path);
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}
