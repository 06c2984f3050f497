// From two readings of counters to what pages see: a sample for each machine, and the host's with the totals of them all.
import { type ConnectionId, domainKey } from '../../shared/model/keys.ts';
import {
  type DomainSample,
  GAP,
  type HostSample,
  type TrafficMetric,
} from '../../shared/model/statistics.ts';
import type { DomainCounters } from './counters.ts';
import { domainSample, type HostCounters, hostSample } from './rates.ts';

/** A machine's counters, and when they were read: monotonic, in ms. */
export interface TimedCounters {
  readonly atMs: number;
  readonly counters: DomainCounters;
}

/** By UUID. */
export type Readings = ReadonlyMap<string, TimedCounters>;

/** A sample for each machine of `after`. What was read too long before tells nothing of now. */
export function domainSamples(
  connection: ConnectionId,
  before: Readings,
  after: Readings,
  mostMs: number,
): readonly DomainSample[] {
  return [...after].map(([uuid, { atMs, counters }]) => {
    const earlier = before.get(uuid);
    const elapsedMs = earlier === undefined ? 0 : atMs - earlier.atMs;
    const spanMs = elapsedMs > mostMs ? 0 : elapsedMs;
    return domainSample(domainKey(connection, uuid), earlier?.counters ?? counters, counters, spanMs);
  });
}

/** The host's own numbers, and what its machines move together; no totals where not all of them were read. */
export function wholeSample(
  before: HostCounters,
  after: HostCounters,
  machines: readonly DomainSample[] | undefined,
): HostSample {
  const own = hostSample(before, after);
  const total = (metric: TrafficMetric) => sumOf(machines ?? [], metric);
  return {
    ...own,
    diskReadBytesPerS: total('diskReadBytesPerS'),
    diskWriteBytesPerS: total('diskWriteBytesPerS'),
    netRxBytesPerS: total('netRxBytesPerS'),
    netTxBytesPerS: total('netTxBytesPerS'),
  };
}

function sumOf(machines: readonly DomainSample[], metric: TrafficMetric): number {
  let sum = GAP;
  for (const { [metric]: value } of machines) if (value !== GAP) sum = Math.max(0, sum) + value;
  return sum;
}
