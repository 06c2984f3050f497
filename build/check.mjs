// Types, lint and format, the import law, and dead code; what can run side by side does.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { chdir, execPath, exit, hrtime } from 'node:process';
import { fileURLToPath } from 'node:url';

chdir(dirname(dirname(fileURLToPath(import.meta.url))));

/** @typedef {{ name: string, run: string[], judge?: (output: string) => string | undefined }} Check */

/** A run over nothing succeeds too: with a TypeScript it cannot read, dependency-cruiser sees no module and says all is well. @param {string} output */
function sawModules(output) {
  const seen = Number(/\((\d+) modules/.exec(output)?.[1] ?? 0);
  return seen > 0 ? undefined : 'dependency-cruiser saw no module at all';
}

/** @param {string} folder @returns {Check} */
const types = (folder) => ({
  name: `types ${folder}`,
  run: ['typescript/bin/tsc', '-p', folder, '--incremental', '--tsBuildInfoFile', `dist/.types-${folder}`],
});

/** @type {Check[]} */
const checks = [
  ...['tests', 'electron', 'renderer', 'shared', 'build'].map(types),
  { name: 'lint and format', run: ['@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'] },
  {
    name: 'import law',
    run: [
      'dependency-cruiser/bin/dependency-cruise.mjs',
      '--config',
      '.dependency-cruiser.mjs',
      ...['shared', 'renderer', 'electron', 'build', 'tests'],
    ],
    judge: sawModules,
  },
  { name: 'dead code', run: ['knip/bin/knip.js', '--no-progress'] },
];

/** @param {Check} check @returns {Promise<{ check: Check, trouble?: string, seconds: number }>} */
function perform(check) {
  const started = hrtime.bigint();
  const [script = '', ...args] = check.run;
  const child = spawn(execPath, [join('node_modules', script), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (text) => (output += text));
  child.stderr.on('data', (text) => (output += text));
  return new Promise((resolve) => {
    child.on('close', (code) => {
      const trouble = code === 0 ? check.judge?.(output) : output.trim() || `exit code ${code}`;
      const seconds = Number(hrtime.bigint() - started) / 1e9;
      resolve(trouble === undefined ? { check, seconds } : { check, trouble, seconds });
    });
  });
}

let failures = 0;
const waiting = [...checks];
async function worker() {
  for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
    const { trouble, seconds } = await perform(check);
    console.log(`${trouble === undefined ? 'ok  ' : 'FAIL'} ${check.name} (${seconds.toFixed(1)} s)`);
    if (trouble === undefined) continue;
    failures += 1;
    console.log(trouble);
  }
}
await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, worker));
exit(failures === 0 ? 0 : 1);
