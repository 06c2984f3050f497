// The way to a demo host: pairs of streams inside this process, for libvirt's protocol and for screens.
import type { Duplex } from 'node:stream';
import { Cancelled, Unreachable } from '../../libvirt/errors.ts';
import { DuplexTransport } from '../../libvirt/transport/duplex.ts';
import type { OpenTransport } from '../../libvirt/transport/open.ts';
import { makePair } from '../pair.ts';
import { serveConnection } from '../server/demo-server.ts';
import { serveMachineScreen } from '../server/screens.ts';
import type { DemoWorld } from '../world/world.ts';

interface Place {
  readonly world: DemoWorld;
  readonly oneWayMs: number;
}

export class DemoLogin {
  readonly #find: () => Place;
  readonly #open = new Set<Duplex>();
  #place: Place | undefined;

  /** `find` throws `InvalidUri` when the URI makes no sense. */
  constructor(find: () => Place) {
    this.#find = find;
  }

  /** Nobody is there to open a shell for. */
  readonly shells = undefined;

  readonly openTransport: OpenTransport = async (_uri, { signal }) => {
    if (signal?.aborted) throw new Cancelled();
    this.#place ??= this.#find();
    const { world } = this.#place;
    return new DuplexTransport(this.#begin(this.#place, (far) => serveConnection(world, far)));
  };

  /** Bytes to the display of a machine. Rejects with `Unreachable` when none listens on this port. */
  async openTcp(_host: string, port: number, signal: AbortSignal): Promise<Duplex> {
    signal.throwIfAborted();
    const place = this.#place;
    const machine = place?.world.domains.atPort(port);
    if (place === undefined || machine === undefined)
      throw new Unreachable('connect', `nothing listens on port ${port}`, { code: 'ECONNREFUSED' });
    return this.#begin(place, (far) => serveMachineScreen(machine, far));
  }

  async openUnix(path: string): Promise<Duplex> {
    throw new Unreachable('connect', `there is no socket ${path}`, { code: 'ENOENT' });
  }

  async dispose(): Promise<void> {
    for (const end of [...this.#open]) end.destroy();
  }

  #begin({ oneWayMs }: Place, serve: (far: Duplex) => void): Duplex {
    const [near, far] = makePair(oneWayMs);
    serve(far);
    this.#open.add(near);
    near.once('close', () => this.#open.delete(near));
    return near;
  }
}
