// What a fault is: which messages it befalls, what is done to them, and what the client must make of it.
import type { Frame } from '../../../electron/libvirt/rpc/frame.ts';
import type { CallEnding, ConnectionEnding } from './endings.ts';
import type { Random } from './random.ts';

/** What a fault can do to the way between a client and its server. */
export interface Way {
  /** Sends bytes to the client, after all that was sent before. */
  pass(bytes: Uint8Array): void;
  /** Sends bytes one by one; whatever follows waits. */
  trickle(bytes: Uint8Array): void;
  /** Whatever goes to the client from now on waits this long. */
  holdFor(ms: number): void;
  /** Sends bytes once some other messages have gone by, or after a while when none comes. */
  passAfter(messages: number, bytes: Uint8Array): void;
  /** Ends it without a word, after what was passed. */
  cut(): void;
  /** Ends it in order. */
  close(): void;
  /** The server takes nothing from the client for a while; `undefined`: for ever. */
  stopReading(ms: number | undefined): void;
  /** Messages of keepalive go no further, in both directions. */
  dropKeepalive(): void;
  /** Nothing of the server arrives any more. */
  fallSilent(): void;
  /** The stream of this serial has come to its end: what the server still says of it goes no further. */
  endStream(serial: number): void;
}

export interface Blow {
  readonly way: Way;
  readonly frame: Frame;
  /** The whole message as it was sent. */
  readonly bytes: Buffer;
  readonly random: Random;
}

/** `natural`: as if nothing had happened. */
export type Consequence = CallEnding | 'natural';

export interface Fault {
  readonly kind: string;
  /** The side whose messages it befalls. */
  readonly from: 'server' | 'client';
  readonly befalls: (frame: Frame) => boolean;
  readonly strike: (blow: Blow) => void;
  /** How the call whose message it was can end, when nobody gives it up before. */
  readonly call: readonly Consequence[];
  /** How the connection can end by it. */
  readonly connection: readonly Exclude<ConnectionEnding, 'closed'>[];
  /** Whether the connection can outlive it. */
  readonly survivable: boolean;
  /** Calls made afterwards may wait in vain. */
  readonly silences: boolean;
  /** A reply may say something else than the server did. */
  readonly falsifies: boolean;
}
