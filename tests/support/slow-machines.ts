// What the settings of all tests say of machines that others use: they are slow, not wrong.

/** ms that a test waits for what it expects, where it does not say itself. */
export const PATIENCE_MS = 10_000;

export const slowMachines = {
  setupFiles: ['tests/support/patience.ts'],
  expect: { poll: { timeout: PATIENCE_MS } },
  // What was found instead is said whole: the log is often all that is kept of a run.
  chaiConfig: { truncateThreshold: 800 },
};
