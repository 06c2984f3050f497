// What an attempt that failed means for the next one.
import type { Failure } from '../../shared/failure.ts';
import type { LoginAsker, LoginEnd } from './prompts.ts';

/** The network's own, which pass by themselves. */
const NETWORK_CODES: ReadonlySet<string | number> = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETUNREACH',
  'ENOTFOUND',
  'ETIMEDOUT',
]);

/** Who was refused for one of these is refused again until somebody changes something. */
const LASTING_CODES: ReadonlySet<string | number> = new Set([
  'HOST_KEY_CHANGED',
  'HOST_KEY_REFUSED',
  'NOISY_LOGIN',
  'NOT_IN_GROUP',
  'NO_HELPER',
  'NO_SSH',
  'PERMISSION_DENIED',
]);

/** It was we who did not go on: no secret was wrong. */
const OUR_OWN_NO: ReadonlySet<string | number> = new Set([
  'CANCELLED',
  'HOST_KEY_CHANGED',
  'HOST_KEY_REFUSED',
]);

/** Whether the host was out of reach, as it is while this computer has no network. */
export function isNetworkTrouble(failure: Failure | undefined): boolean {
  if (failure?.kind === 'timeout') return true;
  if (failure?.kind !== 'unreachable') return false;
  return failure.code !== undefined && NETWORK_CODES.has(failure.code);
}

/** How a login came out that ended in `failure`. */
export function loginEnd(failure: Failure): LoginEnd {
  if (failure.kind !== 'unreachable' || failure.stage !== 'auth') return 'unreached';
  return failure.code !== undefined && OUR_OWN_NO.has(failure.code) ? 'unreached' : 'refused';
}

/**
 * What becomes of a lost host after an attempt that failed. Questions must not come again and again: who closed one gives
 * up; after one that nobody answered, or that was answered in vain, the host `waits` for the person or for a wake-up.
 */
export function afterFailure(
  failure: Failure,
  { asked, dismissed, unanswered }: Pick<LoginAsker, 'asked' | 'dismissed' | 'unanswered'>,
): 'retry' | 'wait' | 'give-up' {
  if (dismissed) return 'give-up';
  if (unanswered) return 'wait';
  if (!mayPass(failure)) return 'give-up';
  return asked ? 'wait' : 'retry';
}

/** Who was refused is not let in by asking again; who was not reached may be. */
function mayPass(failure: Failure): boolean {
  if (failure.kind === 'timeout') return true;
  if (failure.kind !== 'unreachable' || failure.stage === 'auth') return false;
  if (failure.stage === 'tls') return isNetworkTrouble(failure);
  return failure.code === undefined || !LASTING_CODES.has(failure.code);
}
