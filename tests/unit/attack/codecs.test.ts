// Every type of XDR and every declaration of the protocol, with values that nobody thought of and bytes that nobody meant.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Codec, decode, encode } from '../../../electron/libvirt/xdr/codec.ts';
import { Reader } from '../../../electron/libvirt/xdr/reader.ts';
import { ProtocolViolation } from '../../../electron/libvirt/xdr/violation.ts';
import { collectGarbage } from '../../support/collect-garbage.ts';
import { declarations, types } from './declarations.ts';
import { invented } from './invented.ts';

const RUNS_FOR_TYPES = 300;
const RUNS_FOR_DECLARATIONS = 12;

const tape = fc.array(fc.nat({ max: 0xffff_ffff }), { maxLength: 80 });

/** A reader that counts what is asked of it. */
class CountingReader extends Reader {
  asked = 0;

  override int32(): number {
    this.asked += 1;
    return super.int32();
  }

  override uint32(): number {
    this.asked += 1;
    return super.uint32();
  }

  override bytes(length: number): Uint8Array {
    this.asked += 1;
    return super.bytes(length);
  }

  override text(length: number): string {
    this.asked += 1;
    return super.text(length);
  }
}

/** Writes down each length that a declaration reads: where it stands, and what it may be at most. */
class LengthReader extends Reader {
  readonly lengths: { readonly at: number; readonly max: number; readonly minimumSize: number }[] = [];
  readonly #size: number;

  constructor(bytes: Uint8Array) {
    super(bytes);
    this.#size = bytes.length;
  }

  override count(max: number, minimumSize: number): number {
    this.lengths.push({ at: this.#size - this.remaining, max, minimumSize });
    return super.count(max, minimumSize);
  }
}

/** The lengths of lists, texts and byte strings in the bytes of a value. */
function lengthsIn(codec: Codec<unknown>, bytes: Buffer): LengthReader['lengths'] {
  const reader = new LengthReader(bytes);
  codec.decode(reader);
  return reader.lengths;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The least that a value can have taken on the wire. */
function wireBytes(value: unknown): number {
  switch (typeof value) {
    case 'bigint':
      return 8;
    case 'string':
      return UUID.test(value) ? 16 : value.length;
    case 'object': {
      if (value instanceof Uint8Array) return value.length;
      return value === null ? 0 : Object.values(value).reduce((sum: number, one) => sum + wireBytes(one), 0);
    }
    default:
      return 4;
  }
}

function violates(codec: Codec<unknown>, bytes: Uint8Array): boolean {
  try {
    decode(codec, bytes);
    return false;
  } catch (error) {
    if (error instanceof ProtocolViolation) return true;
    throw error;
  }
}

/** What is written reads the same, is written the same again, and is nothing when a part of it is missing. */
function holdsFor(codec: Codec<unknown>, value: unknown): void {
  const bytes = encode(codec, value);
  const read = decode(codec, bytes);
  expect(read).toEqual(value);
  expect(encode(codec, read).equals(bytes)).toBe(true);
  expect(bytes.length % 4).toBe(0);
  expect(bytes.length).toBeGreaterThanOrEqual(codec.minimumSize);
  const parts = Array.from(bytes, (_, length) => bytes.subarray(0, length));
  expect(parts.filter((part) => !violates(codec, part))).toEqual([]);
  expect(violates(codec, Buffer.concat([bytes, Buffer.alloc(4)]))).toBe(true);
}

function readWithin(codec: Codec<unknown>, bytes: Uint8Array): void {
  const reader = new CountingReader(bytes);
  let value: unknown;
  try {
    value = codec.decode(reader);
  } catch (error) {
    expect(error).toBeInstanceOf(ProtocolViolation);
  }
  expect(wireBytes(value)).toBeLessThanOrEqual(bytes.length + 4);
  // A word and the empty text after it: two steps for four bytes. Whoever takes more turns in circles.
  expect(reader.asked).toBeLessThanOrEqual(bytes.length / 2 + 2);
}

test('there are declarations to try', () => expect(declarations.length).toBeGreaterThan(900));

describe.each(types)('%s', (_name, codec) => {
  test('any value reads as it was written, and any part of it is refused', () => {
    fc.assert(
      fc.property(tape, (choices) => holdsFor(codec, invented(codec, choices))),
      { numRuns: RUNS_FOR_TYPES },
    );
  });

  test('any bytes are refused or read, and nothing larger comes of them', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => readWithin(codec, bytes)),
      { numRuns: RUNS_FOR_TYPES },
    );
  });
});

test('any value of any declaration reads as it was written, and any part of it is refused', () => {
  fc.assert(
    fc.property(tape, (choices) => {
      for (const [name, codec] of declarations) {
        try {
          holdsFor(codec, invented(codec, choices));
        } catch (error) {
          throw new Error(name, { cause: error });
        }
      }
    }),
    { numRuns: RUNS_FOR_DECLARATIONS },
  );
}, 60_000);

test('a message in which one word is another is refused or read, and nothing larger comes of it', () => {
  fc.assert(
    fc.property(tape, fc.nat(), fc.nat({ max: 0xffff_ffff }), (choices, at, word) => {
      for (const [, codec] of declarations) {
        const bytes = encode(codec, invented(codec, choices));
        if (bytes.length === 0) continue;
        bytes.writeUInt32BE(word, (at % (bytes.length / 4)) * 4);
        readWithin(codec, bytes);
      }
    }),
    { numRuns: 30 },
  );
});

test('random bytes never make any declaration read in circles', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      for (const [, codec] of declarations) readWithin(codec, bytes);
    }),
    { numRuns: 40 },
  );
});

test('a length that cannot be is refused before anything is allocated for it', () => {
  const filled = Array.from({ length: 400 }, (_, index) => index * 3 + 2);
  const claims = [0xffff_ffff, 0x8000_0000, 0x7fff_ffff, 4_194_305, 4_194_304, 1_000_000];
  let tried = 0;
  collectGarbage();
  const before = process.memoryUsage();
  for (const [name, codec] of declarations) {
    const bytes = encode(codec, invented(codec, filled));
    for (const { at } of lengthsIn(codec, bytes)) {
      for (const claim of claims) {
        const lying = Buffer.from(bytes);
        lying.writeUInt32BE(claim, at);
        expect(violates(codec, lying), `${name} at ${at}`).toBe(true);
        tried += 1;
      }
    }
  }
  const after = process.memoryUsage();
  expect(tried).toBeGreaterThan(5_000);
  // Had one of the larger claims been believed, it alone would be more.
  expect(after.arrayBuffers - before.arrayBuffers).toBeLessThan(4_000_000);
});

test('a list that is longer than its limit is refused, though all of it is there', () => {
  const seen = new Set<number>();
  for (const [name, codec] of declarations) {
    const bytes = encode(codec, invented(codec, []));
    const [first] = lengthsIn(codec, bytes);
    if (first === undefined || first.max > 20_000 || seen.has(first.max)) continue;
    seen.add(first.max);
    const rest = Buffer.alloc((first.max + 1) * Math.max(4, first.minimumSize) + 4096);
    const tooLong = Buffer.concat([bytes.subarray(0, first.at), Buffer.alloc(4), rest]);
    tooLong.writeUInt32BE(first.max + 1, first.at);
    expect(() => decode(codec, tooLong), name).toThrow(`at most ${first.max} is allowed`);
  }
  expect(seen.size).toBeGreaterThan(10);
});
