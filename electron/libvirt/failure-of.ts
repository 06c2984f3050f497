// The one place where what was thrown becomes a Failure that a page can show, for requests, hosts and consoles alike.
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
} from './errors.ts';
import { VirErrorNumber } from './protocol/constants.gen.ts';
import { InvalidArgument, ProtocolViolation } from './xdr/violation.ts';

/** Where bugs are told in full. */
interface BugLog {
  error(what: string, cause?: unknown): void;
}

/** Turns what was thrown into a Failure. What nobody expected is a bug: logged in full, shown by its id. */
export function failureOf(error: unknown, log: BugLog): Failure {
  const known = error instanceof Error ? knownFailure(error) : undefined;
  if (known !== undefined) return known;
  const id = randomUUID().slice(0, 8);
  log.error(`bug ${id}`, error);
  return { kind: 'bug', id };
}

function knownFailure(error: Error): Failure | undefined {
  const message = printable(error.message);
  if (error instanceof LibvirtError) return fromLibvirt(error, message);
  if (error instanceof Unreachable) {
    const { stage, code } = error;
    return { kind: 'unreachable', stage, message, ...(code === undefined ? {} : { code }) };
  }
  if (error instanceof ConnectionClosed) return { kind: 'unreachable', stage: 'lost', message };
  if (error instanceof ProtocolViolation) return { kind: 'protocol', message };
  if (error instanceof InvalidArgument) {
    return { kind: 'invalid', field: error.field, message: error.problem };
  }
  if (error instanceof InvalidUri) return { kind: 'invalid', field: error.field, message };
  if (error instanceof CallTimeout) return { kind: 'timeout', afterMs: error.afterMs };
  if (error instanceof Unsupported) return { kind: 'unsupported', what: quoted(error.what) };
  if (error instanceof Cancelled || error.name === 'AbortError') return { kind: 'cancelled' };
  return carriedFailure(error);
}

function fromLibvirt({ code, domain }: LibvirtError, message: string): Failure {
  // "cannot acquire state change lock": a job on the object is in the way.
  if (code === VirErrorNumber.VIR_ERR_OPERATION_TIMEOUT) return { kind: 'busy', message };
  return { kind: 'refused', code, domain, message };
}

// Everything that a sentence does not need: control characters, and marks that turn the direction of text.
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;
const QUOTE_CHARACTERS = 500;
/** QEMU's last words come with libvirt's, in several lines; a host could send megabytes. */
const MESSAGE_CHARACTERS = 8000;

/** Words of a peer that may be hostile, as one bounded line of plain text. */
export function quoted(text: string): string {
  return text.replace(UNPRINTABLE, ' ').trim().slice(0, QUOTE_CHARACTERS);
}

/** Words of a peer that may be hostile, whole as far as a person would read them. */
function printable(text: string): string {
  const lines = text.slice(0, MESSAGE_CHARACTERS).split('\n');
  return lines
    .map((line) => line.replace(UNPRINTABLE, ' ').trimEnd())
    .join('\n')
    .trim();
}
