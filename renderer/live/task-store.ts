// The tasks that this window knows of: those under way from the start, all that are kept once somebody looks at them.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppApi } from '../../shared/contract.ts';
import type { Failure } from '../../shared/failure.ts';
import type { Task, TaskId } from '../../shared/model/task.ts';

/** As many as the engine keeps. */
const MOST_TASKS = 1000;

export interface KnownTasks {
  /** Oldest first. */
  readonly tasks: ReadonlyMap<TaskId, Task>;
  /** Those of before are among them. */
  readonly complete: boolean;
  readonly failure?: Failure;
  /** Results that were read here. */
  readonly putAway: ReadonlySet<TaskId>;
}

export type TaskStore = StoreApi<KnownTasks>;

export interface TaskFollower {
  readonly store: TaskStore;
  /** Asks for those of before, too. */
  loadAll(): Promise<void>;
  /** Asks again: the engine is another. */
  heal(): Promise<void>;
  /** Told of each task that ended while this window was there. Returns what ends it. */
  onEnded(listener: (task: Task) => void): () => void;
  dispose(): void;
}

/** What is newer takes the place of what is older; what began last stands last. */
function merged(before: ReadonlyMap<TaskId, Task>, told: readonly Task[]): ReadonlyMap<TaskId, Task> {
  const after = new Map(before);
  let sorted = true;
  for (const task of told) {
    const known = after.get(task.id);
    if (known === undefined) sorted = false;
    if (known === undefined || known.revision <= task.revision) after.set(task.id, task);
  }
  if (sorted) return after;
  const inOrder = [...after.values()].sort((a, b) => a.startedAtMs - b.startedAtMs);
  return new Map(inOrder.slice(-MOST_TASKS).map((task) => [task.id, task]));
}

/** Follows the engine's tasks until disposed. */
export function followTasks(api: AppApi): TaskFollower {
  const store = createStore<KnownTasks>(() => ({ tasks: new Map(), complete: false, putAway: new Set() }));
  const listeners = new Set<(task: Task) => void>();

  async function load(ended: boolean, forget: boolean): Promise<void> {
    const result = await api.tasks.list({ ended });
    store.setState(
      ({ tasks, complete, putAway }) =>
        result.ok
          ? {
              tasks: merged(forget ? new Map() : tasks, result.value),
              complete: complete || ended,
              putAway,
            }
          : { tasks, complete, putAway, failure: result.failure },
      true,
    );
  }

  function learn(changed: readonly Task[]): void {
    const { tasks } = store.getState();
    store.setState({ tasks: merged(tasks, changed) });
    for (const task of changed) {
      const before = tasks.get(task.id);
      const isNews = task.endedAtMs !== undefined && before?.endedAtMs === undefined;
      if (isNews) for (const listener of listeners) listener(task);
    }
  }

  function forget(ids: readonly TaskId[]): void {
    store.setState((known) => {
      const tasks = new Map(known.tasks);
      for (const id of ids) tasks.delete(id);
      return { tasks };
    });
  }

  void load(false, false);
  const stops = [api.tasks.changed(learn), api.tasks.forgotten(forget)];
  return {
    store,
    loadAll: () => load(true, false),
    heal: () => load(store.getState().complete, true),
    onEnded: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose: () => {
      for (const stop of stops) stop();
    },
  };
}
