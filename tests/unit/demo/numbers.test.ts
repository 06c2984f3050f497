// The numbers of the demo: they move, never fall, and repeat.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type LoadKind, loadCurve, memoryShare } from '../../../electron/demo/world/load-curve.ts';
import {
  connectGetAllDomainStats,
  connectListAllDomains,
} from '../../../electron/libvirt/protocol/connect.gen.ts';
import {
  VirConnectListAllDomainsFlags,
  VirDomainInterfaceAddressesSource,
} from '../../../electron/libvirt/protocol/constants.gen.ts';
import { domainInterfaceAddresses } from '../../../electron/libvirt/protocol/domain.gen.ts';
import { nodeGetCpuStats, nodeGetMemoryStats } from '../../../electron/libvirt/protocol/node.gen.ts';
import { type OpenedDemo, openDemo } from './opened-demo.ts';

const RUNNING = VirConnectListAllDomainsFlags.VIR_CONNECT_LIST_DOMAINS_RUNNING;
const ARP = VirDomainInterfaceAddressesSource.VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_ARP;
const KINDS: readonly LoadKind[] = ['idle', 'diurnal', 'bursty', 'steady', 'leak'];

async function statistics({ link }: OpenedDemo) {
  return (await link.live.call(connectGetAllDomainStats, { doms: [], stats: 0, flags: 0 })).retStats;
}

describe('a load curve', () => {
  test.each(KINDS)('%s is a sum of its parts, wherever it is cut', (kind) => {
    const time = fc.double({ min: 0, max: 1e10, noNaN: true });
    fc.assert(
      fc.property(time, time, fc.integer({ min: 0, max: 1e9 }), (one, other, seed) => {
        const curve = loadCurve(kind, seed);
        const [from, to] = one < other ? [one, other] : [other, one];
        const grown = curve.sum(to) - curve.sum(from);
        expect(grown).toBeGreaterThanOrEqual(-1e-3);
        expect(grown).toBeLessThanOrEqual(to - from + 1e-3);
        expect(curve.level(to)).toBeGreaterThan(0);
      }),
    );
  });

  test('differs from kind to kind', () => {
    const hours = KINDS.map((kind) => loadCurve(kind, 3).sum(1_200_000) / 1_200_000);
    expect(new Set(hours.map((level) => level.toFixed(2))).size).toBe(KINDS.length);
  });

  test('that leaks fills the memory and begins anew', () => {
    const shares = [0, 600_000, 1_700_000, 1_810_000].map((atMs) => memoryShare('leak', 1, atMs));
    expect(shares[1]).toBeGreaterThan(shares[0]!);
    expect(shares[2]).toBeGreaterThan(0.8);
    expect(shares[3]).toBeLessThan(0.4);
  });
});

test('counters of a running machine grow, and those of a paused one stand still', async () => {
  const demo = await openDemo();
  const read = async (name: string) => {
    const found = (await statistics(demo)).find(({ dom }) => dom.name === name);
    return new Map(found?.params.map(({ field, value }) => [field, value.value]));
  };
  const [running, paused] = [await read('db-primary'), await read('win11-accounting')];
  await demo.clock.pass(10_000);
  const [later, same] = [await read('db-primary'), await read('win11-accounting')];
  for (const field of ['cpu.time', 'vcpu.0.time', 'block.1.wr.bytes', 'net.0.rx.bytes']) {
    expect(Number(later.get(field)), field).toBeGreaterThan(Number(running.get(field)));
  }
  expect(same).toEqual(paused);
});

test('the same seed and time give the same numbers, another seed others', async () => {
  const [one, other, third] = [
    await openDemo('demo:///large?domains=40&seed=7'),
    await openDemo('demo:///large?domains=40&seed=7'),
    await openDemo('demo:///large?domains=40&seed=8'),
  ];
  for (const demo of [one, other, third]) await demo.clock.pass(60_000);
  expect(await statistics(one)).toEqual(await statistics(other));
  expect(await statistics(one)).not.toEqual(await statistics(third));
});

test("the host's own processors and memory are used by its machines", async () => {
  const { link, clock } = await openDemo();
  const cpu = async () => {
    const { params } = await link.live.call(nodeGetCpuStats, { cpuNum: -1, nparams: 4, flags: 0 });
    return new Map(params.map(({ field, value }) => [field, Number(value)]));
  };
  const before = await cpu();
  await clock.pass(10_000);
  const after = await cpu();
  for (const [field, value] of before) expect(after.get(field), field).toBeGreaterThanOrEqual(value);
  const grown = [...after].reduce((sum, [field, value]) => sum + value - (before.get(field) ?? 0), 0);
  // 48 processors for 10 s.
  expect(grown / 48e10).toBeCloseTo(1, 2);
  const { params } = await link.live.call(nodeGetMemoryStats, { nparams: 4, cellNum: -1, flags: 0 });
  expect(params.every(({ value }) => value > 0n)).toBe(true);
});

test('machines are spread over the hosts of a large demo, each on one', async () => {
  const hosts = await Promise.all(
    [1, 2, 3].map((host) => openDemo(`demo:///large?domains=100&hosts=3&host=${host}`)),
  );
  const names = hosts.flatMap(({ world }) => world.domains.all.map(({ name }) => name));
  expect(new Set(names).size).toBe(100);
  expect(hosts.map(({ world }) => world.domains.count)).toEqual([34, 33, 33]);
});

test('no two machines have one address, and those on the bridge are seen without a lease', async () => {
  const { link, clock } = await openDemo();
  await clock.pass(10_000);
  const { domains } = await link.live.call(connectListAllDomains, { needResults: 1, flags: RUNNING });
  const answers = await Promise.all(
    domains.map((dom) => link.live.call(domainInterfaceAddresses, { dom, source: ARP, flags: 0 })),
  );
  const addresses = answers.flatMap(({ ifaces }) =>
    ifaces.flatMap(({ addrs }) => addrs.map(({ addr }) => addr)),
  );
  expect(addresses.length).toBeGreaterThan(10);
  expect(new Set(addresses).size).toBe(addresses.length);
  expect(addresses.some((address) => address.startsWith('10.20.0.'))).toBe(true);
});
