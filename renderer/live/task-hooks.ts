// How components read the log of tasks and take tasks back.
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { Failure } from '../../shared/failure.ts';
import type { DomainKey } from '../../shared/model/keys.ts';
import type { Task, TaskId, TaskItem } from '../../shared/model/task.ts';
import { useLive } from './provider.tsx';
import type { KnownTasks } from './task-store.ts';

/** ms between two questions for the machines of a bulk action that runs. */
const ITEMS_PACE_MS = 500;

function useKnown<T>(select: (known: KnownTasks) => T): T {
  return useStore(useLive().tasks.store, select);
}

/** All that are kept, newest first; asks the engine for those of before. */
export function useTasks(): {
  readonly tasks: readonly Task[];
  readonly ready: boolean;
  readonly failure?: Failure;
} {
  const { tasks: follower } = useLive();
  const tasks = useKnown((known) => known.tasks);
  const ready = useKnown((known) => known.complete);
  const failure = useKnown((known) => known.failure);
  useEffect(() => {
    if (!ready) void follower.loadAll();
  }, [follower, ready]);
  const newestFirst = useMemo(() => [...tasks.values()].reverse(), [tasks]);
  return failure === undefined ? { tasks: newestFirst, ready } : { tasks: newestFirst, ready, failure };
}

/** Those under way, oldest first. */
export function useRunningTasks(): readonly Task[] {
  const tasks = useKnown((known) => known.tasks);
  return useMemo(() => [...tasks.values()].filter(({ state }) => state === 'running'), [tasks]);
}

/** Bulk actions whose result, or whose way to it, is to be shown in this window. */
export function useBulkTasks(): readonly Task[] {
  const tasks = useKnown((known) => known.tasks);
  const putAway = useKnown((known) => known.putAway);
  return useMemo(
    () => [...tasks.values()].filter((task) => task.counts !== undefined && !putAway.has(task.id)),
    [tasks, putAway],
  );
}

/** Shows the result of a task no more in this window; the log keeps it. */
export function usePutAway(): (id: TaskId) => void {
  const { tasks } = useLive();
  return useCallback(
    (id) => tasks.store.setState(({ putAway }) => ({ putAway: new Set(putAway).add(id) })),
    [tasks],
  );
}

/** Calls `listener` with each task that ends while the component is mounted. */
export function useTaskEndings(listener: (task: Task) => void): void {
  const { tasks } = useLive();
  useEffect(() => tasks.onEnded(listener), [tasks, listener]);
}

/** The machines of a bulk action, asked for again while it runs. */
export function useTaskItems(task: Task): readonly TaskItem[] {
  const { api } = useLive();
  const { id, revision } = task;
  const known = useRef<{ id: TaskId; revision: number; items: Map<DomainKey, TaskItem> }>(undefined);
  const [items, setItems] = useState<readonly TaskItem[]>([]);
  const askedMs = useRef(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another revision means other items
  useEffect(() => {
    const before = known.current?.id === id ? known.current : { id, revision: 0, items: new Map() };
    const waitMs = before.revision === 0 ? 0 : Math.max(0, askedMs.current + ITEMS_PACE_MS - Date.now());
    const timer = setTimeout(async () => {
      askedMs.current = Date.now();
      const result = await api.tasks.items({ task: id, since: before.revision });
      if (!result.ok) return;
      const now = new Map(before.items);
      for (const item of result.value.items) now.set(item.domain, item);
      known.current = { id, revision: result.value.revision, items: now };
      setItems([...now.values()]);
    }, waitMs);
    return () => clearTimeout(timer);
  }, [api, id, revision]);
  return known.current?.id === id ? items : [];
}
