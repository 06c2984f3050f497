// The demo host as a server that faults can stand before.
import type { Duplex } from 'node:stream';
import { makePair } from '../../../electron/demo/pair.ts';
import { serveConnection } from '../../../electron/demo/server/demo-server.ts';
import type { DemoWorld } from '../../../electron/demo/world/world.ts';
import { makeDefaultWorld } from '../../../electron/demo/worlds/default.ts';

export class DemoServer {
  readonly world: DemoWorld = makeDefaultWorld({ uri: 'demo:///default' });
  /** Connections that are there. */
  clients = 0;

  readonly dial = (): Duplex => {
    const [ours, theirs] = makePair();
    this.clients += 1;
    theirs.once('close', () => {
      this.clients -= 1;
    });
    serveConnection(this.world, theirs);
    return ours;
  };
}
