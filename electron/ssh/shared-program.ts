// An executable in ssh's place that goes through a login, for programs which run ssh by themselves, like virsh.
import { access, constants, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { quotedWord } from './quoted-word.ts';

const NAME = 'ssh';

/** Whatever it is told, it goes through the socket at `controlPath` and never logs in by itself. */
export function sharedScript(ssh: string, words: readonly string[]): string {
  return `#!/bin/sh\nexec ${[ssh, ...words].map(quotedWord).join(' ')} "$@"\n`;
}

/** Writes it into the login's `folder`. Undefined where nothing in that folder can be run. */
export async function writeSharedProgram(folder: string, script: string): Promise<string | undefined> {
  const path = join(folder, NAME);
  await writeFile(path, script, { mode: 0o700 });
  return await access(path, constants.X_OK).then(
    () => path,
    () => undefined,
  );
}
