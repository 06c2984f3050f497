// Starting one machine from beside its empty screen or console.
import type { DomainSummary } from '../../shared/model/domain.ts';
import { useDomainOperations } from './domain-operations.ts';
import { type Obstacle, obstacleTo } from './domain-rules.ts';
import { useHost } from './hooks.ts';

export interface Start {
  /** Why it cannot be started now. */
  readonly obstacle: Obstacle | undefined;
  readonly pending: boolean;
  start(): void;
}

export function useStart(machine: DomainSummary): Start {
  const { request, pending } = useDomainOperations();
  const host = useHost(machine.connection);
  return {
    obstacle: obstacleTo('start', machine, host),
    pending: pending.get(machine.key)?.action === 'start',
    start: () => request('start', [machine]),
  };
}
