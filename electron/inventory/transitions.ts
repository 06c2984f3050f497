// What we asked of a machine and what has not ended yet: when such a state ends.
import type { DomainState, DomainTransition } from '../../shared/model/domain.ts';

/** ms after which an unanswered request to a guest is no longer shown as going on. */
export const DISMISS_AFTER_MS = 600_000;

export type TransitionKind = DomainTransition['what'];

/** The guest decides when, or whether, these end; the others end with the call that began them. */
export function endsInGuest(what: TransitionKind): boolean {
  return what === 'shutting-down' || what === 'rebooting';
}

const ENDED: Readonly<Record<TransitionKind, (active: boolean, state: DomainState) => boolean>> = {
  // Paused may be on the way: a start waits for its console. The call's answer ends these too.
  starting: (active, state) => active && state === 'running',
  restoring: (active, state) => active && state === 'running',
  saving: (active) => !active,
  'shutting-down': (active) => !active,
  // A reset inside the guest shows as the reboot event alone; a machine that went off will not come back by itself.
  rebooting: (active) => !active,
};

/** What is left of `transition` once the machine is seen in `state`. */
export function remaining(
  transition: DomainTransition | undefined,
  active: boolean,
  state: DomainState,
): DomainTransition | undefined {
  if (transition === undefined || ENDED[transition.what](active, state)) return undefined;
  return transition;
}
