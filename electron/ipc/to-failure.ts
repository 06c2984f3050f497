// The one place where what was thrown becomes a Failure that a page can show.
import { randomUUID } from 'node:crypto';
import { carriedFailure, type Failure } from '../../shared/failure.ts';
import {
  CallTimeout,
  Cancelled,
  ConnectionClosed,
  InvalidUri,
  LibvirtError,
  Unreachable,
  Unsupported,
} from '../libvirt/errors.ts';
import { VirErrorNumber } from '../libvirt/protocol/constants.gen.ts';
import { InvalidArgument, ProtocolViolation } from '../libvirt/xdr/violation.ts';
import type { Log } from '../log.ts';

function fromLibvirt({ code, domain, message }: LibvirtError): Failure {
  // "cannot acquire state change lock": a job on the object is in the way.
  if (code === VirErrorNumber.VIR_ERR_OPERATION_TIMEOUT) return { kind: 'busy', message };
  return { kind: 'refused', code, domain, message };
}

function fromUnreachable({ stage, message, code }: Unreachable): Failure {
  return { kind: 'unreachable', stage, message, ...(code === undefined ? {} : { code }) };
}

function known(error: Error): Failure | undefined {
  if (error instanceof LibvirtError) return fromLibvirt(error);
  if (error instanceof Unreachable) return fromUnreachable(error);
  if (error instanceof ConnectionClosed) {
    return { kind: 'unreachable', stage: 'lost', message: error.message };
  }
  if (error instanceof ProtocolViolation) return { kind: 'protocol', message: error.message };
  if (error instanceof InvalidArgument) {
    return { kind: 'invalid', field: error.field, message: error.problem };
  }
  if (error instanceof InvalidUri) return { kind: 'invalid', field: error.field, message: error.message };
  if (error instanceof CallTimeout) return { kind: 'timeout', afterMs: error.afterMs };
  if (error instanceof Unsupported) return { kind: 'unsupported', what: error.what };
  if (error instanceof Cancelled || error.name === 'AbortError') return { kind: 'cancelled' };
  return carriedFailure(error);
}

/** Turns what a handler threw into a Failure. What nobody expected is a bug: logged in full, shown by its id. */
export function toFailure(error: unknown, log: Log): Failure {
  const failure = error instanceof Error ? known(error) : undefined;
  if (failure !== undefined) return failure;
  const id = randomUUID().slice(0, 8);
  log.error(`bug ${id}`, error);
  return { kind: 'bug', id };
}
