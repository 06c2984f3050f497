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

/** How far back a history goes. The shortest is every tick; longer ones are coarser with age. */
export const RANGES = ['2min', '10min', '1h', '6h', '24h'] as const;
export type Range = (typeof RANGES)[number];

interface Extent {
  readonly spanMs: number;
  /** Where nothing was measured for so long, there is a gap: a background tick each minute leaves none. */
  readonly breakMs: number;
}

const MINUTE_MS = 60_000;
export const EXTENTS: Readonly<Record<Exclude<Range, '2min'>, Extent>> = {
  '10min': { spanMs: 10 * MINUTE_MS, breakMs: 2.5 * MINUTE_MS },
  '1h': { spanMs: 60 * MINUTE_MS, breakMs: 2.5 * MINUTE_MS },
  '6h': { spanMs: 6 * 60 * MINUTE_MS, breakMs: 10 * MINUTE_MS },
  '24h': { spanMs: 24 * 60 * MINUTE_MS, breakMs: 10 * MINUTE_MS },
};

/** One virtual CPU. */
export interface VcpuSample {
  readonly index: number;
  readonly percent: number;
  /** Wanting to run and waiting for a CPU of the host. */
  readonly waitPercent: number;
}

/** One disk of a machine. */
export interface DiskSample {
  readonly name: string;
  readonly path?: string;
  readonly readBytesPerS: number;
  readonly writeBytesPerS: number;
  readonly readsPerS: number;
  readonly writesPerS: number;
  readonly allocationBytes: number;
  readonly capacityBytes: number;
}

/** One network interface of a machine. */
export interface NicSample {
  readonly name: string;
  readonly rxBytesPerS: number;
  readonly txBytesPerS: number;
  readonly rxPacketsPerS: number;
  readonly txPacketsPerS: number;
  /** Errors and drops since it started, both ways. */
  readonly lost: number;
}

/** What the parts of one machine do; read only for a machine that somebody looks into. */
export interface DomainParts {
  readonly vcpus: readonly VcpuSample[];
  readonly disks: readonly DiskSample[];
  readonly nics: readonly NicSample[];
}

/** The physical CPUs of a host, and its memory by NUMA node; read only while somebody looks into them. */
export interface HostParts {
  /** 0–100 each */
  readonly cpus: readonly number[];
  readonly cells: readonly { readonly totalKiB: number; readonly usedKiB: number }[];
}

/** Oldest first; `times` in ms since 1970. */
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
