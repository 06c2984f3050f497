// Finds Electron's executable: given by hand, downloaded before, or downloaded now.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env, execPath } from 'node:process';

/** A download that has brought nothing for so long will not come: packets are dropped on the way. */
const STALL_MS = 60_000;

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

/** @param {string} folder @returns {number} how much is in it; equal to nothing (NaN) when it changes while it is counted */
function bytesIn(folder) {
  if (!existsSync(folder)) return 0;
  try {
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    return names.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
  } catch {
    return Number.NaN;
  }
}

/** @param {string} said @returns {string | undefined} the line that names the error; a stack may follow it */
function reasonIn(said) {
  const lines = said.split('\n').filter((line) => line.trim() !== '');
  return (lines.find((line) => /error/i.test(line)) ?? lines.at(-1))?.trim();
}

/**
 * Runs a script that downloads by way of the temporary folder, and unpacks into `target`.
 * @param {{ script: string, target: string, stallMs?: number }} options
 * @returns {Promise<string | undefined>} why it failed
 */
export async function runDownload({ script, target, stallMs = STALL_MS }) {
  const aside = mkdtempSync(join(tmpdir(), 'guesthouse-download-'));
  const child = spawn(execPath, [script], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...env, TMPDIR: aside, TEMP: aside, TMP: aside },
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (said += text));
  let had = 0;
  let stalled = false;
  const watch = setInterval(() => {
    const has = bytesIn(aside) + bytesIn(target);
    stalled = has === had;
    had = has;
    if (stalled) child.kill('SIGKILL');
  }, stallMs);
  /** @type {number | null} */
  const code = await new Promise((resolve) => child.on('close', resolve));
  clearInterval(watch);
  rmSync(aside, { recursive: true, force: true });
  if (code === 0) return undefined;
  return stalled ? 'the download does not get on' : (reasonIn(said) ?? `the download ended with ${code}`);
}

/**
 * Lets Electron's own package fetch its runtime when there is none.
 * @param {string} root @param {(line: string) => void} say @returns {Promise<{ program: string } | { why: string }>}
 */
export async function findRuntime(root, say) {
  const present = presentRuntime(root);
  if (present !== undefined) return { program: present };
  if (env.ELECTRON_OVERRIDE_DIST_PATH !== undefined)
    return { why: 'there is no Electron in ELECTRON_OVERRIDE_DIST_PATH' };
  say('Fetching the Electron runtime…');
  const folder = join(root, 'node_modules', 'electron');
  const why = await runDownload({ script: join(folder, 'install.js'), target: join(folder, 'dist') });
  const program = presentRuntime(root);
  if (program !== undefined) return { program };
  return { why: `the Electron runtime could not be fetched (${why ?? 'it is not where it should be'})` };
}
