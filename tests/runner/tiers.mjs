// The tiers of the test run: what each needs, how it is started, where it writes its results.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { failedInPlaywright, failedInVitest } from './failed.mjs';
import { installLine, isDebian, isRoot, missingPackages, packagesOf } from './packages.mjs';
import { LATE, root, run, say } from './steps.mjs';

const world = ['bash', 'tests/lab/world.sh'];
const vitest = [
  process.execPath,
  'node_modules/vitest/vitest.mjs',
  'run',
  '--reporter=default',
  '--reporter=json',
];
const playwright = [
  process.execPath,
  'node_modules/@playwright/test/cli.js',
  'test',
  '-c',
  'tests/e2e/playwright.config.ts',
];

/** Of the integration tier. Hosts and guests wait more than they work: three parts keep two processors busy. */
const PARTS = ['1', '2', '3'];

/**
 * @typedef {object} Tier
 * @property {string} name
 * @property {string} folder
 * @property {string[]} needs package lists, for a tier that runs in the lab
 * @property {number} minutes after which it is killed
 * @property {(results: string, filters: string[], side: string) => string[]} command
 * @property {() => string[]} [sides] parts that run side by side, each in a world of its own; `command` gets the part's name too
 * @property {(results: object) => Counts} count
 * @property {(results: object) => string[]} failed names and words of what failed
 */
/** @typedef {{passed: number, failed: number, skipped: number, why?: string[]}} Counts `why`: what failed */

/** @type {Tier[]} */
export const tiers = [
  {
    name: 'unit',
    folder: 'tests/unit',
    needs: [],
    minutes: 12,
    command: (results, filters) => [...vitest, `--outputFile.json=${results}`, ...filters],
    count: countVitest,
    failed: failedInVitest,
  },
  {
    name: 'integration',
    folder: 'tests/integration',
    needs: packagesOf.integration,
    minutes: 14,
    sides: () => PARTS,
    command: (results, filters, side) => [
      ...world,
      ...vitest,
      '--config',
      'tests/integration/vitest.config.ts',
      `--shard=${side}/${PARTS.length}`,
      '--passWithNoTests',
      `--outputFile.json=${results}`,
      ...filters,
    ],
    count: countVitest,
    failed: failedInVitest,
  },
  {
    name: 'e2e',
    folder: 'tests/e2e',
    needs: packagesOf.e2e,
    minutes: 25,
    sides: () => (electronRuntime() === undefined ? ['chromium'] : ['electron', 'chromium']),
    command: (_results, filters, side) => [
      ...world,
      ...playwright,
      `--project=${side}`,
      `--output=test-results/e2e-${side}`,
      // A file can be one part's alone.
      '--pass-with-no-tests',
      ...filters,
    ],
    count: countPlaywright,
    failed: failedInPlaywright,
  },
];

/** Where Electron's runtime is, if it is anywhere: given by ELECTRON_OVERRIDE_DIST_PATH, else the package's own. */
export function electronRuntime() {
  const place = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(root, 'node_modules/electron/dist');
  return existsSync(join(place, 'electron')) ? place : undefined;
}

/** What keeps a tier from running here, in words, or undefined. */
export function obstacle(tier) {
  if (tier.needs.length === 0) return undefined;
  if (process.platform !== 'linux' || !isDebian)
    return 'the lab is made of Debian packages, and this is not Debian';
  const missing = missingPackages(tier.needs);
  if (missing.length > 0) return `not installed: ${missing.join(' ')}; type: ${installLine(missing)}`;
  if (!isRoot) return 'the lab needs root';
  return undefined;
}

/** The test files of a tier. */
export function testFiles(tier) {
  const names = readdirSync(join(root, tier.folder), { recursive: true });
  return names.filter((name) => /\.(test|spec)\.tsx?$/.test(String(name)));
}

/** Runs a tier, its parts side by side, and counts its tests; to find none is a failure. @param {Tier} tier @param {string[]} filters @returns {Promise<Counts>} */
export async function runTier(tier, filters) {
  const sides = tier.sides?.() ?? [''];
  const counts = total(await Promise.all(sides.map((side) => runSide(tier, filters, side))));
  const nothing = counts.passed + counts.skipped + counts.failed === 0;
  return nothing ? { ...none, failed: 1 } : counts;
}

/**
 * A runner that dies is a failure of its own.
 * @param {Tier} tier @param {string[]} filters @param {string} side @returns {Promise<Counts>}
 */
async function runSide(tier, filters, side) {
  const name = side === '' ? tier.name : `${tier.name}-${side}`;
  const results = join(root, 'test-results', `${name}.json`);
  rmSync(results, { force: true });
  const code = await run(tier.command(results, filters, side), {
    minutes: tier.minutes,
    env: { GUESTHOUSE_TEST_RESULTS: results },
  });
  if (code === LATE) say(`${name}: killed, for it had not ended after ${tier.minutes} minutes`);
  if (!existsSync(results)) return { ...none, failed: 1, why: [`${name} ended with ${code} and no results`] };
  const said = JSON.parse(readFileSync(results, 'utf8'));
  const [counts, why] = [tier.count(said), tier.failed(said)];
  if (code === 0 || counts.failed > 0) return { ...counts, why };
  return { ...counts, failed: 1, why: [...why, `${name} ended with ${code}, with no test that failed`] };
}

export const none = { passed: 0, failed: 0, skipped: 0 };

/** Adds up what several tiers counted. @param {Counts[]} all @returns {Counts} */
export function total(all) {
  const sum = (key) => all.reduce((so_far, counts) => so_far + counts[key], 0);
  const why = all.flatMap((counts) => counts.why ?? []);
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped'), why };
}

function countVitest(results) {
  // A file that cannot be loaded has no tests that could fail.
  const broken = results.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  return {
    passed: results.numPassedTests,
    failed: results.numFailedTests + broken,
    skipped: results.numPendingTests + results.numTodoTests,
  };
}

function countPlaywright({ stats, errors }) {
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
  };
}
