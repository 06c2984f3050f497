// Other Debians whose libvirt the client is tested with, beside this machine's own: each a folder that tests/lab/debian-root.sh makes.
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { run, say } from './steps.mjs';

const script = 'tests/lab/debian-root.sh';

function ownDebian() {
  if (!existsSync('/etc/os-release')) return undefined;
  return /^VERSION_CODENAME=(\w+)$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1];
}

/** By their libvirt: 7.0, 9.0, 11.3. */
export const otherDebians = ['bullseye', 'bookworm', 'trixie'].filter((name) => name !== ownDebian());

const cache = () => join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'guesthouse-lab');

/** Those of `otherDebians` that nobody has made yet. */
export function missingRoots() {
  return otherDebians.filter((name) => !existsSync(join(cache(), name, 'etc/guesthouse-lab')));
}

/** The line that a person types to make them. */
export const rootsLine = (names) => `${script} ${names.join(' ')}`;

/** Makes those that are missing or were made by another version of the script. One that cannot be had is said and left out. */
export async function makeRoots() {
  for (const name of otherDebians) {
    const code = await run(['bash', script, name], { minutes: 3 });
    if (code !== 0) say(`could not get the libvirt of Debian ${name}; its tests are skipped`);
  }
}
