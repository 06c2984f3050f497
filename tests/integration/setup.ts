// Refuses to run the integration tier on the bare machine, where its daemons and bridges would be the person's own.
import { existsSync } from 'node:fs';
import { guestFiles } from '../lab/guest.ts';

export async function setup(): Promise<void> {
  if (process.env.GUESTHOUSE_LAB === undefined || !existsSync('/run/lab/hosts')) {
    throw new Error(
      'integration tests run in the lab: npm test -- --only=integration, or tests/lab/world.sh COMMAND',
    );
  }
  await guestFiles();
}
