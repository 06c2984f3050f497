import type { Failure } from '../../shared/failure.ts';

/** A request that fails for a reason of ours; the boundary hands `failure` to the page as it is. */
export class RequestFailed extends Error {
  override readonly name = 'RequestFailed';
  readonly failure: Failure;

  constructor(failure: Failure) {
    super('message' in failure ? failure.message : failure.kind);
    this.failure = failure;
  }
}

/** The key names nothing that we have (any more). */
export function unknownObject(field: string): RequestFailed {
  return new RequestFailed({ kind: 'invalid', field, message: `there is no such ${field}` });
}

export function notConnected(): RequestFailed {
  return new RequestFailed({ kind: 'unreachable', stage: 'lost', message: 'the host is not connected' });
}
