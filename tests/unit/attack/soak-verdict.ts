// How a call of the soak may have ended, from what was done to its connection and to itself.
import { messageType } from '../../../electron/libvirt/rpc/frame.ts';
import type { CallEnding, ConnectionEnding } from '../../support/faults/endings.ts';
import type { Struck } from '../../support/faults/fault-line.ts';

export interface Case {
  readonly natural: CallEnding;
  /** It was given so little time that it may well have passed. */
  readonly hurried: boolean;
  readonly cancelled: boolean;
  /** Absent for a call that never got as far as the line. */
  readonly serial: number | undefined;
  readonly struck: readonly Struck[];
  /** How its connection has ended by now. */
  readonly connection: ConnectionEnding | undefined;
}

/** Every ending that the faults explain. */
export function explained(one: Case): ReadonlySet<CallEnding> {
  const { natural, hurried, cancelled, serial, struck, connection } = one;
  const own = struck.filter((blow) => blow.serial === serial && isOfCall(blow));
  const endings = new Set<CallEnding>(own.length === 0 ? [natural] : []);
  for (const { fault } of own) {
    for (const ending of fault.call) endings.add(ending === 'natural' ? natural : ending);
  }
  if (hurried || struck.some(({ fault }) => fault.silences)) endings.add('timed out');
  if (cancelled) endings.add('cancelled');
  if (connection !== undefined) endings.add(connection);
  return endings;
}

/** What was done to a message of a stream says nothing of the call that opened it. */
function isOfCall({ type }: Struck): boolean {
  return type === messageType.call || type === messageType.reply;
}

/** Every end of a connection that the faults explain; our own we give ourselves. */
export function explainedEnds(struck: readonly Struck[]): ReadonlySet<ConnectionEnding> {
  return new Set<ConnectionEnding>(['closed', ...struck.flatMap(({ fault }) => fault.connection)]);
}

/** An answer that is not the right one can only come from a fault that makes false ones. */
export function explainsFalsehood(struck: readonly Struck[]): boolean {
  return struck.some(({ fault }) => fault.falsifies);
}
