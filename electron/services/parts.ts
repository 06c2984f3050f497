// Looks into one machine or host: what each of its CPUs, disks and network interfaces does.
import type { ConnectionId } from '../../shared/model/keys.ts';
import type { DomainParts, HostParts } from '../../shared/model/statistics.ts';
import type { Ask } from '../inventory/ask.ts';
import { domainParts, PART_CLASSES, type PartCounters, partCounters } from '../inventory/domain-parts.ts';
import { type HostPartCounters, hostParts, readHostParts } from '../inventory/host-parts.ts';
import { Meter } from '../inventory/meter.ts';
import { connectGetAllDomainStats } from '../libvirt/protocol/connect.gen.ts';
import { VirConnectGetAllDomainStatsFlags } from '../libvirt/protocol/constants.gen.ts';
import type { Host } from './host.ts';
import { notConnected, RequestFailed } from './request-failed.ts';

const NOWAIT = VirConnectGetAllDomainStatsFlags.VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT;
/** What the statistics wait for an answer. */
const WAITED_MS = 5000;

async function ask<T>(host: Host, read: (ask: Ask) => Promise<T>): Promise<T> {
  const { statistics, facts } = host;
  if (facts === undefined) throw notConnected();
  const answer = await statistics.once(read);
  if (answer === undefined) throw new RequestFailed({ kind: 'timeout', afterMs: WAITED_MS });
  return answer;
}

export class Parts {
  readonly #domains = new Meter<PartCounters>();
  readonly #hosts = new Meter<HostPartCounters>();

  async ofDomain(host: Host, uuid: string, signal: AbortSignal): Promise<DomainParts> {
    const args = { doms: [host.domainRef(uuid)], stats: PART_CLASSES, flags: NOWAIT };
    const read = async () => {
      const { retStats } = await ask(host, (call) => call(connectGetAllDomainStats, args));
      return partCounters(retStats[0]?.params ?? []);
    };
    return domainParts(await this.#domains.measure(`${host.id}/${uuid}`, read, signal));
  }

  async ofHost(host: Host, id: ConnectionId, signal: AbortSignal): Promise<HostParts> {
    const { facts } = host;
    if (facts === undefined) throw notConnected();
    return hostParts(
      await this.#hosts.measure(id, () => ask(host, (call) => readHostParts(call, facts)), signal),
    );
  }
}
