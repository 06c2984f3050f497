// XDR's single values: numbers, booleans, enumerations, texts, bytes and libvirt's two special cases.
import type { Codec } from './codec.ts';
import { InvalidArgument, ProtocolViolation } from './violation.ts';

interface Limit {
  readonly max: number;
}

function integer(value: number, min: number, max: number): number {
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new InvalidArgument('', `${value} is not a whole number from ${min} to ${max}`);
}

function wide(value: bigint, min: bigint, max: bigint): bigint {
  if (typeof value === 'bigint' && value >= min && value <= max) return value;
  throw new InvalidArgument('', `${value} is not a whole number from ${min} to ${max}`);
}

function within(length: number, max: number): number {
  if (length <= max) return length;
  throw new InvalidArgument('', `${length} bytes, where at most ${max} are allowed`);
}

export const int32: Codec<number> = {
  minimumSize: 4,
  decode: (reader) => reader.int32(),
  encode: (writer, value) => writer.int32(integer(value, -0x8000_0000, 0x7fff_ffff)),
};

export const uint32: Codec<number> = {
  minimumSize: 4,
  decode: (reader) => reader.uint32(),
  encode: (writer, value) => writer.uint32(integer(value, 0, 0xffff_ffff)),
};

export const int64: Codec<bigint> = {
  minimumSize: 8,
  decode: (reader) => reader.int64(),
  encode: (writer, value) => writer.int64(wide(value, -(1n << 63n), (1n << 63n) - 1n)),
};

export const uint64: Codec<bigint> = {
  minimumSize: 8,
  decode: (reader) => reader.uint64(),
  encode: (writer, value) => writer.uint64(wide(value, 0n, (1n << 64n) - 1n)),
};

export const double: Codec<number> = {
  minimumSize: 8,
  decode: (reader) => reader.double(),
  encode: (writer, value) => writer.double(value),
};

export const bool: Codec<boolean> = {
  minimumSize: 4,
  decode(reader) {
    const word = reader.uint32();
    if (word > 1) throw new ProtocolViolation(`${word} where a truth value must be 0 or 1`);
    return word === 1;
  },
  encode: (writer, value) => writer.uint32(value ? 1 : 0),
};

/** One of the given numbers and nothing else. */
export function enumeration<const V extends number>(values: readonly V[]): Codec<V> {
  const known = (word: number): word is V => values.some((value) => value === word);
  return {
    minimumSize: 4,
    decode(reader) {
      const word = reader.int32();
      if (!known(word)) throw new ProtocolViolation(`${word} is not one of ${values.join(', ')}`);
      return word;
    },
    encode(writer, value) {
      if (!known(value)) throw new InvalidArgument('', `${value} is not one of ${values.join(', ')}`);
      writer.int32(value);
    },
  };
}

/** UTF-8 text of at most `max` bytes. A NUL is refused on the way out: libvirt would cut the text there. */
export function string({ max }: Limit): Codec<string> {
  return {
    minimumSize: 4,
    decode: (reader) => reader.text(reader.count(max, 1)),
    encode(writer, value) {
      if (value.includes('\0')) throw new InvalidArgument('', 'text with a NUL character');
      const length = within(Buffer.byteLength(value, 'utf8'), max);
      writer.uint32(length);
      writer.text(value, length);
    },
  };
}

/** Exactly `length` bytes, without a length word. */
export function fixedOpaque(length: number): Codec<Uint8Array> {
  return {
    minimumSize: (length + 3) & ~3,
    decode: (reader) => reader.bytes(length),
    encode(writer, value) {
      if (value.length !== length)
        throw new InvalidArgument('', `${value.length} bytes instead of ${length}`);
      writer.bytes(value);
    },
  };
}

/** Up to `max` bytes after their length. */
export function opaque({ max }: Limit): Codec<Uint8Array> {
  return {
    minimumSize: 4,
    decode: (reader) => reader.bytes(reader.count(max, 1)),
    encode(writer, value) {
      writer.uint32(within(value.length, max));
      writer.bytes(value);
    },
  };
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** 16 raw bytes on the wire, the canonical lower-case text in our hands. */
export const uuid: Codec<string> = {
  minimumSize: 16,
  decode(reader) {
    const hex = reader.hex(16);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  },
  encode(writer, value) {
    if (!UUID.test(value)) throw new InvalidArgument('', 'not a UUID');
    writer.bytes(Buffer.from(value.replaceAll('-', ''), 'hex'));
  },
};
