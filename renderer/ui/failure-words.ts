// What a failure means, in words: the key of a sentence in the `ui` catalogue and its values.
import type { Failure } from '../../shared/failure.ts';

/** libvirt's codes (virErrorNumber) that mean one thing whoever says them. */
const REFUSALS: Readonly<Record<number, string>> = {
  3: 'unsupported',
  8: 'invalidArgument',
  9: 'operationFailed',
  27: 'badXml',
  29: 'denied',
  38: 'system',
  42: 'noDomain',
  43: 'noNetwork',
  45: 'authFailed',
  49: 'noPool',
  50: 'noVolume',
  55: 'wrongState',
  67: 'unsupportedConfig',
  74: 'unsupported',
  79: 'authCancelled',
  84: 'unsupported',
  86: 'agentSilent',
  87: 'inUse',
  88: 'denied',
  94: 'noPolkitAgent',
};

/** What is known to have happened on the way to a host; any other code is told by its stage. */
const REACH_CODES: ReadonlySet<string | number | undefined> = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'PERMISSION_DENIED',
  'HOST_KEY_CHANGED',
  'HOST_KEY_REFUSED',
  'NO_LIBVIRT',
  'NO_HELPER',
  'NOT_IN_GROUP',
  'NOISY_LOGIN',
  'NO_SSH',
  'LOST',
  'ENGINE_ENDED',
  'CERTIFICATE_NAME',
  'CERTIFICATE_EXPIRED',
  'CERTIFICATE_AUTHORITY',
  'CLIENT_CERTIFICATE_REFUSED',
  'NO_CA',
  'SASL_REFUSED',
  'CANCELLED',
  'SASL_MECHANISM',
  'SASL_FAULT',
  'PROGRAM_MISSING',
  'PROGRAM_ENDED',
  'SERVER_TOO_OLD',
  'NO_VIRSH',
]);

/** What was entered and cannot be used for a reason that has a sentence of its own. */
const INPUTS: Readonly<Record<string, string>> = { tags: 'failure.noMoreTags' };

export interface FailureWords {
  readonly key: string;
  readonly values: Readonly<Record<string, string | number>>;
  /** The other side's own words, to show as they are. */
  readonly details?: string;
}

function withDetails(key: string, details: string, values: FailureWords['values'] = {}): FailureWords {
  return details === '' ? { key, values } : { key, values, details };
}

/** Chooses the sentence; exhaustive, so that a new kind of failure does not compile without words. */
export function wordsOf(failure: Failure): FailureWords {
  switch (failure.kind) {
    case 'refused':
      return withDetails(`failure.refused.${REFUSALS[failure.code] ?? 'other'}`, failure.message);
    case 'unreachable':
      return REACH_CODES.has(failure.code)
        ? withDetails(`failure.reach.${failure.code}`, failure.message)
        : withDetails(`failure.unreachable.${failure.stage}`, failure.message);
    case 'protocol':
      return withDetails('failure.protocol', failure.message);
    case 'invalid':
      return withDetails(INPUTS[failure.field] ?? 'failure.invalid', failure.message, {
        field: failure.field,
      });
    case 'conflict':
      return withDetails('failure.conflict', failure.message);
    case 'busy':
      return failure.job === undefined
        ? withDetails('failure.busy', failure.message)
        : withDetails('failure.busyWithJob', failure.message, { job: failure.job });
    case 'timeout':
      return { key: 'failure.timeout', values: { seconds: Math.round(failure.afterMs / 1000) } };
    case 'unsupported':
      return { key: 'failure.unsupported', values: { what: failure.what } };
    case 'cancelled':
      return { key: 'failure.cancelled', values: {} };
    case 'bug':
      return { key: 'failure.bug', values: { id: failure.id } };
  }
}
