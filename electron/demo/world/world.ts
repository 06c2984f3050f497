// The demo host: what it is made of, and how news of it spreads.

import { type DemoClock, wallClock } from './clock.ts';
import type { DemoEvent } from './demo-event.ts';
import type { Devices } from './devices.ts';
import type { Domains } from './domains.ts';
import type { Networks } from './networks.ts';
import type { Pools } from './pools.ts';
import type { Surroundings } from './surroundings.ts';

export interface HostSize {
  readonly cpus: number;
  readonly memoryKiB: number;
}

export interface WorldParts {
  readonly size: HostSize;
  readonly domains: (around: Surroundings) => Domains;
  readonly networks: (around: Surroundings) => Networks;
  readonly pools: (around: Surroundings) => Pools;
  readonly devices: (around: Surroundings) => Devices;
}

export interface WorldOptions {
  /** As clients open it, e.g. `demo:///default`. */
  readonly uri: string;
  readonly hostname: string;
  readonly seed: number;
  readonly clock?: DemoClock;
  readonly pace?: number;
}

export class DemoWorld implements Surroundings {
  readonly uri: string;
  readonly hostname: string;
  readonly seed: number;
  readonly clock: DemoClock;
  readonly startMs: number;
  readonly pace: number;
  readonly size: HostSize;
  readonly domains: Domains;
  readonly networks: Networks;
  readonly pools: Pools;
  readonly devices: Devices;
  readonly #listeners = new Set<(event: DemoEvent) => void>();

  constructor({ uri, hostname, seed, clock = wallClock, pace = 1 }: WorldOptions, parts: WorldParts) {
    this.uri = uri;
    this.hostname = hostname;
    this.seed = seed;
    this.clock = clock;
    this.startMs = clock.nowMs();
    this.pace = pace;
    this.size = parts.size;
    this.networks = parts.networks(this);
    this.pools = parts.pools(this);
    this.devices = parts.devices(this);
    this.domains = parts.domains(this);
  }

  bridgeOf(network: string): string | undefined {
    return this.networks.findNamed(network)?.bridge;
  }

  tell(event: DemoEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }

  /** Calls `listener` with all that happens until the returned function is called. */
  onEvent(listener: (event: DemoEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
