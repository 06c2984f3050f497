// npm test [-- --install] [-- --only=unit,integration,e2e] [-- FILE...]
//
// Checks, builds, and runs every tier that can run here. With --install it first installs what is missing: the npm packages and,
// as root on Debian, the packages of tests/runner/packages.mjs and other Debians' libvirt. The last line adds the tiers up. Exits with 1 when a test
// failed or when a tier that could run did not.
import '../build/node-version.mjs';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { makeRoots, missingRoots, rootsLine } from './runner/debian-roots.mjs';
import { installElectron, installModules, modulesAreStale } from './runner/modules.mjs';
import {
  installLine,
  installPackages,
  isDebian,
  isRoot,
  missingPackages,
  packagesOf,
} from './runner/packages.mjs';
import { npm, root, run, say } from './runner/steps.mjs';
import { electronRuntime, none, obstacle, runTier, testFiles, tiers, total } from './runner/tiers.mjs';

const words = process.argv.slice(2);
const install = words.includes('--install');
const only = words
  .find((word) => word.startsWith('--only='))
  ?.slice('--only='.length)
  .split(',');
const filters = words.filter((word) => !word.startsWith('--'));
const chosen = tiers.filter((tier) => only === undefined || only.includes(tier.name));

const unknown = [
  ...words.filter((word) => word.startsWith('--') && word !== '--install' && !word.startsWith('--only=')),
  ...(only ?? []).filter((name) => !tiers.some((tier) => tier.name === name)),
];
if (unknown.length > 0) {
  console.error(
    `npm test: what is ${unknown.join(' ')}? Tiers are ${tiers.map(({ name }) => name).join(', ')}.`,
  );
  process.exit(2);
}

/** Installs what is missing, or says what to type. Returns whether anything can run at all. */
async function prepare() {
  const modules = !modulesAreStale() || (install && (await installModules()));
  if (!modules) {
    say(
      install ? 'npm ci failed' : 'node_modules is not what the lockfile says; type: npm test -- --install',
    );
    return false;
  }
  const lab = chosen.some((tier) => tier.needs.length > 0);
  if (!lab || !isDebian) return true;
  const missing = missingPackages(packagesOf.all);
  if (missing.length > 0 && install && isRoot) await installPackages(missing);
  else if (missing.length > 0)
    say(`to run every tier, as root: npm test -- --install   or: ${installLine(missing)}`);
  if (install && electronRuntime() === undefined) await installElectron();
  if (chosen.some(({ name }) => name === 'integration')) await prepareRoots();
  return true;
}

/** Other versions of libvirt for the integration tier; it runs without those that are not there. */
async function prepareRoots() {
  if (install && isRoot) await makeRoots();
  const missing = missingRoots();
  if (missing.length > 0)
    say(
      `integration: skips the libvirt of ${missing.join(', ')}, which are not here; type, as root: ${rootsLine(missing)}`,
    );
}

/** A step before the tiers counts as a failure when it fails, and not at all when it succeeds. */
async function step(name) {
  say(`npm run ${name}`);
  const code = await run(npm('run', '--silent', name), { minutes: 5 });
  if (code !== 0) say(`${name} failed`);
  return code === 0 ? none : { ...none, failed: 1, why: [`npm run ${name} ended with ${code}`] };
}

async function tierCounts(tier) {
  const files = testFiles(tier);
  if (files.length === 0) {
    say(`${tier.name}: has no tests`);
    return { ...none, failed: 1 };
  }
  const why = obstacle(tier);
  if (why !== undefined) {
    say(`${tier.name}: skipped (${files.length} files): ${why}`);
    return { ...none, skipped: files.length };
  }
  if (tier.name === 'e2e' && electronRuntime() === undefined)
    say('e2e: without Electron: its runtime is not installed');
  say(`${tier.name} (${files.length} files)`);
  return runTier(tier, filters);
}

process.chdir(root);
mkdirSync(join(root, 'test-results'), { recursive: true });
const counts = [];
if (await prepare()) {
  if (only === undefined) counts.push(await step('check'));
  if (chosen.some(({ name }) => name !== 'unit')) counts.push(await step('build'));
  for (const tier of chosen) counts.push(await tierCounts(tier));
} else {
  counts.push({ ...none, failed: 1 });
}
const { passed, failed, skipped, why } = total(counts);
for (const one of why) say(`failed: ${one}`);
console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = failed > 0 ? 1 : 0;
