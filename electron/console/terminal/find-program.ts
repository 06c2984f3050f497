// Where a program of this computer is.
import { access, constants } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import { env } from 'node:process';

/** The first executable of this name in PATH; undefined when there is none. */
export async function findProgram(name: string, path: string = env.PATH ?? ''): Promise<string | undefined> {
  for (const folder of path.split(delimiter).filter(isAbsolute)) {
    const file = join(folder, name);
    const usable = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (usable) return file;
  }
  return undefined;
}
