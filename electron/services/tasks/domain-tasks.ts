// Actions on machines as tasks: one at a time as a page's request, or many in bulk.
import { domainCommand } from '../../../shared/domain-commands.ts';
import { obstacleTo } from '../../../shared/domain-rules.ts';
import type { DomainAction } from '../../../shared/model/domain.ts';
import { type DomainKey, localPartOf } from '../../../shared/model/keys.ts';
import type { TaskId, TaskSubject } from '../../../shared/model/task.ts';
import type { BootWatch } from '../../console/host-access.ts';
import { actOnDomain, canStop } from '../domain-actions.ts';
import type { DomainJobs } from '../domain-jobs.ts';
import type { Host } from '../host.ts';
import type { Hosts } from '../hosts.ts';
import { notConnected } from '../request-failed.ts';
import { type BulkTarget, runBulk } from './bulk.ts';
import { waitForGuest } from './guest-wait.ts';
import { followJob } from './job-progress.ts';
import { Skipped, type TaskControl } from './task-control.ts';
import type { TaskLog } from './task-log.ts';

export interface DomainTaskDeps {
  readonly tasks: TaskLog;
  readonly hosts: Hosts;
  readonly jobs: DomainJobs;
  readonly boot: BootWatch;
  /** What a guest has when nobody says otherwise. */
  readonly guestTimeoutMs: () => number;
}

/** One machine as tasks call it. */
export function subjectOf(host: Host, domain: DomainKey): TaskSubject {
  const name = host.domain(localPartOf(domain))?.name ?? localPartOf(domain);
  return { connection: host.id, host: host.summary().name, name, domain };
}

function commandOf(host: Host, domain: DomainKey, action: DomainAction): { readonly virsh?: string } {
  const machine = host.domain(localPartOf(domain));
  return machine === undefined ? {} : { virsh: domainCommand(host, machine, action) };
}

type Control = Pick<TaskControl, 'signal' | 'follow'> & Partial<TaskControl>;

interface Act {
  readonly host: Host;
  readonly domain: DomainKey;
  readonly action: DomainAction;
  readonly guestTimeoutMs?: number | undefined;
}

export class DomainTasks {
  readonly #deps: DomainTaskDeps;

  constructor(deps: DomainTaskDeps) {
    this.#deps = deps;
  }

  /** Returns when libvirt has answered; the task ends when the guest has, too. Throws what the call throws. */
  async act(act: Act, caller: AbortSignal): Promise<void> {
    const { host, domain, action } = act;
    const about = { kind: action, subject: subjectOf(host, domain), ...commandOf(host, domain, action) };
    // As long as it waits for its turn.
    const spec = { ...about, cancellable: true };
    await this.#deps.tasks.run(spec, (control) => this.#perform(act, control), caller);
  }

  /** Begins to do `action` to all of them. */
  bulk(domains: readonly DomainKey[], action: DomainAction, guestTimeoutMs?: number): TaskId {
    const { tasks, hosts } = this.#deps;
    const targets = [...new Set(domains)].map((domain) => this.#target(domain, action));
    return runBulk(tasks, { kind: action, stops: canStop(action) }, targets, async ({ domain }, control) => {
      const host = hosts.ofDomain(domain);
      const obstacle = obstacleOf(host, domain, action);
      // It was there when all began.
      if (obstacle === 'hostAway') throw notConnected();
      if (obstacle !== undefined) throw new Skipped(obstacle);
      await this.#perform({ host, domain, action, guestTimeoutMs }, control);
    }).id;
  }

  #target(domain: DomainKey, action: DomainAction): BulkTarget {
    const host = this.#deps.hosts.hostOf(domain);
    if (host === undefined) return { domain, name: localPartOf(domain), host: '', skip: 'gone' };
    const { name, host: hostName } = subjectOf(host, domain);
    const skip = obstacleOf(host, domain, action);
    const command = commandOf(host, domain, action);
    return { domain, name, host: hostName, ...command, ...(skip !== undefined && { skip }) };
  }

  async #perform({ host, domain, action, guestTimeoutMs }: Act, control: Control): Promise<void> {
    const uuid = localPartOf(domain);
    const { signal } = control;
    const { jobs, boot } = this.#deps;
    const dom = host.domainRef(uuid);
    const onSent = () => control.setCancellable?.(canStop(action));
    const acting = actOnDomain({ host, key: domain, action, signal, boot, onSent });
    const acted = jobs.explained(host, dom, acting);
    if (action === 'managed-save' || action === 'start') await followJob(host, dom, acted, control);
    await acted;
    if (action === 'shutdown' || action === 'reboot') {
      const timeoutMs = guestTimeoutMs ?? this.#deps.guestTimeoutMs();
      control.follow(waitForGuest({ host, uuid, action, timeoutMs, signal }));
    }
  }
}

function obstacleOf(host: Host, domain: DomainKey, action: DomainAction) {
  const { state, readOnly } = host.summary();
  const machine = host.domain(localPartOf(domain));
  if (machine === undefined) return state === 'connected' ? 'gone' : 'hostAway';
  return obstacleTo(action, machine, { state, readOnly });
}
