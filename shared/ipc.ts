// The vocabulary of the contract: a request answered by a Result, a push, and a channel of bytes.
// Page, engine and the tests' fakes derive their types from one value made of these.
import { z } from 'zod';
import type { Failure, Result } from './failure.ts';

export interface RequestSpec<In, Out> {
  readonly kind: 'request';
  readonly input: z.ZodType<In>;
  /** Never present: it only carries the type. */
  readonly output?: Out;
}

export interface PushSpec<T> {
  readonly kind: 'push';
  /** Never present: it only carries the type. */
  readonly value?: T;
}

export interface ChannelSpec<In, FromEngine, FromPage> {
  readonly kind: 'channel';
  readonly input: z.ZodType<In>;
  /** Never present: they only carry the types. */
  readonly notices?: { readonly fromEngine: FromEngine; readonly fromPage: FromPage };
}

/** Declares a request: the engine checks its input against `shape`; unknown fields are refused. */
export function request<S extends z.ZodRawShape>(shape: S) {
  const input = z.strictObject(shape);
  return {
    returns: <Out>(): RequestSpec<z.output<typeof input>, Out> => ({ kind: 'request', input }),
  };
}

/** Declares a message from the engine to every page. */
export function push<T>(): PushSpec<T> {
  return { kind: 'push' };
}

/** Declares a channel of bytes both ways, with small notices (JSON) beside them. */
export function channel<S extends z.ZodRawShape>(shape: S) {
  const input = z.strictObject(shape);
  return {
    carrying: <FromEngine, FromPage>(): ChannelSpec<z.output<typeof input>, FromEngine, FromPage> => ({
      kind: 'channel',
      input,
    }),
  };
}

/** One end of a channel. At most 1 MiB may be unacknowledged: check `unackedBytes`, wait for `onDrain`. */
export interface ByteChannel<Outgoing, Incoming> {
  /** Sends a copy of `bytes`. */
  write(bytes: Uint8Array): void;
  notify(notice: Outgoing): void;
  /** Bytes written that the other end has not yet handled. */
  readonly unackedBytes: number;
  /** Bytes count as handled when `listener` returns, or when the promise that it returned has settled. */
  onBytes(listener: (bytes: Uint8Array) => void | Promise<void>): void;
  onNotice(listener: (notice: Incoming) => void): void;
  /** Called when `unackedBytes` falls below half of the limit. */
  onDrain(listener: () => void): void;
  /** Called once, however it ends; `failure` says why when it was not asked for. */
  onClose(listener: (failure?: Failure) => void): void;
  /** Without a failure, what was written before still arrives. */
  close(failure?: Failure): void;
}

/** Most bytes that may be on the way in one direction of a channel. */
export const CHANNEL_WINDOW_BYTES = 1_048_576;
/** A channel is drained when fewer bytes than these are unacknowledged. */
export const CHANNEL_DRAINED_BYTES = CHANNEL_WINDOW_BYTES / 2;

type Contract = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** What the page calls. A request never throws; a push is listened to; a channel opens at once. */
export type Api<C extends Contract> = {
  readonly [G in keyof C]: {
    readonly [M in keyof C[G]]: C[G][M] extends RequestSpec<infer In, infer Out>
      ? (input: In, options?: { readonly signal?: AbortSignal }) => Promise<Result<Out>>
      : C[G][M] extends PushSpec<infer T>
        ? (listener: (value: T) => void) => () => void
        : C[G][M] extends ChannelSpec<infer In, infer FromEngine, infer FromPage>
          ? (input: In) => ByteChannel<FromPage, FromEngine>
          : never;
  };
};

/** Who asks: one page. `signal` aborts when the page cancels the request, with `Cancelled` as its reason, or goes away. */
export interface CallContext {
  readonly clientId: string;
  readonly signal: AbortSignal;
}

type HandledKeys<G> = { [M in keyof G]: G[M] extends PushSpec<unknown> ? never : M }[keyof G];
type PushedKeys<G> = { [M in keyof G]: G[M] extends PushSpec<unknown> ? M : never }[keyof G];

/** What the engine implements; throwing becomes a Failure at the boundary. */
export type Handlers<C extends Contract> = {
  readonly [G in keyof C]: {
    readonly [M in HandledKeys<C[G]>]: C[G][M] extends RequestSpec<infer In, infer Out>
      ? (input: In, context: CallContext) => Promise<Out> | Out
      : C[G][M] extends ChannelSpec<infer In, infer FromEngine, infer FromPage>
        ? (
            input: In,
            channel: ByteChannel<FromEngine, FromPage>,
            context: CallContext,
          ) => Promise<void> | void
        : never;
  };
};

/** How the engine pushes; `to` names one page, absent means all. */
export type Pushes<C extends Contract> = {
  readonly [G in keyof C as PushedKeys<C[G]> extends never ? never : G]: {
    readonly [M in PushedKeys<C[G]>]: C[G][M] extends PushSpec<infer T>
      ? (value: T, to?: string) => void
      : never;
  };
};

// What travels. The first message on a socket of `--serve` is a Hello; on a port there is none.

export type Hello = { readonly token: string; readonly channel?: ChannelOpening };

/** Opens a channel: over its own port beside this message, or as the Hello of its own socket. */
export interface ChannelOpening {
  readonly type: 'open';
  readonly method: string;
  readonly input: unknown;
}

export type PageMessage =
  | { readonly type: 'request'; readonly id: number; readonly method: string; readonly input: unknown }
  | { readonly type: 'cancel'; readonly id: number }
  /** That many more pushes were handled: a page that stops reading is dropped, and begins again with a snapshot. */
  | { readonly type: 'seen'; readonly pushes: number }
  | ChannelOpening;

export type EngineMessage =
  /** The first message: the token was right, and the engine is there. */
  | { readonly type: 'welcome' }
  | { readonly type: 'result'; readonly id: number; readonly result: Result<unknown> }
  | { readonly type: 'push'; readonly method: string; readonly value: unknown };

/** Beside raw bytes, what travels on a channel's own port or socket, both ways. */
export type ChannelMessage =
  | { readonly type: 'notice'; readonly notice: unknown }
  | { readonly type: 'ack'; readonly bytes: number }
  | { readonly type: 'close'; readonly failure?: Failure };
