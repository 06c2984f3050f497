// Finishes a packed app: fuses, the launcher, and nothing that the runtime brought for developers.
import { chmodSync, copyFileSync, existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';

const launcher = join(dirname(fileURLToPath(import.meta.url)), 'package', 'launcher.sh');
/** `executableName`, and what the launcher in its place starts. */
const START = 'guesthouse';
const PROGRAM = 'guesthouse-app';

/** Nobody can turn the packed app into a Node that runs what they like, or debug it, or give it other code. */
const fuses = {
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  // There are no cookies, and a keychain is not asked for them.
  [FuseV1Options.EnableCookieEncryption]: false,
};

/** @param {string} resources the app is in `app.asar`; what else could be loaded is taken out */
function removeDefaultApps(resources) {
  for (const name of ['app', 'default_app.asar'])
    rmSync(join(resources, name), { recursive: true, force: true });
}

/** @param {import('electron-builder').AfterPackContext} context */
export async function finishPackedApp({ appOutDir, electronPlatformName }) {
  if (electronPlatformName !== 'linux') throw new Error(`no package for ${electronPlatformName} yet`);
  const program = join(appOutDir, PROGRAM);
  const start = join(appOutDir, START);
  renameSync(start, program);
  copyFileSync(launcher, start);
  chmodSync(start, 0o755);
  // Integrity of the archive is validated on macOS and Windows only.
  await flipFuses(program, { version: FuseVersion.V1, ...fuses });
  removeDefaultApps(join(appOutDir, 'resources'));
  for (const name of readdirSync(appOutDir)) {
    // Left by the archive that the runtime came in.
    if (name === 'package.json' || name === 'version' || name.startsWith('.')) rmSync(join(appOutDir, name));
  }
  if (!existsSync(join(appOutDir, 'resources', 'app.asar'))) throw new Error('the app was not packed');
}
