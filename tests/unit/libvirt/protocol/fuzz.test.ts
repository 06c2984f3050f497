// Every declaration against hostile bytes: a violation or a value, never a crash, never more than was sent.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { messages, procedures } from '../../../../electron/libvirt/protocol/procedures.gen.ts';
import { remoteError, streamHole } from '../../../../electron/libvirt/protocol/values.gen.ts';
import { type Codec, decode, encode } from '../../../../electron/libvirt/xdr/codec.ts';
import { InvalidArgument, ProtocolViolation } from '../../../../electron/libvirt/xdr/violation.ts';

const codecs: readonly Codec<unknown>[] = [
  ...procedures.flatMap(({ args, ret }) => [args, ret]),
  ...messages.map(({ body }) => body),
  remoteError,
  streamHole,
];

/** Words that look like lengths, flags and tags more often than random ones do. */
const words = fc.array(
  fc.oneof(
    fc.integer({ min: 0, max: 8 }),
    fc.constantFrom(0xffff_ffff, 0x8000_0000, 0x7fff_ffff, 16_384, 16_385, 4_194_304, 4_194_305),
    fc.nat({ max: 0xffff_ffff }),
  ),
  { maxLength: 60 },
);

function wordsToBytes(list: readonly number[]): Buffer {
  const buffer = Buffer.alloc(list.length * 4);
  for (const [index, word] of list.entries()) buffer.writeUInt32BE(word, index * 4);
  return buffer;
}

function readOrRefuse(codec: Codec<unknown>, body: Uint8Array): unknown {
  try {
    return { value: decode(codec, body) };
  } catch (error) {
    expect(error).toBeInstanceOf(ProtocolViolation);
    return undefined;
  }
}

test('there are declarations to try', () => expect(codecs.length).toBeGreaterThan(800));

test('hostile words are a violation or a value', () => {
  fc.assert(
    fc.property(words, fc.nat({ max: codecs.length - 1 }), (list, index) => {
      readOrRefuse(codecs[index]!, wordsToBytes(list));
    }),
    { numRuns: 5_000 },
  );
});

test('random bytes are a violation or a value for every declaration', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 120 }), (body) => {
      for (const codec of codecs) readOrRefuse(codec, body);
    }),
    { numRuns: 50 },
  );
});

test('what was read from hostile words is written as words that read the same', () => {
  fc.assert(
    fc.property(words, fc.nat({ max: codecs.length - 1 }), (list, index) => {
      const codec = codecs[index]!;
      const first = readOrRefuse(codec, wordsToBytes(list));
      if (typeof first !== 'object' || first === null || !('value' in first)) return;
      try {
        expect(decode(codec, encode(codec, first.value))).toEqual(first.value);
      } catch (error) {
        // A NUL inside a text is taken from a host, and refused towards one.
        expect(error).toBeInstanceOf(InvalidArgument);
      }
    }),
    { numRuns: 3_000 },
  );
});
