// `npm run package`: builds what is stale and packs it as deb, rpm and AppImage; `npm run package -- dir` only as a folder,
// which needs no network when the Electron runtime is there.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { argv, exit } from 'node:process';
import { fileURLToPath } from 'node:url';
import { build } from 'electron-builder';
import { finishPackedApp } from './after-pack.mjs';
import { buildStale } from './build.mjs';
import { findRuntime } from './electron-runtime.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const KNOWN = ['dir', 'deb', 'rpm', 'AppImage'];

/** @param {string[]} words @returns {string[]} */
function targetsOf(words) {
  const unknown = words.find((word) => !KNOWN.includes(word));
  if (unknown !== undefined) throw new Error(`${unknown} is none of ${KNOWN.join(', ')}`);
  return words.length === 0 ? ['deb', 'rpm', 'AppImage'] : words;
}

/** @returns {Promise<{ electronDist: string, electronVersion: string }>} */
async function runtime() {
  const found = await findRuntime(root, (line) => console.log(line));
  if ('why' in found) throw new Error(found.why);
  const electronDist = dirname(found.program);
  const version = join(electronDist, 'version');
  if (!existsSync(version)) throw new Error(`${electronDist} does not say its version`);
  return { electronDist, electronVersion: readFileSync(version, 'utf8').trim().replace(/^v/, '') };
}

try {
  const targets = targetsOf(argv.slice(2));
  await buildStale((line) => console.log(line));
  await build({
    projectDir: root,
    linux: targets,
    publish: 'never',
    config: {
      extends: join(root, 'build', 'electron-builder.yml'),
      ...(await runtime()),
      afterPack: finishPackedApp,
    },
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  exit(1);
}
