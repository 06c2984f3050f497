// Keeps the bridges in the model in step with what they are derived from.
import { isDeepStrictEqual } from 'node:util';
import { bridgeKey, type ConnectionId } from '../../shared/model/keys.ts';
import type { BridgeSummary, HostInterface } from '../../shared/model/network.ts';
import { deriveBridges } from './bridges.ts';
import { isActive } from './domain-entry.ts';
import type { DomainTable } from './domain-table.ts';
import { type HostDevices, hostInterfaces, NO_DEVICES } from './host-devices.ts';
import type { ModelHub } from './model-hub.ts';
import type { NetworkTable } from './network-table.ts';

/** Between two derivations passes so many times what the last one took. */
const SHARE = 10;

interface Origins {
  readonly domains: DomainTable;
  readonly networks: NetworkTable;
}

export class BridgeView {
  readonly #connection: ConnectionId;
  readonly #hub: ModelHub;
  readonly #origins: Origins;
  #devices: HostDevices = NO_DEVICES;
  #bridges = new Map<string, BridgeSummary>();
  #taps: ReadonlySet<string> = new Set();
  /** Taps whose machine has stopped since the devices were read: the reading still lists them as ports. */
  #formerTaps = new Set<string>();
  #scheduled: NodeJS.Timeout | undefined;
  /** When they were derived last, and what it took, in ms. */
  #lastMs = 0;
  #costMs = 0;

  constructor(connection: ConnectionId, hub: ModelHub, origins: Origins) {
    this.#connection = connection;
    this.#hub = hub;
    this.#origins = origins;
  }

  setDevices(devices: HostDevices): void {
    this.#devices = devices;
    this.#formerTaps.clear();
    this.derive();
  }

  interfaces(): readonly HostInterface[] {
    return hostInterfaces(this.#devices, new Set([...this.#taps, ...this.#formerTaps]));
  }

  /** Derives them soon; many reasons in one turn are one. What takes long, on a host of thousands, takes a tenth of the time at most. */
  schedule(): void {
    const restMs = this.#lastMs + SHARE * this.#costMs - performance.now();
    this.#scheduled ??= setTimeout(() => this.derive(), Math.max(0, restMs));
  }

  /** Derives them now. */
  derive(): void {
    this.dispose();
    const begin = performance.now();
    this.#deriveNow();
    this.#lastMs = performance.now();
    this.#costMs = this.#lastMs - begin;
  }

  #deriveNow(): void {
    this.#followTaps();
    const devices = withoutPorts(this.#devices, this.#formerTaps);
    const { domains, networks } = this.#origins;
    const derived = deriveBridges(this.#connection, {
      devices,
      networks: networks.all(),
      domains: domains.all(),
    });
    const before = this.#bridges;
    this.#bridges = new Map(derived.map((bridge) => [bridge.name, bridge]));
    for (const value of derived) {
      if (!isDeepStrictEqual(before.get(value.name), value))
        this.#hub.apply({ op: 'put', noun: 'bridge', value });
    }
    for (const name of before.keys()) {
      const key = bridgeKey(this.#connection, name);
      if (!this.#bridges.has(name)) this.#hub.apply({ op: 'drop', noun: 'bridge', key });
    }
  }

  dispose(): void {
    clearTimeout(this.#scheduled);
    this.#scheduled = undefined;
  }

  #followTaps(): void {
    const running = [...this.#origins.domains.all()].filter(isActive);
    const taps = new Set(running.flatMap(({ facts }) => facts.interfaces.map(({ target }) => target ?? '')));
    for (const tap of this.#taps) if (!taps.has(tap)) this.#formerTaps.add(tap);
    for (const tap of taps) this.#formerTaps.delete(tap);
    this.#taps = taps;
  }
}

function withoutPorts(devices: HostDevices, gone: ReadonlySet<string>): HostDevices {
  if (gone.size === 0) return devices;
  return {
    ...devices,
    interfaces: devices.interfaces.map((one) => {
      if (one.facts === undefined) return one;
      return { ...one, facts: { ...one.facts, ports: one.facts.ports.filter((port) => !gone.has(port)) } };
    }),
  };
}
