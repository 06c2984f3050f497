// The same work for many machines: side by side with a limit per host; one failure stops nobody else.
import type { ConnectionId, DomainKey } from '../../../shared/model/keys.ts';
import { connectionOf } from '../../../shared/model/keys.ts';
import type { SkipReason, TaskId, TaskItem } from '../../../shared/model/task.ts';
import { Skipped, type TaskControl, Unheard } from './task-control.ts';
import type { OpenTask, TaskLog, TaskSpec } from './task-log.ts';

/** One less than a host works on at once (`host-link.ts`), so that what a person asks meanwhile has its turn. */
const PER_HOST = 2;
/** Characters of a machine's command; a longer one, like that of a thousand tags, is nobody's to type. */
const LONGEST_COMMAND = 4000;

/** One machine of a bulk action. */
export interface BulkTarget {
  readonly domain: DomainKey;
  /** Its name and its host's at the moment. */
  readonly name: string;
  readonly host: string;
  /** Why nothing is to be done to it, known from the start. */
  readonly skip?: SkipReason;
  readonly virsh?: string;
}

export interface MachineControl extends Pick<TaskControl, 'signal' | 'follow'> {
  /** The command that does the same to this machine, where it is known only at its turn. */
  command(line: string): void;
}

export type PerMachine = (target: BulkTarget, control: MachineControl) => Promise<void>;

export interface Bulk {
  readonly id: TaskId;
  /** Resolves when the last machine has its result; never rejects. */
  readonly ended: Promise<void>;
}

export interface BulkSpec extends Omit<TaskSpec, 'subject' | 'hosts' | 'cancellable'> {
  /** What is under way at a machine can be stopped, too. */
  readonly stops?: boolean;
}

/** Begins a task that does `perMachine` to all targets, and leaves out those for which it throws `Skipped`. */
export function runBulk(
  tasks: TaskLog,
  { stops = false, ...spec }: BulkSpec,
  targets: readonly BulkTarget[],
  perMachine: PerMachine,
): Bulk {
  const hosts = [...new Set(targets.map(({ host }) => host))];
  const task = tasks.begin({ ...spec, hosts, cancellable: true }, targets.map(firstItem));
  const run = new BulkRun({ tasks, task, perMachine, stops });
  const able = targets.filter(({ skip }) => skip === undefined);
  // The caller has the id before the first machine is asked.
  return { id: task.id, ended: Promise.resolve().then(() => run.all(able)) };
}

function firstItem({ domain, name, host, skip, virsh }: BulkTarget): TaskItem {
  const line = virsh === undefined ? {} : { virsh };
  if (skip === undefined) return { domain, name, host, state: 'waiting', ...line };
  return { domain, name, host, state: 'skipped', why: skip };
}

const ASKED = { state: 'guest', asked: true } as const;

interface BulkParts {
  readonly tasks: TaskLog;
  readonly task: OpenTask;
  readonly perMachine: PerMachine;
  readonly stops: boolean;
}

class BulkRun {
  readonly #tasks: TaskLog;
  readonly #task: OpenTask;
  readonly #perMachine: PerMachine;
  readonly #stops: boolean;
  readonly #rests = new Set<Promise<void>>();
  readonly #unheard: DomainKey[] = [];

  constructor({ tasks, task, perMachine, stops }: BulkParts) {
    this.#tasks = tasks;
    this.#task = task;
    this.#perMachine = perMachine;
    this.#stops = stops;
  }

  async all(targets: readonly BulkTarget[]): Promise<void> {
    const queues = new Map<ConnectionId, BulkTarget[]>();
    for (const target of targets) {
      const connection = connectionOf(target.domain);
      const queue = queues.get(connection);
      if (queue === undefined) queues.set(connection, [target]);
      else queue.push(target);
    }
    const workers = [...queues.values()].flatMap((queue) => {
      // The workers of a host share one queue.
      const turns = queue.values();
      return Array.from({ length: Math.min(PER_HOST, queue.length) }, () => this.#work(turns));
    });
    await Promise.all(workers);
    await Promise.all(this.#rests);
    this.#end();
  }

  async #work(queue: Iterator<BulkTarget>): Promise<void> {
    for (let next = queue.next(); next.done !== true; next = queue.next()) await this.#one(next.value);
  }

  async #one(target: BulkTarget): Promise<void> {
    const { domain } = target;
    const { signal } = this.#task;
    this.#put(
      domain,
      signal.aborted ? { state: 'cancelled' } : { state: 'running', startedAtMs: Date.now() },
    );
    if (signal.aborted) return;
    const rests: Promise<void>[] = [];
    const work = this.#perMachine(target, {
      signal,
      follow: (rest) => rests.push(rest),
      command: (virsh) => {
        if (virsh.length <= LONGEST_COMMAND) this.#put(domain, { virsh });
      },
    });
    const asked = await work.then(
      () => (rests.length > 0 ? ASKED : ({ state: 'done', endedAtMs: Date.now() } as const)),
      (error: unknown) => this.#outcomeOf(domain, error),
    );
    this.#put(domain, asked);
    if (asked === ASKED) this.#rests.add(this.#rest(domain, rests));
  }

  async #rest(domain: DomainKey, rests: readonly Promise<void>[]): Promise<void> {
    try {
      await Promise.all(rests);
      this.#put(domain, { state: 'done', endedAtMs: Date.now() });
    } catch (error) {
      this.#put(domain, this.#outcomeOf(domain, error));
    }
  }

  #outcomeOf(domain: DomainKey, error: unknown): Partial<TaskItem> {
    const endedAtMs = Date.now();
    if (error instanceof Skipped) return { state: 'skipped', why: error.why, endedAtMs };
    const failure = this.#tasks.failureOf(error);
    if (failure.kind === 'cancelled') return { state: 'cancelled', endedAtMs };
    if (!(error instanceof Unheard)) return { state: 'failed', failure, endedAtMs };
    this.#unheard.push(domain);
    return { state: 'unheard', failure, endedAtMs };
  }

  #put(domain: DomainKey, change: Partial<TaskItem>): void {
    const { items } = this.#task;
    const item = items?.get(domain);
    if (items === undefined || item === undefined) return;
    items.put({ ...item, ...change });
    const { waiting, running, guest } = items.counts;
    const done = items.size - waiting - running - guest;
    const canStop = waiting > 0 || guest > 0 || (this.#stops && running > 0);
    this.#task.update({
      progress: { done, total: items.size, unit: 'machines' },
      cancellable: canStop && !this.#task.signal.aborted,
    });
  }

  #end(): void {
    if (this.#unheard.length > 0) this.#task.update({ unheard: this.#unheard });
    const counts = this.#task.items?.counts;
    const bad = (counts?.failed ?? 0) + (counts?.unheard ?? 0);
    if (bad > 0) this.#task.end('failed');
    else this.#task.end((counts?.cancelled ?? 0) > 0 ? 'cancelled' : 'done');
  }
}
