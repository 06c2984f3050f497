// The ways in which a call, and a connection, can end. There is no other.
import {
  CallTimeout,
  Cancelled,
  ConnectionClosed,
  LibvirtError,
  Unreachable,
  Unsupported,
} from '../../../electron/libvirt/errors.ts';
import { InvalidArgument, ProtocolViolation } from '../../../electron/libvirt/xdr/violation.ts';

export type CallEnding =
  | 'replied'
  | 'refused'
  | 'timed out'
  | 'cancelled'
  | 'unsupported'
  | 'invalid'
  | ConnectionEnding;

/** `lost`: the way ended or fell silent; `violated`: the peer broke the protocol; `closed`: by ourselves. */
export type ConnectionEnding = 'lost' | 'violated' | 'closed';

const CLASSES = [
  [LibvirtError, 'refused'],
  [CallTimeout, 'timed out'],
  [Cancelled, 'cancelled'],
  [Unsupported, 'unsupported'],
  [InvalidArgument, 'invalid'],
  [Unreachable, 'lost'],
  [ProtocolViolation, 'violated'],
  [ConnectionClosed, 'closed'],
] as const;

/** What was thrown as an ending; anything else is a bug of the client, and thrown again. */
export function endingOf(error: unknown): Exclude<CallEnding, 'replied'> {
  for (const [made, ending] of CLASSES) if (error instanceof made) return ending;
  throw error;
}

/** The end of a connection; `undefined` while it lives. */
export function connectionEnding(end: Error | undefined): ConnectionEnding | undefined {
  if (end === undefined) return undefined;
  const ending = endingOf(end);
  if (ending === 'lost' || ending === 'violated' || ending === 'closed') return ending;
  throw end;
}
