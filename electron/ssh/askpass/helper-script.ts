// The program that ssh starts for each of its questions. It is a script for any POSIX shell, because a packaged app cannot run
// itself as Node and nothing else may be expected of a computer.
//
// A question and its answer pass through a *slot*: two FIFOs that the engine has open before any script comes. Each end is
// thus told by the kernel when the other is gone, whatever killed it, and nobody has to look at the clock. FIFOs, because no
// shell can open a socket; and the secret goes from the FIFO through `cat` to ssh, never into a file, a word of a command line
// or the environment.
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { quotedWord } from '../quoted-word.ts';

/** As many questions can be open at once; the next is answered "no". */
export const SLOTS: readonly string[] = ['1', '2', '3', '4', '5', '6', '7', '8'];

const run = promisify(execFile);

/**
 * The script for the slots in `folder`. Without an argument, as ssh never calls it, it makes them. It says its parent (ssh),
 * what ssh hints at, and the question; then it waits for `yes` and the answer, or for the end.
 */
export function helperScript(folder: string): string {
  const fifos = SLOTS.flatMap((slot) => [`${slot}/question`, `${slot}/answer`]);
  return `#!/bin/sh
# Carries one question of ssh to Guesthouse and the answer back. Made for one login, and removed with it.
umask 077
cd ${quotedWord(folder)} || exit 1
if [ $# -eq 0 ]; then
  mkdir ${SLOTS.join(' ')} && mkfifo ${fifos.join(' ')}
  exit
fi
for slot in ${SLOTS.join(' ')}; do
  # Whoever makes the folder has the slot.
  mkdir "$slot/taken" 2>/dev/null || continue
  # To open a FIFO waits for the other end, unless it is opened both ways; so nothing waits here when the app is dead.
  exec 5<>"$slot/answer" 3<"$slot/answer" 5<&-
  exec 5<>"$slot/question" 4>"$slot/question" 5<&-
  printf '%s\\n%s\\n%s\\0' "$PPID" "\${SSH_ASKPASS_PROMPT-}" "$1" >&4
  IFS= read -r verdict <&3 && [ "$verdict" = yes ] && exec cat <&3
  exit 1
done
exit 1
`;
}

export interface Helper {
  /** For SSH_ASKPASS. */
  readonly path: string;
  dispose(): Promise<void>;
}

/** Writes the script, proves that it runs, and so makes the slots. Rejects with the system's error when it cannot. */
export async function installHelper(folder: string): Promise<Helper> {
  try {
    return await installIn(folder, folder);
  } catch (error) {
    if (!isRefusedToRun(error)) throw error;
  }
  // A runtime folder may be mounted such that nothing in it can be run.
  const other = await mkdtemp(join(tmpdir(), 'guesthouse-'));
  const dispose = (): Promise<void> => rm(other, { recursive: true, force: true });
  try {
    return { ...(await installIn(other, folder)), dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

async function installIn(place: string, folder: string): Promise<Helper> {
  const path = join(place, 'askpass');
  // At one go: were another program started in the midst of it, the file would count as being written and not run (ETXTBSY).
  writeFileSync(path, helperScript(folder), { mode: 0o700, flag: 'wx' });
  await run(path, { timeout: 10_000 });
  return { path, dispose: async () => undefined };
}

const isRefusedToRun = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EACCES';
