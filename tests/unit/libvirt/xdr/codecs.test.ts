import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Codec, decode, encode } from '../../../../electron/libvirt/xdr/codec.ts';
import {
  array,
  chars,
  fixedArray,
  fixedChars,
  optional,
  struct,
  union,
} from '../../../../electron/libvirt/xdr/composites.ts';
import {
  bool,
  double,
  enumeration,
  fixedOpaque,
  int32,
  int64,
  opaque,
  string,
  uint32,
  uint64,
  uuid,
} from '../../../../electron/libvirt/xdr/scalars.ts';
import { InvalidArgument, ProtocolViolation } from '../../../../electron/libvirt/xdr/violation.ts';
import { bytes, everyTruncation } from '../../../support/bytes.ts';

const point = struct({ x: int32, name: string({ max: 8 }) });
const value = union({ 1: ['i', int32], 7: ['s', string({ max: 8 })] });

// [what, codec, value, bytes written out from RFC 4506]
const vectors: readonly (readonly [string, Codec<unknown>, unknown, string])[] = [
  ['int32', int32, -2, 'fffffffe'],
  ['uint32', uint32, 4294967294, 'fffffffe'],
  ['int64', int64, -2n, 'ffffffff fffffffe'],
  ['uint64', uint64, 18446744073709551615n, 'ffffffff ffffffff'],
  ['double', double, -0.5, 'bfe00000 00000000'],
  ['bool', bool, true, '00000001'],
  ['enumeration', enumeration([0, 2]), 2, '00000002'],
  ['string', string({ max: 8 }), 'häß', '00000005 68c3a4c3 9f000000'],
  ['opaque', opaque({ max: 8 }), Uint8Array.of(1, 2, 255), '00000003 0102ff00'],
  ['fixed opaque', fixedOpaque(5), Uint8Array.of(1, 2, 3, 4, 5), '01020304 05000000'],
  ['uuid', uuid, '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0', '0f1e2d3c 4b5a6978 8796a5b4 c3d2e1f0'],
  ['optional, absent', optional(int32), undefined, '00000000'],
  ['optional, present', optional(int32), 7, '00000001 00000007'],
  ['array', array(uint32, { max: 3 }), [1, 2], '00000002 00000001 00000002'],
  ['fixed array', fixedArray(uint32, 2), [1, 2], '00000001 00000002'],
  ['chars', chars({ max: 4 }), Uint8Array.of(65, 200), '00000002 00000041 ffffffc8'],
  ['fixed chars', fixedChars(2), Uint8Array.of(65, 128), '00000041 ffffff80'],
  ['struct', point, { x: 1, name: 'a' }, '00000001 00000001 61000000'],
  ['union', value, { kind: 's', value: 'ab' }, '00000007 00000002 61620000'],
];

describe.each(vectors)('%s', (_, codec, plain, hex) => {
  test('is written as the standard says', () => expect(encode(codec, plain)).toEqual(bytes(hex)));
  test('is read back', () => expect(decode(codec, bytes(hex))).toEqual(plain));

  test('cut anywhere, it is a violation and nothing else', () => {
    for (const cut of everyTruncation(bytes(hex))) {
      expect(() => decode(codec, cut)).toThrow(ProtocolViolation);
    }
  });

  test('bytes too many are a violation', () =>
    expect(() => decode(codec, bytes(`${hex} 00000000`))).toThrow(ProtocolViolation));
});

const broken: readonly (readonly [string, Codec<unknown>, string])[] = [
  ['a text longer than its limit', string({ max: 3 }), '00000004 61626364'],
  ['a text longer than the message', string({ max: 0xffff_ffff }), 'fffffff0 61626364'],
  ['bytes longer than the message', opaque({ max: 0xffff_ffff }), '7fffffff 00'],
  ['an array longer than its limit', array(int32, { max: 1 }), '00000002 00000001 00000002'],
  ['an array longer than the message', array(point, { max: 0xffff_ffff }), 'ffffffff 00000000'],
  ['a truth value of 2', bool, '00000002'],
  ['a pointer of 7', optional(int32), '00000007 00000000'],
  ['a number outside an enumeration', enumeration([0, 1]), '00000003'],
  ['an arm that a union lacks', value, '00000002 00000000'],
];
test.each(broken)('%s is a violation', (_, codec, hex) =>
  expect(() => decode(codec, bytes(hex))).toThrow(ProtocolViolation),
);

test('text that is not UTF-8 is read with replacement characters', () =>
  expect(decode(string({ max: 8 }), bytes('00000003 61ff6200'))).toBe('a\ufffdb'));

const refused: readonly (readonly [string, Codec<unknown>, unknown, string])[] = [
  ['a number beyond 32 bits', struct({ flags: uint32 }), { flags: 2 ** 32 }, 'flags'],
  ['a fraction', struct({ x: int32 }), { x: 1.5 }, 'x'],
  ['a negative unsigned number', struct({ n: uint64 }), { n: -1n }, 'n'],
  ['a text with a NUL, which libvirt would cut', point, { x: 1, name: 'a\0b' }, 'name'],
  ['a text longer than its limit in UTF-8', point, { x: 1, name: 'ääääää' }, 'name'],
  ['too many items', struct({ list: array(int32, { max: 1 }) }), { list: [1, 2] }, 'list'],
  ['a bad item', struct({ list: array(point, { max: 2 }) }), { list: [{ x: 0.5, name: '' }] }, 'list.[0].x'],
  ['something that is no UUID', struct({ dom: struct({ uuid }) }), { dom: { uuid: 'x' } }, 'dom.uuid'],
  ['the wrong number of bytes', struct({ key: fixedOpaque(2) }), { key: Uint8Array.of(1) }, 'key'],
];
test.each(refused)('%s is not sent, and its field is named', (_, codec, plain, field) => {
  expect(() => encode(codec, plain)).toThrow(InvalidArgument);
  expect(() => encode(codec, plain)).toThrow(expect.objectContaining({ field }));
});

test('bytes that were read do not share memory with the message', () => {
  const message = bytes('00000002 01020000');
  const read = decode(opaque({ max: 4 }), message);
  message.fill(0);
  expect(read).toEqual(Uint8Array.of(1, 2));
  expect(read.buffer.byteLength).toBe(2);
});

test('whatever is written is read back the same', () => {
  const everything = struct({
    a: int32,
    b: optional(string({ max: 100 })),
    c: array(struct({ d: uint64, e: opaque({ max: 20 }), f: value }), { max: 20 }),
    g: uuid,
    h: chars({ max: 20 }),
    i: double,
  });
  const text = (max: number) => fc.string({ maxLength: max, unit: 'grapheme-ascii' });
  const arbitrary = fc.record({
    a: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
    b: fc.option(text(100), { nil: undefined }),
    c: fc.array(
      fc.record({
        d: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
        e: fc.uint8Array({ maxLength: 20 }),
        f: fc.oneof(
          fc.record({ kind: fc.constant('i' as const), value: fc.integer() }),
          fc.record({ kind: fc.constant('s' as const), value: text(8) }),
        ),
      }),
      { maxLength: 20 },
    ),
    g: fc.uuid(),
    h: fc.uint8Array({ maxLength: 20 }),
    i: fc.double(),
  });
  fc.assert(
    fc.property(arbitrary, (plain) => {
      expect(decode(everything, encode(everything, plain))).toEqual(plain);
    }),
  );
});
