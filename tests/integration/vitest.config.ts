// The integration tier: real libvirtd, real guests. Runs inside the lab world only (npm test, or tests/lab/world.sh).
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { slowMachines } from '../support/slow-machines.ts';
import { FairShards } from './fair-shards.ts';

export default defineConfig({
  test: {
    root: join(import.meta.dirname, '../..'),
    include: ['tests/integration/**/*.test.ts'],
    globalSetup: ['tests/integration/setup.ts'],
    ...slowMachines,
    pool: 'forks',
    // Guests run without KVM on few cores: in each of the tier's parts files one after another, tests with time to boot.
    fileParallelism: false,
    sequence: { sequencer: FairShards },
    testTimeout: 120_000,
    // As in the e2e tier. What passed only the second time is named at the end of the run.
    retry: 1,
    hookTimeout: 60_000,
    teardownTimeout: 20_000,
  },
});
