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

export interface Question {
  readonly action: DomainAction;
  readonly domains: readonly DomainSummary[];
}

export interface Operations {
  /** Waits for a yes. */
  readonly question?: Question;
  /** What is under way for which machine. */
  readonly pending: ReadonlyMap<DomainKey, DomainAction>;
  /** Oldest first; one for each machine and action. */
  readonly failures: readonly OperationFailure[];
}

export type OperationsStore = StoreApi<Operations>;

export function createOperations(): OperationsStore {
  return createStore<Operations>(() => ({ pending: new Map(), failures: [] }));
}
