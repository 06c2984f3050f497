// Unit tests run in plain Node; a component test asks for a DOM by `// @vitest-environment happy-dom`.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/unit/**/*.test.{ts,tsx}'],
    setupFiles: ['tests/support/patience.ts'],
    // The usual number leaves one processor free, which is half of a small machine.
    maxWorkers: '100%',
    testTimeout: 30_000,
    restoreMocks: true,
    // What was found instead is said whole: the log is often all that is kept of a run.
    chaiConfig: { truncateThreshold: 800 },
    expect: { poll: { timeout: 10_000 } },
  },
});
