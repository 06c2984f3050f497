// Files of our own, read whatever was put in their place: a pipe holds nobody up, and what is far too large is not read.
import { closeSync, constants, fstatSync, openSync, readFileSync, type Stats } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

/** Thousands of hosts with notes need a tenth of it. */
const LONGEST_BYTES = 16_777_216;
/** Without waiting for a writer, should it be a pipe. */
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** The codes of what stays so until somebody changes it: forbidden, a circle of links, a socket, a folder. */
const LASTING = new Set(['EACCES', 'EPERM', 'ELOOP', 'ENXIO', 'EISDIR']);

class NoFileOfOurs extends Error {}

/** The system's code of an error, like `ENOSPC`. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Whether reading again would end the same; else the file is good perhaps, and only the moment is bad. */
export function isLasting(error: unknown): boolean {
  return error instanceof NoFileOfOurs || LASTING.has(codeOf(error) ?? '');
}

function demandFile(path: string, facts: Stats): void {
  if (!facts.isFile()) throw new NoFileOfOurs(`${path} is no ordinary file`);
}

function demandUsable(path: string, facts: Stats): void {
  demandFile(path, facts);
  if (facts.size > LONGEST_BYTES) throw new NoFileOfOurs(`${path} is larger than ${LONGEST_BYTES} bytes`);
}

async function readOpened(
  path: string,
  read: (file: FileHandle, facts: Stats) => Promise<Buffer>,
): Promise<Buffer | undefined> {
  try {
    const file = await open(path, FLAGS);
    try {
      return await read(file, await file.stat());
    } finally {
      await file.close();
    }
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? '')) return undefined;
    throw error;
  }
}

/** The text of the file at `path`; undefined where there is none. Rejects for all else that cannot be read. */
export async function readOwnFile(path: string): Promise<string | undefined> {
  return (await readOwnBytes(path))?.toString('utf8');
}

/** The same for one that is no text. */
export function readOwnBytes(path: string): Promise<Buffer | undefined> {
  return readOpened(path, async (file, facts) => {
    demandUsable(path, facts);
    return await file.readFile();
  });
}

/** The same of a file of lines that may be of any size: whole lines from its end, `most` bytes of them at most. */
export async function readOwnEnd(path: string, most: number): Promise<string | undefined> {
  let isWhole = true;
  const bytes = await readOpened(path, async (file, facts) => {
    demandFile(path, facts);
    const position = Math.max(0, facts.size - most);
    isWhole = position === 0;
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(facts.size - position), position });
    return buffer.subarray(0, bytesRead);
  });
  const text = bytes?.toString('utf8');
  return text === undefined || isWhole ? text : text.slice(text.indexOf('\n') + 1);
}

/** The same for those who cannot wait: windows are opened at once. */
export function readOwnFileSync(path: string): string {
  const file = openSync(path, FLAGS);
  try {
    demandUsable(path, fstatSync(file));
    return readFileSync(file, 'utf8');
  } finally {
    closeSync(file);
  }
}

/** What a text that was a file of ours holds; throws when it is no JSON. Some editors begin with a mark of the byte order. */
export function parseOwn(text: string): unknown {
  return JSON.parse(text.replace(/^\uFEFF/, ''));
}
