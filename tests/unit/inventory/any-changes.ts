// What can happen on a fake host, in any order, and what two models of one host have in common.
import fc from 'fast-check';
import type { ModelSnapshot } from '../../../shared/model/changes.ts';
import type { FakeDomain, FakeHost } from './fake-host.ts';

/** What is done, and to which one or with which name. */
export type Change = readonly [what: keyof typeof changes, pick: number];

const changes = {
  define: (fake: FakeHost, pick: number) => void fake.define(`web${pick}`, { autostart: pick % 2 === 0 }),
  start: (fake: FakeHost, pick: number) => onOne(fake, pick, (one) => one.id < 0 && fake.startDomain(one)),
  stop: (fake: FakeHost, pick: number) => onOne(fake, pick, (one) => one.id >= 0 && fake.stopDomain(one)),
  undefine: (fake: FakeHost, pick: number) => onOne(fake, pick, (one) => fake.undefine(one)),
  rename: (fake: FakeHost, pick: number) => onOne(fake, pick, (one) => fake.setTitle(one, `title ${pick}`)),
  network: (fake: FakeHost, pick: number) => void fake.addNetwork(`net${pick}`, pick % 2 === 0),
  toggleNetwork: (fake: FakeHost) => {
    for (const network of fake.networks.values()) {
      network.active = !network.active;
      fake.tellNetwork(network);
    }
  },
  pool: (fake: FakeHost, pick: number) => void fake.addPool(`pool${pick}`),
  dropPools: (fake: FakeHost) => {
    for (const pool of fake.pools.values()) {
      fake.pools.delete(pool.uuid);
      fake.tellPool(pool);
    }
  },
} as const;

const NAMES: readonly (keyof typeof changes)[] = [
  'define',
  'start',
  'stop',
  'undefine',
  'rename',
  'network',
  'toggleNetwork',
  'pool',
  'dropPools',
];

export const anyChange: fc.Arbitrary<Change> = fc.tuple(fc.constantFrom(...NAMES), fc.nat(20));

/** Makes one change, and tells its event. */
export function make([what, pick]: Change, fake: FakeHost): void {
  changes[what](fake, pick);
}

function onOne(fake: FakeHost, pick: number, work: (one: FakeDomain) => unknown): void {
  const all = [...fake.domains.values()];
  const one = all[pick % Math.max(1, all.length)];
  if (one !== undefined) work(one);
}

/** The model without what counts changes. */
export function comparable({ domains, networks, pools, bridges }: Omit<ModelSnapshot, 'seq' | 'hosts'>) {
  const byKey = <T extends { readonly key: string }>(all: readonly T[]) =>
    [...all].sort((a, b) => (a.key < b.key ? -1 : 1));
  return {
    domains: byKey(domains.map((domain) => ({ ...domain, revision: 0 }))),
    networks: byKey(networks),
    pools: byKey(pools),
    bridges: byKey(bridges),
  };
}
