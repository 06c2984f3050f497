// How states of tasks and of their machines are drawn.
import type { ItemState, TaskState } from '../../../shared/model/task.ts';
import type { StateLook } from '../../ui/state.tsx';

const TASKS: Readonly<Record<TaskState, StateLook>> = {
  running: 'busy',
  done: 'running',
  failed: 'failed',
  cancelled: 'off',
  interrupted: 'paused',
};

const ITEMS: Readonly<Record<ItemState, StateLook>> = {
  waiting: 'off',
  running: 'busy',
  guest: 'busy',
  done: 'running',
  skipped: 'off',
  failed: 'failed',
  unheard: 'paused',
  cancelled: 'off',
  interrupted: 'paused',
};

export function lookOfTask(state: TaskState): StateLook {
  return TASKS[state];
}

export function lookOfItem(state: ItemState): StateLook {
  return ITEMS[state];
}
