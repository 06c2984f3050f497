// From typed parameters to rates and histories.
import { describe, expect, test } from 'vitest';
import { readCounters } from '../../../electron/inventory/counters.ts';
import { SampleHistory } from '../../../electron/inventory/history.ts';
import { domainSample, hostSample } from '../../../electron/inventory/rates.ts';
import { typedParam } from '../../../electron/libvirt/typed-params.ts';
import { connectionId } from '../../../shared/checks.ts';
import { domainKey } from '../../../shared/model/keys.ts';
import { GAP, HISTORY_SAMPLES } from '../../../shared/model/statistics.ts';

const key = domainKey(connectionId.parse('c1'), '6e657477-6f72-4b00-8000-000000000001');
const record = (cpuNs: bigint, bytes: bigint) => [
  typedParam.ullong('cpu.time', cpuNs),
  typedParam.ullong('balloon.rss', 5000n),
  typedParam.uint('net.count', 2),
  typedParam.string('net.0.name', 'vnet0'),
  typedParam.ullong('net.0.rx.bytes', bytes),
  typedParam.ullong('net.1.rx.bytes', bytes),
  typedParam.ullong('net.0.tx.bytes', 7n),
  typedParam.ullong('block.0.rd.bytes', bytes),
  typedParam.ullong('block.1.rd.bytes', 3n),
];

describe('counters of a machine', () => {
  test('are summed over its disks and interfaces', () => {
    expect(readCounters(record(10n, 100n), 2)).toEqual({
      cpuTimeNs: 10,
      vcpus: 2,
      memoryKiB: 5000,
      diskReadBytes: 103,
      diskWriteBytes: GAP,
      netRxBytes: 200,
      netTxBytes: 7,
    });
  });

  test('tell the memory that the guest itself says it uses, when its balloon tells', () => {
    const told = [typedParam.ullong('balloon.available', 1000n), typedParam.ullong('balloon.unused', 300n)];
    expect(readCounters([...record(0n, 0n), ...told], 1).memoryKiB).toBe(700);
  });

  test('are gaps for a machine that is busy and tells nothing', () => {
    expect(readCounters([], 1)).toMatchObject({ cpuTimeNs: GAP, memoryKiB: GAP, netTxBytes: GAP });
  });
});

describe('rates', () => {
  const read = (cpuNs: bigint, bytes: bigint) => readCounters(record(cpuNs, bytes), 2);

  test('are shares of the vCPUs and bytes per second', () => {
    const sample = domainSample(key, read(0n, 0n), read(2_000_000_000n, 1000n), 2000);
    expect(sample).toMatchObject({
      cpuPercent: 50,
      netRxBytesPerS: 1000,
      diskReadBytesPerS: 500,
      netTxBytesPerS: 0,
    });
  });

  test('never exceed 100 % of the vCPUs', () => {
    expect(domainSample(key, read(0n, 0n), read(9_000_000_000n, 0n), 2000).cpuPercent).toBe(100);
  });

  test('are gaps when a counter fell, since the machine started anew', () => {
    expect(domainSample(key, read(50n, 1000n), read(10n, 0n), 2000)).toMatchObject({
      cpuPercent: GAP,
      netRxBytesPerS: GAP,
      memoryKiB: 5000,
    });
  });

  test('are gaps without a reading before', () => {
    expect(domainSample(key, read(0n, 0n), read(0n, 0n), 0).cpuPercent).toBe(GAP);
  });

  test('of the host count what is not idle, and memory that its caches do not hold', () => {
    const cpu = (user: number, idle: number, iowait: number) =>
      new Map(Object.entries({ user, idle, iowait }));
    const memory = new Map(Object.entries({ total: 1000, free: 200, buffers: 100, cached: 300 }));
    const before = { cpu: cpu(100, 100, 0), memory };
    expect(hostSample(before, { cpu: cpu(150, 130, 20), memory })).toEqual({
      cpuPercent: 50,
      memoryUsedKiB: 400,
    });
    expect(hostSample({ cpu: new Map(), memory: new Map() }, { cpu: new Map(), memory: new Map() })).toEqual({
      cpuPercent: GAP,
      memoryUsedKiB: GAP,
    });
  });
});

describe('the history', () => {
  const sample = (cpuPercent: number) => ({
    key,
    cpuPercent,
    memoryKiB: 1,
    diskReadBytesPerS: 0,
    diskWriteBytesPerS: 0,
    netRxBytesPerS: 0,
    netTxBytesPerS: 0,
  });
  const host = {
    cpuPercent: 1,
    memoryUsedKiB: 2,
    diskReadBytesPerS: 0,
    diskWriteBytesPerS: 0,
    netRxBytesPerS: 0,
    netTxBytesPerS: 0,
  };

  test('keeps the last samples in order, oldest first', () => {
    const history = new SampleHistory();
    for (let at = 0; at < HISTORY_SAMPLES + 5; at += 1) history.add(at, host, [sample(at)]);
    const { times, series } = history.domain(key);
    expect(times).toHaveLength(HISTORY_SAMPLES);
    expect([times[0], times.at(-1)]).toEqual([5, HISTORY_SAMPLES + 4]);
    expect(series.cpuPercent).toEqual(times);
  });

  test('has gaps where a machine was not measured, and where nobody watched', () => {
    const history = new SampleHistory();
    history.add(1, host, [sample(10)]);
    history.add(2, host, []);
    history.addGap(3);
    history.add(4, host, [sample(40)]);
    expect(history.domain(key).series.cpuPercent).toEqual([10, GAP, GAP, 40]);
    expect(history.host().series.cpuPercent).toEqual([1, 1, GAP, 1]);
  });

  test('takes into its last tick what was measured soon after', () => {
    const history = new SampleHistory();
    history.add(1, host, []);
    history.amend([sample(10)]);
    expect(history.domain(key)).toMatchObject({ times: [1], series: { cpuPercent: [10] } });
  });

  test('forgets a machine that was off for all of it', () => {
    const history = new SampleHistory();
    history.add(0, host, [sample(10)]);
    for (let at = 1; at <= HISTORY_SAMPLES; at += 1) history.add(at, host, []);
    expect(new Set(history.domain(key).series.cpuPercent)).toEqual(new Set([GAP]));
  });
});
