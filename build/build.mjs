// Builds what is stale: the page, the main process with the engine, and the preload. A second run does nothing.
import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { argv, chdir, exit } from 'node:process';
import { fileURLToPath } from 'node:url';
import { fingerprint, readStamps, writeStamp } from './stale.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stampFile = join(root, 'dist', '.built.json');
const always = ['shared', 'package.json', 'package-lock.json', 'build/libraries.ts', 'tsconfig.json'];

/** Each with its configuration, what it is made of, and a file that must be there when it is fresh. */
const targets = [
  {
    name: 'page',
    config: 'build/vite.renderer.ts',
    inputs: ['renderer', 'build/icons', 'build/first-files.ts'],
    made: 'dist/renderer/index.html',
  },
  {
    name: 'electron',
    config: 'build/vite.electron.ts',
    inputs: ['electron'],
    made: 'dist/electron/serve.js',
  },
  {
    name: 'preload',
    config: 'build/vite.preload.ts',
    inputs: ['electron/preload.ts'],
    made: 'dist/preload.cjs',
  },
];

/** @param {(line: string) => void} say @returns {Promise<number>} how many targets were built */
export async function buildStale(say) {
  chdir(root);
  const stamps = readStamps(stampFile);
  const stale = targets
    .map((target) => ({ ...target, print: fingerprint([...always, target.config, ...target.inputs]) }))
    .filter(({ name, made, print }) => stamps[name] !== print || !existsSync(made));
  if (stale.length === 0) return 0;
  const { build } = await import('vite');
  for (const { name, config, print } of stale) {
    const started = performance.now();
    await build({ configFile: join(root, config), logLevel: 'warn' });
    writeStamp(stampFile, name, print);
    say(`built ${name} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  }
  return stale.length;
}

if (argv[1] !== undefined && relative(argv[1], fileURLToPath(import.meta.url)) === '') {
  try {
    const built = await buildStale((line) => console.log(line));
    if (built === 0) console.log('nothing to build');
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    exit(1);
  }
}
