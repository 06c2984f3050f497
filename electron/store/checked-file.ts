// A JSON file of ours with a version: read and checked. One that makes no sense, or comes from a newer version, is put aside
// and never written over.
import { rename } from 'node:fs/promises';
import { z } from 'zod';
import { isLasting, parseOwn, readOwnFile } from './own-file.ts';

/** What a file must be. */
export interface FileKind<T> {
  /** Of our own; a higher one is from the future. */
  readonly version: number;
  /** Undefined when it makes no sense. */
  check(value: unknown): T | undefined;
}

export interface BadFile {
  readonly state: 'newer' | 'unreadable';
  readonly message: string;
}

export type Reading<T> =
  | { readonly state: 'absent' }
  | { readonly state: 'good'; readonly value: T }
  | BadFile;

const versionOnly = z.object({ version: z.number() });

/** Reads a text that was a file. */
export function checkText<T>(text: string, { version, check }: FileKind<T>): Reading<T> {
  let value: unknown;
  try {
    value = parseOwn(text);
  } catch {
    return { state: 'unreadable', message: 'it is no JSON' };
  }
  const stated = versionOnly.safeParse(value).data?.version ?? version;
  if (stated > version) return { state: 'newer', message: `its version is ${stated}` };
  const checked = check(value);
  return checked === undefined
    ? { state: 'unreadable', message: 'it holds something else' }
    : { state: 'good', value: checked };
}

/** Reads the file at `path`. Rejects when only the moment is bad, as with a disk that does not answer. */
export async function readChecked<T>(path: string, kind: FileKind<T>): Promise<Reading<T>> {
  try {
    const text = await readOwnFile(path);
    return text === undefined ? { state: 'absent' } : checkText(text, kind);
  } catch (error) {
    if (isLasting(error) && error instanceof Error) return { state: 'unreadable', message: error.message };
    throw error;
  }
}

export function isBad<T>(reading: Reading<T>): reading is BadFile {
  return reading.state === 'newer' || reading.state === 'unreadable';
}

/** Gives what is at `path` another name beside it, and returns that. Of a link it is the link: what it leads to is not ours. */
export async function putAside(path: string, { state }: BadFile): Promise<string> {
  const keptAs = `${path}.${state}-${new Date().toISOString().replaceAll(':', '-')}`;
  await rename(path, keptAs);
  return keptAs;
}
