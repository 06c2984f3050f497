// `demo:///default`: one host with a machine of each kind.
import type { DemoClock } from '../world/clock.ts';
import { Domains } from '../world/domains.ts';
import { Networks } from '../world/networks.ts';
import { Pools } from '../world/pools.ts';
import { DemoWorld } from '../world/world.ts';
import { defaultDevices } from './default-devices.ts';
import { defaultMachines } from './default-machines.ts';
import { defaultNetworks, defaultPools } from './default-places.ts';

const GIB_IN_KIB = 1024 * 1024;

export interface MakeOptions {
  readonly uri: string;
  readonly clock?: DemoClock;
  readonly seed?: number;
  readonly pace?: number;
}

/** A new one, as if it had been up for a long time. */
export function makeDefaultWorld({ seed = 1, ...options }: MakeOptions): DemoWorld {
  const machines = defaultMachines();
  return new DemoWorld(
    { ...options, seed, hostname: 'demo-host' },
    {
      size: { cpus: 48, memoryKiB: 128 * GIB_IN_KIB },
      domains: (around) => new Domains(around, machines),
      networks: (around) => new Networks(around, defaultNetworks()),
      pools: (around) => new Pools(around, defaultPools(machines)),
      devices: () => defaultDevices(),
    },
  );
}
