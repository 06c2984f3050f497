// The e2e tier: one suite, run in Electron and in Chromium over --serve, in the lab world (npm test, or tests/lab/world.sh).
// Specs in tests/e2e/electron are Electron's own; those in tests/e2e/chromium are the browser's own. Of all others, what goes
// another way between page and engine in each window (streams, a lost engine, restarts) runs in both. What remains runs in one,
// shared out so that both take about equally long.
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { BROWSER } from '../lab/browser.ts';

const results = join(import.meta.dirname, '../../test-results');

/** What the page does by itself, which both windows draw with the same engine; and the tasks, for balance. */
const ONLY_CHROMIUM = [
  'demo',
  'errors',
  'grid',
  'labels',
  'look',
  'look-connect',
  'pages',
  'performance',
  'search',
  'tasks',
];
/** What the engine does by itself, whoever asks. */
const ONLY_ELECTRON = ['hosts', 'logins', 'machines', 'palette', 'refused', 'remote', 'shells'];

const specs = (names: readonly string[]) => names.map((name) => `**/e2e/${name}.spec.ts`);

export default defineConfig({
  testDir: '.',
  outputDir: join(results, 'e2e'),
  reporter: [
    ['list'],
    ['json', { outputFile: process.env.GUESTHOUSE_TEST_RESULTS ?? join(results, 'e2e.json') }],
  ],
  // Guests run without KVM on few cores.
  workers: 1,
  timeout: 90_000,
  // Real guests on a machine that others keep busy: what passes only the second time is named as flaky at the end.
  retries: 1,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  use: { actionTimeout: 15_000, screenshot: 'only-on-failure' },
  projects: [
    {
      name: 'electron',
      testIgnore: ['**/chromium/**', ...specs(ONLY_CHROMIUM)],
    },
    {
      name: 'chromium',
      testIgnore: ['**/electron/**', ...specs(ONLY_ELECTRON)],
      use: { browserName: 'chromium', launchOptions: { executablePath: BROWSER } },
    },
  ],
});
