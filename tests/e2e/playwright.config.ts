// The e2e tier: one suite, run in Electron and in Chromium over --serve, in the lab world (npm test, or tests/lab/world.sh).
// Specs in tests/e2e/electron are Electron's own; those in tests/e2e/chromium are the browser's own; all others run in both, but for
// those that look at nothing but the page: both windows draw it with the same engine.
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';

const results = join(import.meta.dirname, '../../test-results');

const OF_THE_PAGE = ['errors', 'grid', 'labels', 'look-connect', 'performance', 'search'];

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
      testIgnore: ['**/chromium/**', ...OF_THE_PAGE.map((name) => `**/e2e/${name}.spec.ts`)],
    },
    {
      name: 'chromium',
      testIgnore: '**/electron/**',
      use: { browserName: 'chromium', launchOptions: { executablePath: '/usr/bin/chromium' } },
    },
  ],
});
