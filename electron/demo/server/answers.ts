// What the demo host can do: for each procedure, the function that answers it.
import type { AnyProcedure, Procedure, StreamProcedure } from '../../libvirt/protocol/procedure.ts';
import { encodeFrame, type Frame, messageStatus, messageType } from '../../libvirt/rpc/frame.ts';
import { decode } from '../../libvirt/xdr/codec.ts';
import type { EventFamily } from '../world/demo-event.ts';
import type { DemoWorld } from '../world/world.ts';
import type { Refusal } from './refusal.ts';

/** One client, as those see it who answer its calls. */
export interface Client {
  readonly world: DemoWorld;
  readonly readOnly: boolean;
  /** Asks for a class of events; returns the number of the callback. */
  register(family: EventFamily, eventID: number, only: string | undefined): number;
  /** Throws `Refusal` when there is none of this number. */
  deregister(family: EventFamily, callbackID: number): void;
  /** `connect_open` has been answered. */
  opened(options: { readonly name: string; readonly readOnly: boolean }): void;
}

/** Towards the client. */
export interface StreamLine {
  data(bytes: Uint8Array): void;
  /** So many bytes of nothing, to clients that asked for holes. */
  hole(length: bigint): void;
  /** No more will come; the client says goodbye then. */
  finish(): void;
  fail(refusal: Refusal): void;
  /** Resolves when little of what was sent is left on the way. */
  drained(): Promise<void>;
}

/** From the client. */
export interface StreamEars {
  data(bytes: Uint8Array): void;
  /** So many bytes that the client leaves out. */
  hole?(length: bigint): void;
  /** The client has sent all; what it sent is kept. Throws `Refusal`. */
  finish?(): void;
  /** The client wants no more, or is gone. */
  closed(): void;
}

/** What a call that opens a stream answers with. */
export interface Opening<R> {
  readonly reply: R;
  /** Called once the reply is on its way. */
  begin(line: StreamLine): StreamEars;
}

export interface Answer {
  readonly procedure: AnyProcedure;
  /** Refused over a read-only connection. */
  readonly writes: boolean;
  /** The reply's frame, and the stream that goes with it. */
  run(
    frame: Frame,
    client: Client,
  ): Promise<{ readonly reply: Buffer; readonly begin?: Opening<unknown>['begin'] }>;
}

type Result<R> = R | Promise<R>;

function answer<A, R>(
  procedure: Procedure<A, R>,
  writes: boolean,
  give: (args: A, client: Client) => Result<R>,
): Answer {
  return {
    procedure,
    writes,
    run: async (frame, client) => {
      const header = replyHeader(frame);
      const value = await give(decode(procedure.args, frame.body), client);
      return { reply: encodeFrame(header, procedure.ret, value) };
    },
  };
}

/** Answers a call that changes nothing. */
export function reads<A, R>(
  procedure: Procedure<A, R>,
  give: (args: A, client: Client) => NoInfer<Result<R>>,
): Answer {
  return answer(procedure, false, give);
}

/** Answers a call that a read-only client may not make. */
export function changes<A, R>(
  procedure: Procedure<A, R>,
  give: (args: A, client: Client) => NoInfer<Result<R>>,
): Answer {
  return answer(procedure, true, give);
}

/** Answers a call that opens a stream. */
export function opens<A, R>(
  procedure: StreamProcedure<A, R>,
  { writes }: { readonly writes: boolean },
  give: (args: A, client: Client) => NoInfer<Opening<R>>,
): Answer {
  return {
    procedure,
    writes,
    run: async (frame, client) => {
      const header = replyHeader(frame);
      const opening = give(decode(procedure.args, frame.body), client);
      return { reply: encodeFrame(header, procedure.ret, opening.reply), begin: opening.begin };
    },
  };
}

/** Without the body: that is a view of a buffer which is read into again. */
export function replyHeader({ program, version, procedure, serial }: Frame) {
  return { program, version, procedure, serial, type: messageType.reply, status: messageStatus.ok };
}
