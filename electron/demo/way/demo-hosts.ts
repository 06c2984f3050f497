// The demo hosts of this run. One that was closed and is opened again is as it was left.
import type { HostUri } from '../../libvirt/uri.ts';
import type { DemoClock } from '../world/clock.ts';
import type { DemoWorld } from '../world/world.ts';
import { makeDefaultWorld } from '../worlds/default.ts';
import { makeLargeWorld } from '../worlds/large.ts';
import { DemoLogin } from './demo-login.ts';
import { demoAddress } from './demo-uri.ts';

export class DemoHosts {
  readonly #clock: DemoClock | undefined;
  readonly #worlds = new Map<string, DemoWorld>();

  /** A clock other than the wall's is for tests. */
  constructor(clock?: DemoClock) {
    this.#clock = clock;
  }

  /** The host of a URI. Throws `InvalidUri`. */
  at(uri: HostUri): DemoWorld {
    const known = this.#worlds.get(uri.remoteName) ?? this.#make(uri);
    this.#worlds.set(uri.remoteName, known);
    return known;
  }

  /** The way to the host of a URI; the host is made when it is opened. */
  login(uri: HostUri): DemoLogin {
    return new DemoLogin(() => ({ world: this.at(uri), oneWayMs: demoAddress(uri).rttMs / 2 }));
  }

  #make(uri: HostUri): DemoWorld {
    const { kind, ...size } = demoAddress(uri);
    const options = { uri: uri.remoteName, ...(this.#clock !== undefined && { clock: this.#clock }) };
    return kind === 'large'
      ? makeLargeWorld(size, options)
      : makeDefaultWorld({ ...options, seed: size.seed });
  }
}
