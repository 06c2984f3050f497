// An asker where nobody is asked: a socket of this computer, or a login by key.
import type { LoginAsker } from '../../electron/services/prompts.ts';

export const nobody: LoginAsker = {
  waiting: false,
  asked: false,
  dismissed: false,
  unanswered: false,
  ask: async () => ({ kind: 'no' }),
  settled: async () => undefined,
};
