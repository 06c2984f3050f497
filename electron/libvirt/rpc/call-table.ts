// Calls that wait for their reply, matched by serial. A call that was given up stays here until its
// reply comes, so that a late reply is no surprise and the debt of the server is known.
import { CallTimeout, Cancelled } from '../errors.ts';
import type { AnyProcedure } from '../protocol/procedure.ts';
import { ProtocolViolation } from '../xdr/violation.ts';
import type { Frame } from './frame.ts';

/** For calls that wait as long as the connection lives: nearly the longest that a timer can run. */
export const NO_DEADLINE_MS = 2_000_000_000;

export interface CallOptions {
  /** Milliseconds until the call fails as `CallTimeout`. */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /**
   * Called when the call is on its way, with what resolves when the server is done with it: it has answered, even if
   * nobody waits any more, or the connection ended.
   */
  readonly onSent?: ((done: Promise<void>) => void) | undefined;
}

export interface PendingCall {
  readonly procedure: AnyProcedure;
  /** Gets the reply at once, before the next frame is looked at. */
  readonly reply: (frame: Frame) => void;
  readonly fail: (reason: Error) => void;
  /** Gets a reply that nobody waits for any more. */
  readonly late?: (frame: Frame) => void;
}

interface Entry extends PendingCall {
  abandoned: boolean;
  release: () => void;
  done: () => void;
}

const LARGEST_SERIAL = 0xffff_ffff;

export class CallTable {
  readonly #entries = new Map<number, Entry>();
  #lastSerial = 0;

  /** Calls whose reply has not come, those given up included. */
  get size(): number {
    return this.#entries.size;
  }

  /** Serials that streams still use; a call never gets one of them. */
  nextSerial(taken: (serial: number) => boolean): number {
    do {
      this.#lastSerial = this.#lastSerial === LARGEST_SERIAL ? 1 : this.#lastSerial + 1;
    } while (this.#entries.has(this.#lastSerial) || taken(this.#lastSerial));
    return this.#lastSerial;
  }

  add(serial: number, call: PendingCall, { timeoutMs, signal, onSent }: CallOptions): void {
    const nothing = (): void => undefined;
    const entry: Entry = { ...call, abandoned: false, release: nothing, done: nothing };
    const giveUp = (reason: Error): void => {
      entry.release();
      entry.abandoned = true;
      entry.fail(reason);
    };
    const cancel = (): void => giveUp(new Cancelled());
    const timer =
      timeoutMs === undefined
        ? undefined
        : setTimeout(() => giveUp(new CallTimeout(call.procedure.name, timeoutMs)), timeoutMs);
    signal?.addEventListener('abort', cancel, { once: true });
    entry.release = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
    };
    onSent?.(
      new Promise((resolve) => {
        entry.done = resolve;
      }),
    );
    this.#entries.set(serial, entry);
  }

  /** Whether a frame belongs to a stream whose opening call waits for its reply. */
  opens(frame: Frame): boolean {
    const procedure = this.#entries.get(frame.serial)?.procedure;
    return procedure?.stream !== undefined && procedure.number === frame.procedure;
  }

  /** Hands a reply to its call; throws `ProtocolViolation` when no call has this serial and procedure. */
  settle(frame: Frame): void {
    const entry = this.#entries.get(frame.serial);
    if (entry === undefined)
      throw new ProtocolViolation(`a reply to call ${frame.serial}, which was never made`);
    const { procedure } = entry;
    if (procedure.number !== frame.procedure || procedure.program.id !== frame.program) {
      throw new ProtocolViolation(`the reply to ${procedure.name} names procedure ${frame.procedure}`);
    }
    this.#entries.delete(frame.serial);
    entry.release();
    entry.done();
    if (!entry.abandoned) entry.reply(frame);
    else entry.late?.(frame);
  }

  /** Fails all that wait, at once. */
  failAll(reason: Error): void {
    const entries = [...this.#entries.values()];
    this.#entries.clear();
    for (const entry of entries) {
      entry.release();
      entry.done();
      if (!entry.abandoned) entry.fail(reason);
    }
  }
}
