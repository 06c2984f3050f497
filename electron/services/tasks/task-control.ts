// What the work of a task is given, and how it says that a machine was left out or did not listen.
import type { SkipReason, TaskProgress } from '../../../shared/model/task.ts';
import { RequestFailed } from '../request-failed.ts';

export interface TaskControl {
  /** Aborts with `Cancelled` when a person takes the task back. A page that goes away takes nothing back. */
  readonly signal: AbortSignal;
  progress(now: TaskProgress): void;
  /** Whether taking it back still changes anything. */
  setCancellable(can: boolean): void;
  /** The task goes on until `rest` has ended, although its caller is answered and its place is free. */
  follow(rest: Promise<void>): void;
}

/** Thrown for a machine of a bulk action to which nothing is to be done. */
export class Skipped extends Error {
  override readonly name = 'Skipped';
  readonly why: SkipReason;

  constructor(why: SkipReason) {
    super(why);
    this.why = why;
  }
}

/** A guest that was asked to go down and did not in time. */
export class Unheard extends RequestFailed {
  constructor(afterMs: number) {
    super({ kind: 'timeout', afterMs });
  }
}
