// XDR's compound values: optional, arrays, structures, unions, and libvirt's arrays of `char`.
import type { Codec, Decoded } from './codec.ts';
import type { Reader } from './reader.ts';
import { bool } from './scalars.ts';
import { InvalidArgument, ProtocolViolation } from './violation.ts';
import type { Writer } from './writer.ts';

interface Limit {
  readonly max: number;
}

/** A value that may be absent: `undefined` with us, a pointer in the `.x` file. */
export function optional<T>(codec: Codec<T>): Codec<T | undefined> {
  return {
    minimumSize: 4,
    decode: (reader) => (bool.decode(reader) ? codec.decode(reader) : undefined),
    encode(writer, value) {
      bool.encode(writer, value !== undefined);
      if (value !== undefined) codec.encode(writer, value);
    },
  };
}

function decodeItems<T>(codec: Codec<T>, reader: Reader, count: number): readonly T[] {
  const items: T[] = [];
  for (let index = 0; index < count; index += 1) items.push(codec.decode(reader));
  return items;
}

function encodeItems<T>(codec: Codec<T>, writer: Writer, items: readonly T[]): void {
  for (const [index, item] of items.entries()) {
    encodeField(codec, writer, item, `[${index}]`);
  }
}

function encodeField<T>(codec: Codec<T>, writer: Writer, value: T, name: string): void {
  try {
    codec.encode(writer, value);
  } catch (error) {
    throw error instanceof InvalidArgument ? error.within(name) : error;
  }
}

/** Up to `max` items after their count. */
export function array<T>(codec: Codec<T>, { max }: Limit): Codec<readonly T[]> {
  return {
    minimumSize: 4,
    decode: (reader) => decodeItems(codec, reader, reader.count(max, codec.minimumSize)),
    encode(writer, items) {
      if (items.length > max) {
        throw new InvalidArgument('', `${items.length} items, where at most ${max} are allowed`);
      }
      writer.uint32(items.length);
      encodeItems(codec, writer, items);
    },
  };
}

/** Exactly `length` items, without a count. */
export function fixedArray<T>(codec: Codec<T>, length: number): Codec<readonly T[]> {
  return {
    minimumSize: codec.minimumSize * length,
    decode: (reader) => decodeItems(codec, reader, length),
    encode(writer, items) {
      if (items.length !== length)
        throw new InvalidArgument('', `${items.length} items instead of ${length}`);
      encodeItems(codec, writer, items);
    },
  };
}

function decodeChars(reader: Reader, count: number): Uint8Array {
  const bytes = new Uint8Array(count);
  for (let index = 0; index < count; index += 1) bytes[index] = reader.int32() & 0xff;
  return bytes;
}

function encodeChars(writer: Writer, bytes: Uint8Array): void {
  for (const byte of bytes) writer.int32((byte << 24) >> 24);
}

/**
 * `char data<max>` of the `.x` files: each byte travels as a sign-extended 32-bit word of its own.
 * The RPC compiler makes no difference between `char` and `int` here.
 */
export function chars({ max }: Limit): Codec<Uint8Array> {
  return {
    minimumSize: 4,
    decode: (reader) => decodeChars(reader, reader.count(max, 4)),
    encode(writer, bytes) {
      if (bytes.length > max) {
        throw new InvalidArgument('', `${bytes.length} bytes, where at most ${max} are allowed`);
      }
      writer.uint32(bytes.length);
      encodeChars(writer, bytes);
    },
  };
}

/** `char data[length]`: `chars` without a count. */
export function fixedChars(length: number): Codec<Uint8Array> {
  return {
    minimumSize: 4 * length,
    decode: (reader) => decodeChars(reader, length),
    encode(writer, bytes) {
      if (bytes.length !== length)
        throw new InvalidArgument('', `${bytes.length} bytes instead of ${length}`);
      encodeChars(writer, bytes);
    },
  };
}

type Fields = Readonly<Record<string, Codec<unknown>>>;
type StructOf<F extends Fields> = { readonly [K in keyof F]: Decoded<F[K]> };

/** Named values one after the other, in the order written. */
export function struct<const F extends Fields>(fields: F): Codec<StructOf<F>> {
  const entries = Object.entries(fields);
  return {
    minimumSize: entries.reduce((sum, [, codec]) => sum + codec.minimumSize, 0),
    decode(reader) {
      const value: Record<string, unknown> = {};
      for (const [name, codec] of entries) value[name] = codec.decode(reader);
      // The loop above fills exactly the fields that the type lists.
      return value as StructOf<F>;
    },
    encode(writer, value) {
      for (const [name, codec] of entries) encodeField(codec, writer, value[name], name);
    },
  };
}

type Cases = Readonly<Record<number, readonly [kind: string, codec: Codec<unknown>]>>;
type Arm<A> = A extends readonly [infer Kind extends string, infer C]
  ? { readonly kind: Kind; readonly value: Decoded<C> }
  : never;
type UnionOf<C extends Cases> = { [K in keyof C]: Arm<C[K]> }[keyof C];

/** A discriminated union: the number on the wire is `kind`, the `.x` name of the arm, with us. */
export function union<const C extends Cases>(cases: C): Codec<UnionOf<C>> {
  const byTag = new Map(Object.entries(cases).map(([tag, arm]) => [Number(tag), arm]));
  const byKind = new Map([...byTag].map(([tag, [kind, codec]]) => [kind, { tag, codec }]));
  return {
    minimumSize: 4,
    decode(reader) {
      const tag = reader.int32();
      const arm = byTag.get(tag);
      if (arm === undefined) throw new ProtocolViolation(`${tag} is no arm of this union`);
      // Kind and value come from one arm, which the compiler cannot see.
      return { kind: arm[0], value: arm[1].decode(reader) } as UnionOf<C>;
    },
    encode(writer, { kind, value }) {
      const arm = byKind.get(kind);
      if (arm === undefined) throw new InvalidArgument('', `${kind} is no arm of this union`);
      writer.int32(arm.tag);
      arm.codec.encode(writer, value);
    },
  };
}
