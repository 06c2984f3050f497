// What was asked of machines from this page: the question before it, that it runs, and how it failed.
// Grid, machine page and sidebar share it, so that a failure stands wherever its machine is shown.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Failure } from '../../shared/failure.ts';
import type { DomainAction, DomainSummary } from '../../shared/model/domain.ts';
import type { DomainKey } from '../../shared/model/keys.ts';

export interface OperationFailure {
  readonly id: number;
  readonly domain: DomainKey;
  readonly name: string;
  readonly action: DomainAction;
  readonly failure: Failure;
}

/** The machines as they were when it was asked; what they are now is in the model. */
export interface Question {
  readonly action: DomainAction;
  readonly domains: readonly DomainSummary[];
}

/** What a person says beside yes. */
export interface Wishes {
  /** How long guests have to go down. */
  readonly guestTimeoutMs?: number;
  /** This question is not to be asked again. */
  readonly neverAsk?: boolean;
}

/** One that waits for its answer. */
export interface Asked {
  readonly action: DomainAction;
  /** ms since 1970 */
  readonly sinceMs: number;
  /** Takes it back. */
  readonly abort: AbortController;
}

/** Most answers come sooner; before that a way out would only flicker. */
const SLOW_AFTER_MS = 1000;

/** Whether it has waited long enough to offer to take it back. */
export function isSlow({ sinceMs }: Asked, nowMs: number): boolean {
  return nowMs - sinceMs > SLOW_AFTER_MS;
}

export interface Operations {
  /** Waits for a yes. */
  readonly question?: Question;
  /** What is under way for which machine. */
  readonly pending: ReadonlyMap<DomainKey, Asked>;
  /** Oldest first; one for each machine and action. */
  readonly failures: readonly OperationFailure[];
}

export type OperationsStore = StoreApi<Operations>;

export function createOperations(): OperationsStore {
  return createStore<Operations>(() => ({ pending: new Map(), failures: [] }));
}
