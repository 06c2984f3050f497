import { expect, test } from 'vitest';
import { cText } from '../../../electron/libvirt/c-text.ts';
import { typedParam as wireParam } from '../../../electron/libvirt/protocol/values.gen.ts';
import { readTypedParams, typedParam } from '../../../electron/libvirt/typed-params.ts';
import { decode, encode } from '../../../electron/libvirt/xdr/codec.ts';

test('typed parameters survive the wire and come as a map', () => {
  const params = [
    typedParam.int('i', -1),
    typedParam.uint('u', 2 ** 32 - 1),
    typedParam.llong('l', -(2n ** 63n)),
    typedParam.ullong('ul', 2n ** 64n - 1n),
    typedParam.double('d', 0.25),
    typedParam.boolean('b', true),
    typedParam.string('s', 'vda'),
  ].map((param) => decode(wireParam, encode(wireParam, param)));
  expect(readTypedParams(params)).toEqual(
    new Map<string, unknown>([
      ['i', -1],
      ['u', 4294967295],
      ['l', -9223372036854775808n],
      ['ul', 18446744073709551615n],
      ['d', 0.25],
      ['b', true],
      ['s', 'vda'],
    ]),
  );
});

test('text in an array of characters ends at its NUL', () => {
  expect(cText(Uint8Array.from([0x78, 0x38, 0x36, 0, 0x7a]))).toBe('x86');
  expect(cText(Uint8Array.from([0x78]))).toBe('x');
});
