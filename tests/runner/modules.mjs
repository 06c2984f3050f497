// The npm packages: whether node_modules is what the lockfile says, and installing them when it is not.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm, root, run, say } from './steps.mjs';

const read = (path) => JSON.parse(readFileSync(path, 'utf8')).packages ?? {};

/** Whether node_modules lacks something that the lockfile asks for, or has another version of it. */
export function modulesAreStale() {
  const installed = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(installed)) return true;
  const found = read(installed);
  return Object.entries(read(join(root, 'package-lock.json'))).some(([path, wanted]) => {
    if (path === '' || wanted.optional || wanted.devOptional) return false;
    return found[path]?.version !== wanted.version;
  });
}

/** Installs what the lockfile says. Returns whether that worked. */
export async function installModules() {
  say('npm ci');
  return (await run(npm('ci'), { minutes: 10 })) === 0;
}

/** Fetches Electron's own runtime, where its download site can be reached. */
export async function installElectron() {
  say("fetching Electron's runtime");
  const code = await run([process.execPath, 'node_modules/electron/install.js'], { minutes: 5 });
  if (code !== 0) say("Electron's runtime cannot be had here; set ELECTRON_OVERRIDE_DIST_PATH to one");
}
