// Rates per machine and host, one sample a tick. `GAP` stands where there was no measurement.
import type { ConnectionId, DomainKey } from './keys.ts';

/** No measurement (JSON has no NaN). */
export const GAP = -1;

/** Samples kept: two minutes at the usual two seconds. */
export const HISTORY_SAMPLES = 60;

/** What is measured of a machine. CPU is a share of the host's CPUs given to it (0–100 of its own vCPUs). */
export interface DomainSample {
  readonly key: DomainKey;
  /** 0–100 of its own vCPUs */
  readonly cpuPercent: number;
  /** Used inside the guest when its balloon tells, else resident on the host. */
  readonly memoryKiB: number;
  readonly diskReadBytesPerS: number;
  readonly diskWriteBytesPerS: number;
  readonly netRxBytesPerS: number;
  readonly netTxBytesPerS: number;
}

export interface HostSample {
  /** 0–100 of all CPUs */
  readonly cpuPercent: number;
  readonly memoryUsedKiB: number;
}

/** One tick of one host: machines that run, nothing for those that are off. */
export interface StatisticsTick {
  readonly connection: ConnectionId;
  /** ms since 1970 */
  readonly atMs: number;
  readonly host: HostSample;
  readonly domains: readonly DomainSample[];
}

export type DomainMetric = Exclude<keyof DomainSample, 'key'>;
export type HostMetric = keyof HostSample;

/** Oldest first, at most `HISTORY_SAMPLES`; `times` in ms since 1970. */
export interface History<Metric extends string> {
  readonly times: readonly number[];
  readonly series: Readonly<Record<Metric, readonly number[]>>;
}
