// Finds Electron's executable: given by hand, downloaded before, or downloaded now.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { env, execPath } from 'node:process';

const DOWNLOAD_MS = 10 * 60_000;

/** @param {string} path @returns {string | undefined} */
function readWhenThere(path) {
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined;
}

/** @param {string} root @returns {string | undefined} the executable that is there */
export function presentRuntime(root) {
  const folder = join(root, 'node_modules', 'electron');
  const name = readWhenThere(join(folder, 'path.txt'));
  const given = env.ELECTRON_OVERRIDE_DIST_PATH;
  const path = given === undefined ? name && join(folder, 'dist', name) : join(given, name ?? 'electron');
  return path !== undefined && path !== '' && existsSync(path) ? path : undefined;
}

/**
 * Lets Electron's own package fetch its runtime when there is none.
 * @param {string} root @param {(line: string) => void} say @returns {string | undefined}
 */
export function findRuntime(root, say) {
  const present = presentRuntime(root);
  if (present !== undefined || env.ELECTRON_OVERRIDE_DIST_PATH !== undefined) return present;
  say('Fetching the Electron runtime…');
  spawnSync(execPath, [join(root, 'node_modules', 'electron', 'install.js')], {
    stdio: 'ignore',
    timeout: DOWNLOAD_MS,
  });
  return presentRuntime(root);
}
