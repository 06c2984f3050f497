// Reads the counters of all running machines of a host: by one bulk call, or one call per machine where the driver
// has no bulk statistics worth the name.
import { MEASURED, type Measured } from '../../shared/model/settings.ts';
import { GAP } from '../../shared/model/statistics.ts';
import { connectGetAllDomainStats } from '../libvirt/protocol/connect.gen.ts';
import {
  VirConnectGetAllDomainStatsFlags,
  VirConnectListAllDomainsFlags,
  VirDomainStatsTypes,
} from '../libvirt/protocol/constants.gen.ts';
import { domainGetInfo } from '../libvirt/protocol/domain.gen.ts';
import type { DomainRef, DomainStatsRecord } from '../libvirt/protocol/values.gen.ts';
import { type Ask, attempt, isLacking, isRefused, orElse } from './ask.ts';
import { type DomainCounters, readCounters } from './counters.ts';
import type { DomainEntry } from './domain-entry.ts';

/** Machines per bulk call; one of 40 disks takes some 20 kB of a reply that may have 32 MiB. */
const SLICE = 2000;
/** Without bulk statistics at most so many are read a tick. */
const MOST_SINGLE = 500;

const CLASSES: Readonly<Record<Measured, number>> = {
  cpu: VirDomainStatsTypes.VIR_DOMAIN_STATS_CPU_TOTAL,
  memory: VirDomainStatsTypes.VIR_DOMAIN_STATS_BALLOON,
  network: VirDomainStatsTypes.VIR_DOMAIN_STATS_INTERFACE,
  disk: VirDomainStatsTypes.VIR_DOMAIN_STATS_BLOCK,
};
const NOWAIT = VirConnectGetAllDomainStatsFlags.VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT;
const ACTIVE = VirConnectListAllDomainsFlags.VIR_CONNECT_LIST_DOMAINS_ACTIVE;

export type CountersByUuid = ReadonlyMap<string, DomainCounters>;

export class DomainSampler {
  readonly #measured: () => readonly Measured[];
  /** Learnt from the first answer. */
  #bulk = true;

  /** `measured`: what is wanted now; all by default. */
  constructor(measured: () => readonly Measured[] = () => MEASURED) {
    this.#measured = measured;
  }

  /** The counters of running machines now; those that ended meanwhile are left out. `whole`: they are all that run. */
  async read(ask: Ask, running: readonly DomainEntry[], whole: boolean): Promise<CountersByUuid> {
    const wanted = this.#measured();
    // No class at all would mean every class.
    if (running.length === 0 || wanted.length === 0) return new Map();
    if (this.#bulk) {
      const counters = await readBulk(ask, running, { whole, wanted });
      if (counters !== undefined) return counters;
      this.#bulk = false;
    }
    return await readSingly(ask, running.slice(0, MOST_SINGLE));
  }
}

/** `undefined` when the driver has no bulk statistics, or only their frame (the test driver's hold the state alone). */
async function readBulk(
  ask: Ask,
  running: readonly DomainEntry[],
  { whole, wanted }: { readonly whole: boolean; readonly wanted: readonly Measured[] },
): Promise<CountersByUuid | undefined> {
  const stats = wanted.reduce((classes, one) => classes | CLASSES[one], 0);
  const answers = await Promise.all(slices(running, whole).map((doms) => attempt(askBulk(ask, doms, stats))));
  const records: DomainStatsRecord[] = [];
  for (const answer of answers) {
    if (!isRefused(answer)) records.push(...answer);
    else if (isLacking(answer.refused)) return undefined;
  }
  const vcpus = new Map(running.map(({ ref, facts }) => [ref.uuid, facts.vcpus]));
  const counters = records.map(
    ({ dom, params }) => [dom.uuid, readCounters(params, vcpus.get(dom.uuid) ?? 1)] as const,
  );
  const useless =
    wanted.includes('cpu') && counters.length > 0 && counters.every(([, { cpuTimeNs }]) => cpuTimeNs === GAP);
  return useless ? undefined : new Map(counters);
}

/** No machine named means all: a short question, and machines that start meanwhile are in the answer. */
function slices(running: readonly DomainEntry[], whole: boolean): readonly (readonly DomainRef[])[] {
  if (whole && running.length <= SLICE) return [[]];
  const count = Math.ceil(running.length / SLICE);
  return Array.from({ length: count }, (_, at) =>
    running.slice(at * SLICE, (at + 1) * SLICE).map(({ ref }) => ref),
  );
}

async function askBulk(
  ask: Ask,
  doms: readonly DomainRef[],
  stats: number,
): Promise<readonly DomainStatsRecord[]> {
  const flags = doms.length === 0 ? NOWAIT | ACTIVE : NOWAIT;
  return (await ask(connectGetAllDomainStats, { doms, stats, flags })).retStats;
}

async function readSingly(ask: Ask, running: readonly DomainEntry[]): Promise<CountersByUuid> {
  const infos = await Promise.all(
    running.map(
      async ({ ref }) => [ref.uuid, await orElse(ask(domainGetInfo, { dom: ref }), undefined)] as const,
    ),
  );
  const counters = new Map<string, DomainCounters>();
  for (const [uuid, info] of infos) {
    if (info === undefined) continue;
    counters.set(uuid, {
      cpuTimeNs: Number(info.cpuTime),
      vcpus: info.nrVirtCpu,
      memoryKiB: Number(info.memory),
      diskReadBytes: GAP,
      diskWriteBytes: GAP,
      netRxBytes: GAP,
      netTxBytes: GAP,
    });
  }
  return counters;
}
