// What the table of machines shows: those that run, each with its newest sample.
import { useMemo } from 'react';
import type { DomainSummary } from '../../../shared/model/domain.ts';
import type { HostSummary } from '../../../shared/model/host.ts';
import type { ConnectionId, DomainKey } from '../../../shared/model/keys.ts';
import { type DomainMetric, type DomainSample, GAP } from '../../../shared/model/statistics.ts';
import { isActive } from '../../live/domain-rules.ts';
import { useDomains } from '../../live/hooks.ts';
import { useSampleOf } from '../../live/measured.ts';

export interface PerformanceRow {
  readonly key: DomainKey;
  readonly domain: DomainSummary;
  readonly host: HostSummary | undefined;
  readonly sample: DomainSample | undefined;
}

export function measureOf({ sample }: PerformanceRow, metric: DomainMetric): number {
  return sample?.[metric] ?? GAP;
}

/** Of all CPUs of its host, as `virt-top` counts. */
export function hostPercentOf(row: PerformanceRow): number {
  const cpus = row.host?.facts?.cpus ?? 0;
  const own = measureOf(row, 'cpuPercent');
  return own === GAP || cpus === 0 ? GAP : (own * row.domain.vcpus) / cpus;
}

/** Of the memory that it has. */
export function memoryPercentOf(row: PerformanceRow): number {
  const used = measureOf(row, 'memoryKiB');
  return used === GAP || row.domain.memoryKiB === 0
    ? GAP
    : Math.min(100, (100 * used) / row.domain.memoryKiB);
}

/** All machines that run on these hosts are measured while this is shown. */
export function useRows(
  connection: ConnectionId | undefined,
  hosts: readonly HostSummary[],
): readonly PerformanceRow[] {
  const domains = useDomains(connection);
  const sampleOf = useSampleOf(true);
  return useMemo(() => {
    const byId = new Map(hosts.map((host) => [host.id, host]));
    return domains.filter(isActive).map((domain) => ({
      key: domain.key,
      domain,
      host: byId.get(domain.connection),
      sample: sampleOf(domain.key),
    }));
  }, [domains, hosts, sampleOf]);
}
