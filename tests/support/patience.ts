// A busy machine is slow, not wrong: what is waited for may take longer than Vitest's one second.
import { vi } from 'vitest';

const { waitFor } = vi;
vi.waitFor = (look, options = 10_000) => waitFor(look, options);
