// A day of measurements: coarser with age, gaps, and never more memory than was set aside.
import { describe, expect, test } from 'vitest';
import { DomainHistories } from '../../../electron/inventory/domain-histories.ts';
import { DOMAIN_TIERS, HOST_TIERS, LongHistory } from '../../../electron/inventory/long-history.ts';
import { connectionId } from '../../../shared/checks.ts';
import { domainKey } from '../../../shared/model/keys.ts';
import { type DomainSample, EXTENTS, GAP } from '../../../shared/model/statistics.ts';

const START = Date.UTC(2026, 0, 1);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const one = ['cpuPercent'] as const;

describe('a long history', () => {
  test('is finer for what is young, and each bucket is the mean of what was measured in it', () => {
    const history = new LongHistory(one, HOST_TIERS);
    for (let at = 0; at < HOUR; at += 2000) history.add(START + at, { cpuPercent: (at / 2000) % 5 });
    const now = START + HOUR - 1;
    const lastTen = history.read(now, EXTENTS['10min'].spanMs);
    expect(lastTen.times).toHaveLength(60);
    expect(lastTen.series.cpuPercent).toEqual(Array.from({ length: 60 }, () => 2));
    expect(history.read(now, EXTENTS['1h'].spanMs).times).toHaveLength(360);
    expect(history.read(now, EXTENTS['6h'].spanMs).times).toHaveLength(60);
    expect(history.read(now, EXTENTS['24h'].spanMs).times).toHaveLength(15);
  });

  test('never holds more than a day, oldest first', () => {
    const history = new LongHistory(one, HOST_TIERS);
    for (let at = 0; at < 72 * HOUR; at += MINUTE) history.add(START + at, { cpuPercent: at / HOUR });
    const { times, series } = history.read(START + 72 * HOUR - 1, EXTENTS['24h'].spanMs);
    expect(times).toHaveLength(360);
    expect(times.every((at, index) => index === 0 || at > times[index - 1]!)).toBe(true);
    expect(Math.min(...series.cpuPercent)).toBeGreaterThanOrEqual(48);
  });

  test('has nothing where nothing was measured, long enough to be drawn as a gap', () => {
    const history = new LongHistory(one, HOST_TIERS);
    for (const at of [0, 1, 2, 20, 21]) history.add(START + at * MINUTE, { cpuPercent: 50 });
    const { spanMs, breakMs } = EXTENTS['1h'];
    const { times } = history.read(START + 22 * MINUTE, spanMs);
    expect(times).toHaveLength(5);
    const breaks = times.filter((at, index) => index > 0 && at - times[index - 1]! > breakMs);
    expect(breaks).toHaveLength(1);
  });

  test('keeps a metric that was not measured apart from one that was', () => {
    const history = new LongHistory(['cpuPercent', 'netRxBytesPerS'], DOMAIN_TIERS);
    history.add(START, { cpuPercent: 10, netRxBytesPerS: GAP });
    history.add(START + 2000, { cpuPercent: 20, netRxBytesPerS: GAP });
    history.add(START + 4000, { cpuPercent: GAP, netRxBytesPerS: 7 });
    const { series } = history.read(START + 5000, EXTENTS['10min'].spanMs);
    expect(series).toEqual({ cpuPercent: [15], netRxBytesPerS: [7] });
  });

  test('shows nothing of the future when the clock is set back', () => {
    const history = new LongHistory(one, HOST_TIERS);
    history.add(START + 2 * HOUR, { cpuPercent: 90 });
    history.add(START, { cpuPercent: 10 });
    expect(history.read(START + 1000, EXTENTS['24h'].spanMs).series.cpuPercent).toEqual([10]);
  });
});

describe('the long histories of machines', () => {
  const keyOf = (number: number) =>
    domainKey(connectionId.parse('c1'), `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`);
  const sample = (number: number): DomainSample => ({
    key: keyOf(number),
    cpuPercent: number,
    memoryKiB: 1,
    diskReadBytesPerS: 0,
    diskWriteBytesPerS: 0,
    netRxBytesPerS: 0,
    netTxBytesPerS: 0,
  });
  const known = (histories: DomainHistories, nowMs: number, ...numbers: readonly number[]) =>
    numbers.filter((number) => histories.read(keyOf(number), nowMs, HOUR).times.length > 0);

  test('are as many as there is room for; one that is looked at takes the place of the one that was not for longest', () => {
    const histories = new DomainHistories(3);
    histories.addUnseen(START, [1, 2, 3, 4].map(sample));
    expect(known(histories, START, 1, 2, 3, 4)).toEqual([1, 2, 3]);
    histories.addSeen(START, [sample(1), sample(9)]);
    expect(histories.size).toBe(3);
    expect(known(histories, START, 1, 2, 3, 4, 9)).toEqual([1, 3, 9]);
    expect(histories.read(keyOf(4), START, HOUR)).toMatchObject({ times: [], series: { cpuPercent: [] } });
  });

  test('make room when a machine was off for a day', () => {
    const histories = new DomainHistories(1);
    histories.addUnseen(START, [sample(1)]);
    histories.addUnseen(START + 25 * HOUR, [sample(2)]);
    expect(known(histories, START + 25 * HOUR, 1, 2)).toEqual([2]);
  });
});
