// Errors of consoles as data for a page. Notices beside the bytes carry them, so the boundary of requests never sees them.
import { randomUUID } from 'node:crypto';
import { carriedFailure, type Failure } from '../../shared/failure.ts';
import {
  CallTimeout,
  Cancelled,
  ConnectionClosed,
  LibvirtError,
  Unreachable,
  Unsupported,
} from '../libvirt/errors.ts';
import { ProtocolViolation } from '../libvirt/xdr/violation.ts';
import type { Log } from '../log.ts';

/** A Failure for what was thrown; what nobody foresaw goes to the log, with the id that the page shows. */
export function failureOf(error: unknown, log: Pick<Log, 'error'>): Failure {
  const known = knownFailure(error);
  if (known !== undefined) return known;
  const id = randomUUID().slice(0, 8);
  log.error(`bug ${id}`, error);
  return { kind: 'bug', id };
}

function knownFailure(error: unknown): Failure | undefined {
  if (error instanceof LibvirtError) {
    return { kind: 'refused', code: error.code, domain: error.domain, message: quoted(error.message) };
  }
  if (error instanceof Unreachable) {
    const { stage, message, code } = error;
    return { kind: 'unreachable', stage, message: quoted(message), ...(code === undefined ? {} : { code }) };
  }
  if (error instanceof ProtocolViolation) return { kind: 'protocol', message: quoted(error.message) };
  if (error instanceof Unsupported) return { kind: 'unsupported', what: quoted(error.what) };
  if (error instanceof CallTimeout) return { kind: 'timeout', afterMs: error.afterMs };
  if (error instanceof ConnectionClosed) {
    return { kind: 'unreachable', stage: 'lost', message: quoted(error.message) };
  }
  if (error instanceof Cancelled) return { kind: 'cancelled' };
  return carriedFailure(error);
}

// Everything that a sentence does not need: control characters, and marks that turn the direction of text.
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;
const QUOTE_CHARACTERS = 500;

/** Words of a peer that may be hostile, as one bounded line of plain text. */
export function quoted(text: string): string {
  return text.replace(UNPRINTABLE, ' ').trim().slice(0, QUOTE_CHARACTERS);
}
