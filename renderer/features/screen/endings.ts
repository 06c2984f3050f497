// What the end of a screen means, in words: the key of a sentence, the other side's words, and what may help.
import type { Failure } from '../../../shared/failure.ts';

export interface Ending {
  readonly key:
    | 'closed'
    | 'hostAway'
    | 'forbidden'
    | 'noRight'
    | 'refused'
    | 'unreachable'
    | 'rejected'
    | 'lost'
    | 'garbage'
    | 'silent'
    | 'unsupported'
    | 'other';
  readonly details?: string;
  /** Another address in the definition would help from the next start. */
  readonly edit: boolean;
}

/** Nothing of the machine is reached now; its screen comes back by itself. */
export const HOST_AWAY: Ending = { key: 'hostAway', edit: false };

export function endingOf(failure: Failure | undefined): Ending {
  if (failure === undefined) return { key: 'closed', edit: false };
  switch (failure.kind) {
    case 'unreachable':
      return unreachable(failure);
    case 'protocol':
      return { key: 'garbage', details: failure.message, edit: false };
    case 'timeout':
      return { key: 'silent', edit: false };
    case 'unsupported':
      return { key: 'unsupported', details: failure.what, edit: false };
    case 'bug':
      return { key: 'other', details: failure.id, edit: false };
    case 'cancelled':
      return { key: 'closed', edit: false };
    default:
      return { key: 'other', details: failure.message, edit: false };
  }
}

function unreachable({ stage, code, message }: Extract<Failure, { kind: 'unreachable' }>): Ending {
  if (code === 'FORBIDDEN') return { key: 'forbidden', details: message, edit: true };
  if (code === 'EACCES' || code === 'EPERM') return { key: 'noRight', details: message, edit: true };
  if (code === 'ECONNREFUSED' || code === 'ENOENT') return { key: 'refused', details: message, edit: false };
  if (stage === 'auth') return { key: 'rejected', details: message, edit: false };
  return { key: stage === 'lost' ? 'lost' : 'unreachable', details: message, edit: false };
}
