// The contract's group `tasks`.
import type { AppHandlers } from '../../../shared/contract.ts';
import type { DomainTasks } from './domain-tasks.ts';
import type { TaskLog } from './task-log.ts';

export function createTaskHandlers(tasks: TaskLog, domains: DomainTasks): AppHandlers['tasks'] {
  return {
    list: (wanted) => tasks.list(wanted),
    items: ({ task, since }) => tasks.items(task, since),
    find: ({ words }) => tasks.find(words),
    bulk: ({ domains: keys, action, guestTimeoutMs }) => domains.bulk(keys, action, guestTimeoutMs),
    cancel: ({ task }) => tasks.cancel(task),
    forget: ({ tasks: wanted }) => tasks.forget(wanted),
  };
}
