// The ticker: when it asks, how, and what it does when the host does not answer.
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { DomainHistories } from '../../../electron/inventory/domain-histories.ts';
import { HostInventory } from '../../../electron/inventory/host-inventory.ts';
import { ModelHub } from '../../../electron/inventory/model-hub.ts';
import { HostStatistics } from '../../../electron/inventory/statistics.ts';
import { connectGetAllDomainStats } from '../../../electron/libvirt/protocol/connect.gen.ts';
import { domainGetInfo } from '../../../electron/libvirt/protocol/domain.gen.ts';
import { nodeGetCpuStats } from '../../../electron/libvirt/protocol/node.gen.ts';
import { typedParam } from '../../../electron/libvirt/typed-params.ts';
import { connectionId } from '../../../shared/checks.ts';
import { domainKey, localPartOf } from '../../../shared/model/keys.ts';
import { GAP, type StatisticsTick } from '../../../shared/model/statistics.ts';
import { FakeHost } from './fake-host.ts';

const id = connectionId.parse('c1');
const STATE_ONLY = 1;
const NOWAIT = 2 ** 29;
let fake: FakeHost;
let intervalMs: number;
let background: boolean;
let histories: DomainHistories;
beforeEach(async () => {
  intervalMs = 20;
  background = false;
  histories = new DomainHistories();
  fake = await FakeHost.start();
});
afterEach(() => fake.stop());

/** Statistics of a loaded host; ticks come every `intervalMs` after the first two. */
async function measured() {
  const connection = await fake.connect();
  const inventory = new HostInventory({ connection: id, hub: new ModelHub(), onTrouble: () => undefined });
  await inventory.load(connection);
  const ticks: StatisticsTick[] = [];
  const statistics = new HostStatistics({
    connection: id,
    domains: inventory.domains,
    intervalMs: () => intervalMs,
    background: () => background,
    histories,
    onTick: (tick) => ticks.push(tick),
  });
  statistics.attach((procedure, args) => connection.call(procedure, args));
  onTestFinished(async () => {
    statistics.detach();
    inventory.detach();
    await connection.close();
  });
  return { statistics, ticks };
}

/** Answers with a CPU time that grows; counts the questions for more than the state. */
interface Asked {
  readonly flags: number;
  readonly stats: number;
  readonly names: readonly string[];
}

function serveCounters(): { readonly asked: Asked[] } {
  const asked: Asked[] = [];
  let cpuNs = 0n;
  fake.libvirtd.on(connectGetAllDomainStats, ({ doms, stats, flags }) => {
    const names = doms.map(({ name }) => name);
    if (stats !== STATE_ONLY) asked.push({ stats, flags, names });
    cpuNs += 1_000_000n;
    const params = [
      typedParam.int('state.state', 1),
      typedParam.int('state.reason', 1),
      typedParam.ullong('cpu.time', cpuNs),
      typedParam.ullong('net.0.rx.bytes', cpuNs),
    ];
    const wanted = [...fake.domains.values()].filter(
      ({ name }) => names.length === 0 || names.includes(name),
    );
    return {
      retStats: wanted.map(({ name, uuid, id: number }) => ({
        dom: { name, uuid, id: number },
        params,
      })),
    };
  });
  return { asked };
}

test('nothing is asked while nobody watches; one bulk call a tick while somebody does', async () => {
  const web1 = fake.define('web1', { id: 1, state: 1 });
  const { asked } = serveCounters();
  const { statistics, ticks } = await measured();
  expect(asked).toEqual([]);
  const { stop } = statistics.watch('all');
  const { stop: stopOther } = statistics.watch('all');
  await vi.waitFor(() => expect(ticks.length).toBeGreaterThan(2), 5000);
  stop();
  stop();
  const sofar = ticks.length;
  await vi.waitFor(() => expect(ticks.length).toBeGreaterThan(sofar), 5000);
  stopOther();
  expect(asked.every(({ flags }) => (flags & NOWAIT) === NOWAIT)).toBe(true);
  expect(asked.length).toBeLessThanOrEqual(ticks.length + 2);
  expect(ticks[0]).toMatchObject({ connection: id, domains: [{ key: domainKey(id, web1.uuid) }] });
  expect(ticks[0]?.domains[0]?.cpuPercent).toBeGreaterThan(0);
  const history = statistics.domainHistory(domainKey(id, web1.uuid), '2min');
  // A tick that comes late leaves a gap before it.
  const measuredAtMs = history.times.filter((_, at) => history.series.cpuPercent[at] !== GAP);
  expect(measuredAtMs).toEqual(ticks.map(({ atMs }) => atMs));
});

test('a driver whose bulk statistics hold only the state is asked machine by machine', async () => {
  fake.define('web1', { id: 1, state: 1 });
  let cpuTime = 0n;
  fake.libvirtd.on(domainGetInfo, () => {
    cpuTime += 1_000_000n;
    return { state: 1, maxMem: 2048n, memory: 1024n, nrVirtCpu: 2, cpuTime };
  });
  const { statistics, ticks } = await measured();
  const { stop } = statistics.watch('all');
  await vi.waitFor(() => expect(ticks.length).toBeGreaterThan(0), 5000);
  stop();
  expect(ticks[0]?.domains).toMatchObject([{ memoryKiB: 1024, diskReadBytesPerS: GAP }]);
  expect(ticks[0]?.domains[0]?.cpuPercent).toBeGreaterThan(0);
});

test('the host itself is measured, with the number of parameters that it wants', async () => {
  serveCounters();
  let idle = 0n;
  fake.libvirtd.on(nodeGetCpuStats, ({ nparams }, call) => {
    if (nparams === 0) return { params: [], nparams: 2 };
    if (nparams !== 2) {
      call.refuse(8, 0, 'wrong number of parameters');
      return undefined;
    }
    idle += 75n;
    return {
      params: [
        { field: 'idle', value: idle },
        { field: 'user', value: idle / 3n },
      ],
      nparams: 2,
    };
  });
  const { statistics, ticks } = await measured();
  const { stop } = statistics.watch('all');
  await vi.waitFor(() => expect(ticks.length).toBeGreaterThan(0), 5000);
  stop();
  expect(ticks[0]?.host).toMatchObject({ cpuPercent: 25, memoryUsedKiB: GAP, netRxBytesPerS: GAP });
});

describe('of a host with many machines', () => {
  const MANY = 150;
  const named = (name: string) =>
    domainKey(id, [...fake.domains.values()].find((one) => one.name === name)!.uuid);
  const uuidsOf = (...names: readonly string[]) => new Set(names.map((name) => localPartOf(named(name))));

  async function many() {
    for (let number = 1; number <= MANY; number += 1) fake.define(`vm${number}`, { id: number, state: 1 });
    return { ...serveCounters(), ...(await measured()) };
  }

  test('only those that are looked at are read, and no totals are made up from them', async () => {
    const { asked, statistics, ticks } = await many();
    const { stop } = statistics.watch(uuidsOf('vm3', 'vm7'));
    await vi.waitFor(() => expect(ticks.length).toBeGreaterThan(1), 5000);
    stop();
    expect(new Set(asked.map(({ names }) => names.join()))).toEqual(new Set(['vm3,vm7']));
    expect(ticks[0]?.domains.map(({ key }) => key)).toEqual([named('vm3'), named('vm7')]);
    expect(ticks[0]?.host.netRxBytesPerS).toBe(GAP);
  });

  test('all are read while somebody wants all, and the totals are theirs together', async () => {
    const { asked, statistics, ticks } = await many();
    const one = statistics.watch(uuidsOf('vm3'));
    const whole = statistics.watch('all');
    await vi.waitFor(() => expect(ticks.length).toBeGreaterThan(0), 5000);
    expect(asked.every(({ names }) => names.length === 0)).toBe(true);
    expect(ticks[0]?.domains).toHaveLength(MANY);
    const together = ticks[0]!.domains.reduce((sum, { netRxBytesPerS }) => sum + netRxBytesPerS, 0);
    expect(ticks[0]?.host.netRxBytesPerS).toBeCloseTo(together);
    whole.stop();
    asked.length = 0;
    await vi.waitFor(() => expect(asked.at(-1)?.names).toEqual(['vm3']), 5000);
    one.stop();
  });

  test('one that comes into view is added to the last tick before the next is due', async () => {
    intervalMs = 60_000;
    const { statistics, ticks } = await many();
    const watch = statistics.watch(uuidsOf('vm3'));
    await vi.waitFor(() => expect(ticks).toHaveLength(1), 5000);
    watch.look(uuidsOf('vm3', 'vm9'));
    await vi.waitFor(() => expect(ticks).toHaveLength(2), 5000);
    watch.stop();
    expect(ticks[1]).toMatchObject({ atMs: ticks[0]!.atMs, domains: [{ key: named('vm9') }] });
    expect(ticks[1]?.domains[0]?.cpuPercent).toBeGreaterThan(0);
    expect(statistics.domainHistory(named('vm9'), '2min').times).toHaveLength(1);
  });

  test('all are read each minute for the long history, though only some are looked at', async () => {
    background = true;
    const { asked, statistics, ticks } = await many();
    const { stop } = statistics.watch(uuidsOf('vm3'));
    await vi.waitFor(() => expect(ticks.length).toBeGreaterThan(1), 5000);
    stop();
    expect(asked.slice(0, 3).map(({ names }) => names.join())).toEqual(['', 'vm3', 'vm3']);
    expect(histories.size).toBe(MANY);
    const { times, series } = statistics.domainHistory(named('vm3'), '24h');
    // Two readings can fall into two buckets; the first has nothing to be compared with.
    expect([1, 2]).toContain(times.length);
    expect(series.cpuPercent.at(-1)).toBeGreaterThan(0);
    expect([1, 2]).toContain(statistics.hostHistory('1h').times.length);
  });
});
