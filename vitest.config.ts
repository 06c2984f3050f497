// Unit tests run in plain Node; a component test asks for a DOM by `// @vitest-environment happy-dom`.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/unit/**/*.test.{ts,tsx}'],
    // The usual number leaves one processor free, which is half of a small machine.
    maxWorkers: '100%',
    testTimeout: 20_000,
    restoreMocks: true,
  },
});
