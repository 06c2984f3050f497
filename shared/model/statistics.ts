// Rates per machine and host, one sample a tick. `GAP` stands where there was no measurement.
import type { ConnectionId, DomainKey } from './keys.ts';

/** No measurement (JSON has no NaN). */
export const GAP = -1;

/** Samples kept: two minutes at the usual two seconds. */
export const HISTORY_SAMPLES = 60;

/** So many machines of a host a page can name as in view; one that shows more asks for all. */
export const MOST_IN_VIEW = 500;

/** What goes through disks and networks, in bytes a second. */
export const TRAFFIC_METRICS = [
  'diskReadBytesPerS',
  'diskWriteBytesPerS',
  'netRxBytesPerS',
  'netTxBytesPerS',
] as const;
export type TrafficMetric = (typeof TRAFFIC_METRICS)[number];

/** What is measured of a machine. CPU is a share of the host's CPUs given to it (0–100 of its own vCPUs). */
export interface DomainSample extends Readonly<Record<TrafficMetric, number>> {
  readonly key: DomainKey;
  /** 0–100 of its own vCPUs */
  readonly cpuPercent: number;
  /** Used inside the guest when its balloon tells, else resident on the host. */
  readonly memoryKiB: number;
}

/** The host itself; its traffic is that of its machines together, and a gap in a tick that did not read all of them. */
export interface HostSample extends Readonly<Record<TrafficMetric, number>> {
  /** 0–100 of all CPUs */
  readonly cpuPercent: number;
  readonly memoryUsedKiB: number;
}

/** Whose samples a page wants: those that it shows, or all that run. */
export type InView = 'all' | readonly DomainKey[];

/** One tick of one host: machines that run and are in view, nothing for those that are off. */
export interface StatisticsTick {
  readonly connection: ConnectionId;
  /** ms since 1970; the same as before when it only adds machines that came into view since. */
  readonly atMs: number;
  readonly host: HostSample;
  readonly domains: readonly DomainSample[];
}

export const DOMAIN_METRICS = ['cpuPercent', 'memoryKiB', ...TRAFFIC_METRICS] as const;
export const HOST_METRICS = ['cpuPercent', 'memoryUsedKiB', ...TRAFFIC_METRICS] as const;
export type DomainMetric = (typeof DOMAIN_METRICS)[number];
export type HostMetric = (typeof HOST_METRICS)[number];

/** Oldest first, at most `HISTORY_SAMPLES`; `times` in ms since 1970. */
export interface History<Metric extends string> {
  readonly times: readonly number[];
  readonly series: Readonly<Record<Metric, readonly number[]>>;
}

/** A series for each metric. */
export function seriesOf<Metric extends string>(
  metrics: readonly Metric[],
  read: (metric: Metric, index: number) => readonly number[],
): History<Metric>['series'] {
  const entries = metrics.map((metric, index): [Metric, readonly number[]] => [metric, read(metric, index)]);
  // An object made of entries knows its keys no more; they are the metrics.
  return Object.fromEntries(entries) as Record<Metric, readonly number[]>;
}
