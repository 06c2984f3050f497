// What the client does with a server, through the client alone and without any guest's system: the same for every libvirt, and for
// whatever claims to be one. Where versions differ, client-suite/differences.ts says so.
import { describe } from 'vitest';
import { devicesSuite } from './client-suite/devices.ts';
import { domainsSuite } from './client-suite/domains.ts';
import { hostSuite } from './client-suite/host.ts';
import { lifeSuite } from './client-suite/life.ts';
import { networksSuite } from './client-suite/networks.ts';
import { refusalsSuite } from './client-suite/refusals.ts';
import { runningSuite } from './client-suite/running.ts';
import { secretsSuite } from './client-suite/secrets.ts';
import { snapshotsSuite } from './client-suite/snapshots.ts';
import { storageSuite } from './client-suite/storage.ts';
import { type Server, visiting } from './client-suite/visit.ts';

export type { Server } from './client-suite/visit.ts';

/** Declares the tests. The server has an active network `default`; whatever else is on it stays as it is. */
export function clientSuite(name: string, startServer: () => Promise<Server>): void {
  describe(name, () => {
    const visit = visiting(startServer);
    for (const suite of [
      hostSuite,
      domainsSuite,
      lifeSuite,
      runningSuite,
      snapshotsSuite,
      networksSuite,
      storageSuite,
      devicesSuite,
      secretsSuite,
      refusalsSuite,
    ]) {
      suite(visit);
    }
  });
}
