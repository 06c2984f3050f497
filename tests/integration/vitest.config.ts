// The integration tier: real libvirtd, real guests. Runs inside the lab world only (npm test, or tests/lab/world.sh).
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    globalSetup: ['./lab-needed.ts'],
    pool: 'forks',
    // Guests run without KVM on few cores: files one after another, tests with time to boot.
    fileParallelism: false,
    testTimeout: 90_000,
    hookTimeout: 60_000,
    teardownTimeout: 20_000,
  },
});
