// How the state of a machine is called, and when to offer force. What can be done with it is known to the engine too.
import { isActive } from '../../shared/domain-rules.ts';
import type { DomainSummary } from '../../shared/model/domain.ts';

export { isActive, isRunning, type Obstacle, obstacleTo, ruleKindOf } from '../../shared/domain-rules.ts';

export type DomainLook = 'running' | 'paused' | 'off' | 'crashed' | 'saved' | 'busy';

/** How the state is drawn. */
export function lookOf(domain: DomainSummary): DomainLook {
  if (domain.transition !== undefined) return 'busy';
  switch (domain.state) {
    case 'running':
    case 'blocked':
      return 'running';
    case 'paused':
      // A machine that libvirt stopped because its disk failed is in trouble, not at rest.
      return domain.reason === 'ioerror' ? 'crashed' : 'paused';
    case 'suspended':
      return 'paused';
    case 'shutting-down':
      return 'busy';
    case 'crashed':
      return 'crashed';
    case 'off':
    case 'nostate':
      return domain.managedSave ? 'saved' : 'off';
  }
}

/** The key of its word under `state` in the `domains` catalogue. */
export function stateKeyOf(domain: DomainSummary): string {
  if (domain.transition !== undefined) return `state.${domain.transition.what}`;
  if (domain.managedSave && !isActive(domain)) return 'state.saved';
  if (domain.state === 'paused' && domain.reason === 'ioerror') return 'state.ioerror';
  return `state.${domain.state}`;
}

const STATE_ORDER: readonly DomainLook[] = ['crashed', 'busy', 'running', 'paused', 'saved', 'off'];

/** Smaller is more urgent: for sorting by state. */
export function urgencyOf(domain: DomainSummary): number {
  return STATE_ORDER.indexOf(lookOf(domain));
}

/** After this long a guest that was asked to go down has probably not listened. */
export const FORCE_OFFER_AFTER_MS = 30_000;

/** What ends the wait for a guest that does not listen: a reboot is still to end in a machine that runs. */
export function forceFor(domain: DomainSummary): 'reset' | 'force-off' {
  return domain.transition?.what === 'rebooting' ? 'reset' : 'force-off';
}

/** Whether to offer force: it was asked to shut down or reboot, and too long ago. */
export function isOverdue(domain: DomainSummary, nowMs: number): boolean {
  const { transition } = domain;
  if (transition === undefined) return false;
  const goesDown = transition.what === 'shutting-down' || transition.what === 'rebooting';
  return goesDown && nowMs - transition.sinceMs >= FORCE_OFFER_AFTER_MS;
}
