// What a declaration of the protocol is: a way in, a way out, and the least room a value takes.
import { Reader } from './reader.ts';
import { ProtocolViolation } from './violation.ts';
import { Writer } from './writer.ts';

export interface Codec<T> {
  /** The fewest bytes a value can take; lets an array refuse a count that cannot fit. */
  readonly minimumSize: number;
  decode(reader: Reader): T;
  /** Throws `InvalidArgument` when the value does not fit the declaration. */
  encode(writer: Writer, value: T): void;
}

export type Decoded<C> = C extends Codec<infer T> ? T : never;

/** Reads one value that fills `bytes` exactly; anything else is a `ProtocolViolation`. */
export function decode<T>(codec: Codec<T>, bytes: Uint8Array): T {
  const reader = new Reader(bytes);
  const value = codec.decode(reader);
  if (reader.remaining > 0) throw new ProtocolViolation(`${reader.remaining} bytes too many in a message`);
  return value;
}

/** The wire form of one value; throws `InvalidArgument` when it breaks a limit. */
export function encode<T>(codec: Codec<T>, value: T): Buffer {
  const writer = new Writer();
  codec.encode(writer, value);
  return writer.finish();
}
