// Vitest's own patience is one second, and no setting changes it.
import { vi } from 'vitest';
import { PATIENCE_MS } from './slow-machines.ts';

const { waitFor } = vi;
vi.waitFor = (look, options = PATIENCE_MS) => waitFor(look, options);
