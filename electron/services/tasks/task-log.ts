// Every task of this engine and of those before it: the last thousand, kept in a file, told to pages in batches.
import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { taskId } from '../../../shared/checks.ts';
import type { Failure } from '../../../shared/failure.ts';
import type { Task, TaskCounts, TaskId, TaskItem, TaskItems, TaskState } from '../../../shared/model/task.ts';
import { Cancelled } from '../../libvirt/errors.ts';
import { failureOf } from '../../libvirt/failure-of.ts';
import { inTime } from '../../libvirt/in-time.ts';
import { NO_DEADLINE_MS } from '../../libvirt/rpc/call-table.ts';
import type { Log } from '../../log.ts';
import type { TaskJournal } from '../../store/task-journal.ts';
import { type TaskControl, Unheard } from './task-control.ts';
import { ItemList } from './task-items.ts';

/** Tasks kept. */
export const MOST_TASKS = 1000;
/** Machines of bulk actions kept, over all tasks; the oldest tasks then keep their numbers alone. */
const MOST_ITEMS = 20_000;
/** ms between two writings of a task that runs. */
const KEEP_EVERY_MS = 10_000;
/** ms until a task that began, ended or can be taken back no more is pushed; others go with it. */
const FRAME_MS = 100;
/** ms until its numbers alone are: of ten thousand machines some are done in each frame, and nobody reads that fast. */
const NUMBERS_MS = 500;

/** What is said of a task when it begins. */
export type TaskSpec = Pick<Task, 'kind'> &
  Partial<Pick<Task, 'subject' | 'hosts' | 'detail' | 'labels' | 'virsh' | 'cancellable'>>;

type TaskChange = Partial<Pick<Task, 'progress' | 'cancellable' | 'unheard'>>;

export interface TaskLogDeps {
  readonly log: Log;
  readonly push: (changed: readonly Task[]) => void;
  /** Told of those that are in no list any more because somebody wanted that. */
  readonly forgotten?: (tasks: readonly TaskId[]) => void;
  /** Absent where nothing is to outlive the engine. */
  readonly journal?: TaskJournal | undefined;
  readonly frameMs?: number;
}

/** A task that is under way; whoever holds it ends it. */
export interface OpenTask {
  readonly id: TaskId;
  readonly signal: AbortSignal;
  update(change: TaskChange): void;
  /** The items as they are; each change of them is a change of the task. */
  readonly items: ItemList | undefined;
  end(state: Exclude<TaskState, 'running' | 'interrupted'>, failure?: Failure): void;
}

export class TaskLog {
  /** Oldest first. */
  #tasks = new Map<TaskId, Task>();
  readonly #items = new Map<TaskId, ItemList>();
  readonly #open = new Map<TaskId, AbortController>();
  readonly #changed = new Set<TaskId>();
  /** When a task that runs was written last. */
  readonly #keptMs = new Map<TaskId, number>();
  readonly #deps: TaskLogDeps;
  #loaded: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #dueMs = Number.POSITIVE_INFINITY;
  #revision = 0;

  constructor(deps: TaskLogDeps) {
    this.#deps = deps;
  }

  /**
   * Does `work` as a task. Answers as `work` does, and with it, although the task may go on (`TaskControl.follow`). When
   * `caller` aborts with `Cancelled` it waits no more, and the task is taken back if that can be done; a caller that is
   * only gone leaves it running.
   */
  async run<T>(spec: TaskSpec, work: (control: TaskControl) => Promise<T>, caller?: AbortSignal): Promise<T> {
    const task = this.begin(spec);
    const rests: Promise<void>[] = [];
    const answer = work({
      signal: task.signal,
      progress: (progress) => task.update({ progress }),
      setCancellable: (cancellable) => task.update({ cancellable }),
      follow: (rest) => rests.push(rest),
    });
    this.#endWith(task, outcomeOf(answer, rests));
    if (caller === undefined) return await answer;
    const goodbye = () => {
      if (caller.reason instanceof Cancelled) this.cancel(task.id);
    };
    caller.addEventListener('abort', goodbye, { once: true });
    if (caller.aborted) goodbye();
    const forgo = () => caller.removeEventListener('abort', goodbye);
    answer.then(forgo, forgo);
    return await inTime(answer, { what: spec.kind, timeoutMs: NO_DEADLINE_MS, signal: caller });
  }

  /** Begins a task that its holder ends. */
  begin(spec: TaskSpec, items?: readonly TaskItem[]): OpenTask {
    const id = taskId.parse(randomUUID());
    const abort = new AbortController();
    // As many listen as calls of it are under way, on however many hosts.
    setMaxListeners(0, abort.signal);
    const list = items && new ItemList(items);
    this.#open.set(id, abort);
    if (list !== undefined) this.#items.set(id, list);
    const counts = list && { counts: list.counts };
    this.#put({
      id,
      revision: 0,
      cancellable: false,
      ...spec,
      ...counts,
      state: 'running',
      startedAtMs: Date.now(),
    });
    this.#trim();
    this.#keep(id);
    return {
      id,
      signal: abort.signal,
      items: list,
      update: (change) => this.#update(id, change),
      end: (state, failure) => this.#end(id, failure === undefined ? { state } : { state, failure }),
    };
  }

  /** Oldest first; with those that have ended, or only those under way. */
  async list({ ended }: { readonly ended: boolean }): Promise<readonly Task[]> {
    if (!ended) return [...this.#open.keys()].flatMap((id) => this.#tasks.get(id) ?? []);
    await this.#loadOnce();
    return [...this.#tasks.values()];
  }

  async items(id: TaskId, since: number): Promise<TaskItems> {
    if (!this.#items.has(id)) await this.#loadOnce();
    return this.#items.get(id)?.since(since) ?? { revision: 0, items: [] };
  }

  /** For each word, in small letters or large, those of whose machines one is about it. */
  async find(words: readonly string[]): Promise<readonly (readonly TaskId[])[]> {
    await this.#loadOnce();
    const found = [...this.#items].map(([id, items]) => ({ id, has: items.wordsIn(words) }));
    return words.map((word) => found.filter(({ has }) => has.has(word)).map(({ id }) => id));
  }

  /** Takes it back as far as it can be; what has ended, or cannot be taken back any more, goes on as it is. */
  cancel(id: TaskId): void {
    const task = this.#tasks.get(id);
    if (task?.cancellable !== true) return;
    this.#put({ ...task, cancellable: false, cancelling: true });
    this.#open.get(id)?.abort(new Cancelled());
  }

  /** Drops them for good, from the disk too; those under way stay. */
  async forget(wanted: readonly TaskId[] | 'ended'): Promise<void> {
    await this.#loadOnce();
    const known = wanted === 'ended' ? [...this.#tasks.keys()] : wanted;
    const ids = known.filter((id) => this.#tasks.has(id) && !this.#open.has(id));
    for (const id of ids) this.#drop(id);
    this.#deps.journal?.forget(ids);
    if (ids.length > 0) this.#deps.forgotten?.(ids);
  }

  /** Words for what was thrown; a bug is logged. */
  failureOf(error: unknown): Failure {
    return failureOf(error, this.#deps.log);
  }

  /** Waits until all is written. What is under way is found as interrupted by the next engine. */
  async dispose(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#deps.journal?.dispose();
  }

  #endWith(task: OpenTask, outcome: Promise<unknown>): void {
    outcome.then(
      () => task.end('done'),
      (error: unknown) => {
        const failure = this.failureOf(error);
        if (failure.kind === 'cancelled') return task.end('cancelled');
        const domain = this.#tasks.get(task.id)?.subject?.domain;
        if (error instanceof Unheard && domain !== undefined) task.update({ unheard: [domain] });
        task.end('failed', failure);
      },
    );
  }

  /** Not before somebody wants to see them: reading thousands of lines would hold up the start. */
  #loadOnce(): Promise<void> {
    this.#loaded ??= this.#load();
    return this.#loaded;
  }

  async #load(): Promise<void> {
    const stored = (await this.#deps.journal?.read()) ?? [];
    const mine = this.#tasks;
    this.#tasks = new Map();
    for (const { task, items } of stored) {
      if (mine.has(task.id)) continue;
      this.#tasks.set(task.id, interrupted(task));
      if (items !== undefined) this.#items.set(task.id, new ItemList(items.map(itemInterrupted)));
    }
    for (const [id, task] of mine) this.#tasks.set(id, task);
    this.#trim();
  }

  #update(id: TaskId, change: TaskChange): void {
    const task = this.#tasks.get(id);
    if (task === undefined) return;
    const counts = this.#items.get(id)?.counts;
    const isNews =
      (change.cancellable ?? task.cancellable) !== task.cancellable || task.progress === undefined;
    this.#put({ ...task, ...change, ...(counts && { counts }) }, isNews ? FRAME_MS : NUMBERS_MS);
  }

  #end(id: TaskId, how: Pick<Task, 'state' | 'failure'>): void {
    const task = this.#tasks.get(id);
    this.#open.delete(id);
    if (task === undefined) return;
    const { progress, cancelling, ...rest } = task;
    this.#put({ ...rest, ...how, cancellable: false, endedAtMs: Date.now() });
    this.#trim();
    this.#keep(id);
  }

  #put(task: Task, withinMs = FRAME_MS): void {
    this.#revision += 1;
    this.#tasks.set(task.id, { ...task, revision: this.#revision });
    this.#changed.add(task.id);
    this.#tellWithin(this.#deps.frameMs ?? withinMs);
  }

  #tellWithin(ms: number): void {
    const dueMs = performance.now() + ms;
    if (dueMs >= this.#dueMs) return;
    clearTimeout(this.#timer);
    this.#dueMs = dueMs;
    this.#timer = setTimeout(() => this.#tell(), ms);
  }

  #tell(): void {
    this.#timer = undefined;
    this.#dueMs = Number.POSITIVE_INFINITY;
    const changed = [...this.#changed].flatMap((id) => this.#tasks.get(id) ?? []);
    this.#changed.clear();
    if (changed.length > 0) this.#deps.push(changed);
    for (const { id } of changed) this.#keepNowAndThen(id);
  }

  /** What a bulk action has done to its machines so far outlives an engine that dies. */
  #keepNowAndThen(id: TaskId): void {
    const isDue = Date.now() - (this.#keptMs.get(id) ?? 0) > KEEP_EVERY_MS;
    if (isDue && this.#open.has(id) && this.#items.has(id)) this.#keep(id);
  }

  #keep(id: TaskId): void {
    const task = this.#tasks.get(id);
    const items = this.#items.get(id)?.all;
    if (task === undefined) return;
    this.#deps.journal?.write(items === undefined ? { task } : { task, items });
    if (task.endedAtMs === undefined) this.#keptMs.set(id, Date.now());
    else this.#keptMs.delete(id);
  }

  #drop(id: TaskId): void {
    this.#tasks.delete(id);
    this.#items.delete(id);
    this.#changed.delete(id);
  }

  #trim(): void {
    let tooMany = this.#tasks.size - MOST_TASKS;
    for (const id of this.#tasks.keys()) {
      if (tooMany <= 0) break;
      if (this.#open.has(id)) continue;
      this.#drop(id);
      tooMany -= 1;
    }
    let tooManyItems = [...this.#items.values()].reduce((sum, { size }) => sum + size, 0) - MOST_ITEMS;
    for (const [id, { size }] of this.#items) {
      if (tooManyItems <= 0) break;
      if (this.#open.has(id)) continue;
      this.#items.delete(id);
      tooManyItems -= size;
    }
  }
}

/** Waits for all that was begun, whatever failed first. */
async function outcomeOf(answer: Promise<unknown>, rests: readonly Promise<void>[]): Promise<void> {
  await answer.finally(() => Promise.allSettled(rests));
  await Promise.all(rests);
}

/** As it is told after an engine that ended before it. */
function interrupted(task: Task): Task {
  if (task.state !== 'running') return task;
  const { progress, ...rest } = task;
  return {
    ...rest,
    ...(rest.counts && { counts: cutShort(rest.counts) }),
    state: 'interrupted',
    cancellable: false,
  };
}

function cutShort(counts: TaskCounts): TaskCounts {
  const { waiting, running, guest } = counts;
  const open = { waiting: 0, running: 0, guest: 0 };
  return { ...counts, ...open, interrupted: counts.interrupted + waiting + running + guest };
}

function itemInterrupted(item: TaskItem): TaskItem {
  const open = item.state === 'waiting' || item.state === 'running' || item.state === 'guest';
  return open ? { ...item, state: 'interrupted' } : item;
}
