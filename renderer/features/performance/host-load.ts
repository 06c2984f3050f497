// How much of a host is used, and how much was promised to its running machines.
import type { DomainSummary } from '../../../shared/model/domain.ts';
import type { HostSummary } from '../../../shared/model/host.ts';
import type { ConnectionId } from '../../../shared/model/keys.ts';
import { isActive } from '../../live/domain-rules.ts';

export interface Promised {
  readonly running: number;
  readonly vcpus: number;
  readonly memoryKiB: number;
}

const NOTHING: Promised = { running: 0, vcpus: 0, memoryKiB: 0 };

/** By host, of the machines that run. */
export function promisedOf(domains: readonly DomainSummary[]): ReadonlyMap<ConnectionId, Promised> {
  const byHost = new Map<ConnectionId, Promised>();
  for (const domain of domains) {
    if (!isActive(domain)) continue;
    const { running, vcpus, memoryKiB } = byHost.get(domain.connection) ?? NOTHING;
    byHost.set(domain.connection, {
      running: running + 1,
      vcpus: vcpus + domain.vcpus,
      memoryKiB: memoryKiB + domain.memoryKiB,
    });
  }
  return byHost;
}

export interface Overcommit extends Promised {
  /** 1 is all that the host has; undefined while that is not known. */
  readonly vcpuShare: number | undefined;
  readonly memoryShare: number | undefined;
}

export function overcommitOf(host: HostSummary, promised: ReadonlyMap<ConnectionId, Promised>): Overcommit {
  const own = promised.get(host.id) ?? NOTHING;
  const { cpus = 0, memoryKiB = 0 } = host.facts ?? {};
  return {
    ...own,
    vcpuShare: cpus === 0 ? undefined : own.vcpus / cpus,
    memoryShare: memoryKiB === 0 ? undefined : own.memoryKiB / memoryKiB,
  };
}
