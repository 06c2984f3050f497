// A small JSON file that the first window waits for, looked at by hand: the library that checks all else takes longer to load
// than the window takes to be made.
import { parseOwn, readOwnFileSync } from './own-file.ts';

/** What is in the file at `path`; undefined where it is absent, broken or no file. */
export function readJson(path: string): unknown {
  try {
    return parseOwn(readOwnFileSync(path));
  } catch {
    return undefined;
  }
}

/** A field of what may be anything; undefined where there is none. */
export function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return Reflect.get(value, name);
}

/** A list of what may be anything; empty where it is none. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
