// `npm start`: installs and builds what is missing, then opens the desktop app, or serves the same interface to a browser.
//
//   npm start                    what was connected before, and the libvirt of this computer
//   npm start -- URI…            these too
//   npm start -- --serve URI…    in a browser on this computer
import './node-version.mjs';
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { argv, env, exit, platform } from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** An Electron that ends badly within this time could not start at all. */
const START_MS = 5000;

/** @param {string} line */
const say = (line) => console.log(line);

/** @returns {string | undefined} why the desktop app cannot be opened, as far as is known before trying */
function obstacle() {
  if (process.getuid?.() === 0) return 'Electron does not run as root';
  const display = env.DISPLAY || env.WAYLAND_DISPLAY;
  if (platform === 'linux' && !display) return 'there is no display';
  return undefined;
}

/** @param {string} runtime @param {string[]} words @returns {Promise<string | undefined>} why it could not start; it has run otherwise */
function runDesktop(runtime, words) {
  const startedAt = Date.now();
  const desktop = spawn(runtime, [root, ...words], { stdio: 'inherit' });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
    process.on(signal, () => desktop.kill(signal));
  return new Promise((resolve) => {
    desktop.on('error', (error) => resolve(error.message));
    desktop.on('exit', (code, signal) => {
      const failed = code !== 0 && signal !== 'SIGINT' && signal !== 'SIGTERM';
      if (failed && Date.now() - startedAt < START_MS) resolve(`Electron ended with ${signal ?? code}`);
      else exit(code ?? 0);
    });
  });
}

async function start() {
  const words = argv.slice(2);
  const { installWhenNeeded } = await import('./install.mjs');
  if (!installWhenNeeded(root, say)) exit(1);
  const { buildStale } = await import('./build.mjs');
  await buildStale(say);

  if (!words.includes('--serve')) {
    const why = obstacle() ?? (await openDesktop(words));
    say(`No desktop app: ${why}. Serving the same interface to a browser instead.`);
  }
  await import(pathToFileURL(join(root, 'dist', 'electron', 'serve.js')).href);
}

/** @param {string[]} words @returns {Promise<string>} why it could not be opened */
async function openDesktop(words) {
  const { findRuntime } = await import('./electron-runtime.mjs');
  const found = await findRuntime(root, say);
  if ('why' in found) return found.why;
  return (await runDesktop(found.program, words)) ?? 'it ended';
}

start().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  exit(1);
});
