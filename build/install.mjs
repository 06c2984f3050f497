// Installs the packages when they are missing or not those of the lockfile.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { env, execPath, platform } from 'node:process';

/** @typedef {{ version?: string, optional?: boolean, devOptional?: boolean }} Entry */

/** @param {string} path @returns {Record<string, Entry>} */
function packagesOf(path) {
  return JSON.parse(readFileSync(path, 'utf8')).packages ?? {};
}

/**
 * npm notes what it installed in a lockfile of its own. Optional packages of other platforms are missing there, and may be.
 * @param {string} root @returns {boolean}
 */
export function isInstalled(root) {
  const noted = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(noted)) return false;
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const present = packagesOf(noted);
  const asWanted = Object.entries(wanted).every(
    ([path, { version, optional, devOptional }]) =>
      path === '' ||
      (present[path] === undefined ? optional || devOptional : present[path].version === version),
  );
  return asWanted && Object.keys(present).every((path) => wanted[path] !== undefined);
}

/** @param {string} root @param {(line: string) => void} say @returns {boolean} false when npm failed, having said why itself */
export function installWhenNeeded(root, say) {
  if (isInstalled(root)) return true;
  say('Installing packages (npm ci)…');
  const npm = env.npm_execpath;
  // Warnings about engines of packages that are only used to build are nothing that the user could act on.
  const ci = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const [command, args] = npm === undefined ? ['npm', ci] : [execPath, [npm, ...ci]];
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: platform === 'win32' && npm === undefined,
  });
  return status === 0;
}
