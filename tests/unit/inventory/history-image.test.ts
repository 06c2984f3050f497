// Long histories as bytes: what was saved is what is read, and no bytes whatever do harm.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DomainHistories } from '../../../electron/inventory/domain-histories.ts';
import {
  LONGEST_IMAGE,
  NoImage,
  restoreHistories,
  saveHistories,
} from '../../../electron/inventory/history-image.ts';
import { DOMAIN_TIERS, HOST_TIERS, LongHistory } from '../../../electron/inventory/long-history.ts';
import { connectionId } from '../../../shared/checks.ts';
import { domainKey } from '../../../shared/model/keys.ts';
import {
  DOMAIN_METRICS,
  type DomainSample,
  EXTENTS,
  GAP,
  HOST_METRICS,
} from '../../../shared/model/statistics.ts';

const START = Date.UTC(2026, 0, 1);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const connection = connectionId.parse('c7');
const subject = { connection, uri: 'qemu:///system' };
const keyOf = (number: number) =>
  domainKey(connection, `0f1e2d3c-4b5a-4978-8796-${String(number).padStart(12, '0')}`);

const sample = (number: number, cpuPercent: number): DomainSample => ({
  key: keyOf(number),
  cpuPercent,
  memoryKiB: 1000 * number,
  diskReadBytesPerS: 0,
  diskWriteBytesPerS: GAP,
  netRxBytesPerS: 12.5,
  netTxBytesPerS: 1e9,
});
const hostSample = (cpuPercent: number) => ({ ...sample(0, cpuPercent), memoryUsedKiB: 5 });

const empty = () => ({
  host: new LongHistory(HOST_METRICS, HOST_TIERS),
  domains: new DomainHistories(),
});

/** Two machines, a minute apart, for an hour. */
function measured() {
  const all = empty();
  for (let at = 0; at < HOUR; at += MINUTE) {
    all.host.add(START + at, hostSample(at / MINUTE));
    all.domains.addUnseen(START + at, [sample(1, 10), sample(2, 20)]);
  }
  return all;
}

async function imageOf(all: ReturnType<typeof empty>, of = subject): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of saveHistories(of, all)) pieces.push(piece);
  return Buffer.concat(pieces);
}

const spans = Object.values(EXTENTS).map(({ spanMs }) => spanMs);
const readings = ({ host, domains }: ReturnType<typeof empty>, now: number) =>
  spans.map((span) => [
    host.read(now, span),
    domains.read(keyOf(1), now, span),
    domains.read(keyOf(2), now, span),
  ]);

describe('an image of long histories', () => {
  test('read by the next engine shows in every range what was measured', async () => {
    const before = measured();
    const after = empty();
    await restoreHistories(await imageOf(before), subject, after, START + HOUR);
    expect(readings(after, START + HOUR)).toEqual(readings(before, START + HOUR));
    expect(after.domains.size).toBe(2);
    expect(
      after.domains.read(keyOf(2), START + HOUR, HOUR).series.cpuPercent.every((value) => value === 20),
    ).toBe(true);
  });

  test('goes on in the bucket in which it ended', async () => {
    const before = empty();
    for (const value of [10, 20, 30]) before.host.add(START, hostSample(value));
    const after = empty();
    await restoreHistories(await imageOf(before), subject, after, START + 1000);
    after.host.add(START + 2000, hostSample(100));
    expect(after.host.read(START + 3000, HOUR).series.cpuPercent).toEqual([40]);
  });

  test('leaves what was measured since the start, and a gap while nobody was there', async () => {
    const before = measured();
    const image = await imageOf(before);
    const after = empty();
    after.host.add(START + 3 * HOUR, hostSample(77));
    await restoreHistories(image, subject, after, START + 3 * HOUR + MINUTE);
    const { times, series } = after.host.read(START + 3 * HOUR + MINUTE, EXTENTS['6h'].spanMs);
    expect(series.cpuPercent.at(-1)).toBe(77);
    expect(times).toHaveLength(61);
    const breaks = times.filter((at, index) => index > 0 && at - times[index - 1]! > EXTENTS['6h'].breakMs);
    expect(breaks).toEqual([times.at(-1)]);
  });

  test('forgets what is older than a day, and what a clock that was ahead wrote', async () => {
    const image = await imageOf(measured());
    const late = empty();
    await restoreHistories(image, subject, late, START + 50 * HOUR);
    expect(late.domains.size).toBe(0);
    expect(late.host.read(START + 50 * HOUR, EXTENTS['24h'].spanMs).times).toEqual([]);
    const early = empty();
    await restoreHistories(image, subject, early, START - 50 * HOUR);
    expect(early.host.read(START, EXTENTS['24h'].spanMs).times).toEqual([]);
  });

  test('has a size that is known before: 30 kB a host and 14 kB a machine, 14 MB at most', async () => {
    const [none, two] = await Promise.all([imageOf(empty()), imageOf(measured())]);
    expect(none.byteLength).toBeLessThan(31_000);
    expect((two.byteLength - none.byteLength) / 2).toBeLessThan(14_000);
    expect(LONGEST_IMAGE).toBeLessThan(14_000_000);
  });

  test('of another host, another version or another length is refused, and nothing is added', async () => {
    const image = await imageOf(measured());
    const newer = Buffer.from(image);
    newer.writeUInt32LE(99, 16);
    const crowded = Buffer.from(image);
    crowded.writeUInt32LE(0xffff_ffff, 20);
    const into = empty();
    const refusalOf = (bytes: Buffer, of = subject) => restoreHistories(bytes, of, into, START + HOUR);
    await expect(refusalOf(image, { ...subject, uri: 'qemu:///session' })).rejects.toThrow(/another host/);
    await expect(refusalOf(newer)).rejects.toThrow('its version is 99');
    await expect(refusalOf(crowded)).rejects.toThrow(NoImage);
    for (const cut of [0, 10, 56, 57, image.byteLength - 1]) {
      await expect(refusalOf(image.subarray(0, cut))).rejects.toThrow(NoImage);
    }
    expect(into.domains.size).toBe(0);
    expect(into.host.lastMs).toBe(0);
  });

  test('with anything in the place of its numbers holds numbers of today, or gaps', async () => {
    const image = await imageOf(measured());
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: 56, max: image.byteLength - 9 }), fc.float(), fc.integer()), {
          minLength: 1,
          maxLength: 400,
        }),
        async (spoils) => {
          const spoilt = Buffer.from(image);
          for (const [at, value, mark] of spoils) {
            spoilt.writeFloatLE(value, at);
            spoilt.writeInt32LE(mark | 0, at + 4);
          }
          const into = empty();
          await restoreHistories(spoilt, subject, into, START + HOUR);
          into.host.add(START + HOUR, hostSample(50));
          const all = [into.host, ...[...into.domains.ofHost(connection)].map(([, one]) => one)];
          for (const history of all) {
            expect(history.lastMs).toBeLessThanOrEqual(START + HOUR);
            for (const span of spans) {
              const { times, series } = history.read(START + HOUR, span);
              expect(times.every((at) => at <= START + HOUR && at > START - 24 * HOUR)).toBe(true);
              const values = Object.values(series).flat();
              expect(values.every((value) => value === GAP || (Number.isFinite(value) && value >= 0))).toBe(
                true,
              );
            }
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  test('is of a layout that only another version may change', () => {
    // Who changes one of these makes VERSION of history-image.ts one higher, then this test.
    expect({ HOST_METRICS, DOMAIN_METRICS, HOST_TIERS, DOMAIN_TIERS, LONGEST_IMAGE }).toMatchInlineSnapshot(`
      {
        "DOMAIN_METRICS": [
          "cpuPercent",
          "memoryKiB",
          "diskReadBytesPerS",
          "diskWriteBytesPerS",
          "netRxBytesPerS",
          "netTxBytesPerS",
        ],
        "DOMAIN_TIERS": [
          {
            "buckets": 60,
            "stepMs": 10000,
          },
          {
            "buckets": 60,
            "stepMs": 60000,
          },
          {
            "buckets": 360,
            "stepMs": 240000,
          },
        ],
        "HOST_METRICS": [
          "cpuPercent",
          "memoryUsedKiB",
          "diskReadBytesPerS",
          "diskWriteBytesPerS",
          "netRxBytesPerS",
          "netTxBytesPerS",
        ],
        "HOST_TIERS": [
          {
            "buckets": 360,
            "stepMs": 10000,
          },
          {
            "buckets": 360,
            "stepMs": 60000,
          },
          {
            "buckets": 360,
            "stepMs": 240000,
          },
        ],
        "LONGEST_IMAGE": 13566376,
      }
    `);
  });
});
