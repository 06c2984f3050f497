// Starting, pausing, stopping, saving.
import {
  VirDomainCreateFlags as Create,
  VirDomainJobOperation,
  VirDomainJobType,
} from '../../libvirt/protocol/constants.gen.ts';
import {
  domainAbortJob,
  domainCreate,
  domainCreateWithFlags,
  domainDestroy,
  domainDestroyFlags,
  domainGetJobInfo,
  domainGetJobStats,
  domainManagedSave,
  domainManagedSaveRemove,
  domainPmWakeup,
  domainReboot,
  domainReset,
  domainResume,
  domainShutdown,
  domainShutdownFlags,
  domainSuspend,
} from '../../libvirt/protocol/domain.gen.ts';
import type { TypedParam } from '../../libvirt/protocol/values.gen.ts';
import { typedParam } from '../../libvirt/typed-params.ts';
import { type Answer, changes, reads } from '../server/answers.ts';
import { notNow } from '../server/refusal.ts';
import type { Machine, MachineJob } from '../world/machine.ts';

async function start(machine: Machine, flags: number): Promise<void> {
  await machine.start({
    paused: (flags & Create.VIR_DOMAIN_START_PAUSED) !== 0,
    fresh: (flags & Create.VIR_DOMAIN_START_FORCE_BOOT) !== 0,
  });
}

interface Progress {
  readonly elapsedMs: number;
  readonly remainingMs: number;
  readonly totalBytes: number;
  readonly doneBytes: number;
}

function progressOf(machine: Machine, { sinceMs, lastsMs }: MachineJob, nowMs: number): Progress {
  const elapsedMs = nowMs - sinceMs;
  const totalBytes = machine.definition.facts.memoryKiB * 1024;
  const doneBytes = Math.round(totalBytes * Math.min(1, elapsedMs / Math.max(1, lastsMs)));
  return { elapsedMs, remainingMs: Math.max(0, Math.round(lastsMs - elapsedMs)), totalBytes, doneBytes };
}

const long = (field: string, value: number) => typedParam.ullong(field, BigInt(Math.round(value)));

function jobParams({ elapsedMs, remainingMs, totalBytes, doneBytes }: Progress): readonly TypedParam[] {
  return [
    typedParam.int('operation', VirDomainJobOperation.VIR_DOMAIN_JOB_OPERATION_SAVE),
    long('time_elapsed', elapsedMs),
    long('time_remaining', remainingMs),
    long('data_total', totalBytes),
    long('data_processed', doneBytes),
    long('data_remaining', totalBytes - doneBytes),
    long('memory_total', totalBytes),
    long('memory_processed', doneBytes),
    long('memory_remaining', totalBytes - doneBytes),
  ];
}

function jobInfo(machine: Machine, nowMs: number) {
  const { job } = machine;
  const none = { fileTotal: 0n, fileProcessed: 0n, fileRemaining: 0n };
  if (job === undefined) {
    const nothing = {
      timeElapsed: 0n,
      timeRemaining: 0n,
      dataTotal: 0n,
      dataProcessed: 0n,
      dataRemaining: 0n,
    };
    const memory = { memTotal: 0n, memProcessed: 0n, memRemaining: 0n };
    return { type: VirDomainJobType.VIR_DOMAIN_JOB_NONE, ...nothing, ...memory, ...none };
  }
  const { elapsedMs, remainingMs, totalBytes, doneBytes } = progressOf(machine, job, nowMs);
  const [total, done] = [BigInt(totalBytes), BigInt(doneBytes)];
  return {
    type: VirDomainJobType.VIR_DOMAIN_JOB_UNBOUNDED,
    timeElapsed: BigInt(elapsedMs),
    timeRemaining: BigInt(remainingMs),
    dataTotal: total,
    dataProcessed: done,
    dataRemaining: total - done,
    memTotal: total,
    memProcessed: done,
    memRemaining: total - done,
    ...none,
  };
}

export const domainLifecycleCalls: readonly Answer[] = [
  changes(domainCreate, async ({ dom }, { world }) => {
    await start(world.domains.demand(dom), 0);
    return {};
  }),
  changes(domainCreateWithFlags, async ({ dom, flags }, { world }) => {
    const machine = world.domains.demand(dom);
    await start(machine, flags);
    return { dom: machine.ref };
  }),
  changes(domainSuspend, ({ dom }, { world }) => {
    world.domains.demand(dom).suspend();
    return {};
  }),
  changes(domainResume, ({ dom }, { world }) => {
    world.domains.demand(dom).resume();
    return {};
  }),
  changes(domainShutdown, ({ dom }, { world }) => {
    world.domains.demand(dom).shutdown();
    return {};
  }),
  changes(domainShutdownFlags, ({ dom }, { world }) => {
    world.domains.demand(dom).shutdown();
    return {};
  }),
  changes(domainReboot, ({ dom }, { world }) => {
    world.domains.demand(dom).reboot();
    return {};
  }),
  changes(domainReset, ({ dom }, { world }) => {
    world.domains.demand(dom).reset();
    return {};
  }),
  changes(domainDestroy, ({ dom }, { world }) => {
    world.domains.demand(dom).stop('destroyed');
    return {};
  }),
  changes(domainDestroyFlags, ({ dom }, { world }) => {
    world.domains.demand(dom).stop('destroyed');
    return {};
  }),
  changes(domainPmWakeup, ({ dom }, { world }) => {
    const machine = world.domains.demand(dom);
    machine.demandActive();
    throw notNow(`${machine.name} does not sleep`);
  }),
  changes(domainManagedSave, async ({ dom }, { world }) => {
    await world.domains.demand(dom).save();
    return {};
  }),
  changes(domainManagedSaveRemove, ({ dom }, { world }) => {
    world.domains.demand(dom).managedSave = false;
    return {};
  }),
  reads(domainGetJobInfo, ({ dom }, { world }) => {
    const machine = world.domains.demand(dom);
    machine.demandActive();
    return jobInfo(machine, world.clock.nowMs());
  }),
  reads(domainGetJobStats, ({ dom }, { world }) => {
    const machine = world.domains.demand(dom);
    machine.demandActive();
    const { job } = machine;
    if (job === undefined) return { type: VirDomainJobType.VIR_DOMAIN_JOB_NONE, params: [] };
    const progress = progressOf(machine, job, world.clock.nowMs());
    return { type: VirDomainJobType.VIR_DOMAIN_JOB_UNBOUNDED, params: jobParams(progress) };
  }),
  changes(domainAbortJob, ({ dom }, { world }) => {
    const machine = world.domains.demand(dom);
    machine.demandActive();
    if (machine.job === undefined) throw notNow(`${machine.name} has no job to give up`);
    machine.job.abort();
    return {};
  }),
];
