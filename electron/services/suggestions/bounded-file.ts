// Files of other programs that are looked into: small, ordinary ones; anything else is as if it were not there.
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

const LONGEST_BYTES = 1_048_576;

/** The text of the file at `path`; empty when there is none that can be read, or when it is no file or larger than 1 MiB. */
export async function readSmallFile(path: string): Promise<string> {
  try {
    // Without waiting for a writer, should it be a pipe.
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const facts = await file.stat();
      return facts.isFile() && facts.size <= LONGEST_BYTES ? await file.readFile('utf8') : '';
    } finally {
      await file.close();
    }
  } catch {
    return '';
  }
}
