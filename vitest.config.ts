// Unit tests run in plain Node; a component test asks for a DOM by `// @vitest-environment happy-dom`.
import { defineConfig } from 'vitest/config';
import { slowMachines } from './tests/support/slow-machines.ts';

export default defineConfig({
  test: {
    include: ['tests/unit/**/*.test.{ts,tsx}'],
    ...slowMachines,
    // The usual number leaves one processor free, which is half of a small machine.
    maxWorkers: '100%',
    testTimeout: 30_000,
    restoreMocks: true,
  },
});
