import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { chooseCipher } from '../../../../electron/libvirt/sasl/digest-cipher.ts';
import { digestLayer } from '../../../../electron/libvirt/sasl/digest-layer.ts';
import { rc4 } from '../../../../electron/libvirt/sasl/rc4.ts';
import { ProtocolViolation } from '../../../../electron/libvirt/xdr/violation.ts';

describe.each(['rc4', '3des', 'rc4-56'])('with %s', (name) => {
  function sides() {
    const key = createHash('md5').update('session').digest();
    const cipher = chooseCipher([name])!;
    return [digestLayer(key, cipher, 65_536, 'client'), digestLayer(key, cipher, 65_536, 'server')] as const;
  }

  test('protected messages come back whole, in order', () => {
    const [client, server] = sides();
    for (const length of [0, 1, 5, 6, 7, 8, 60_000]) {
      const plain = Buffer.alloc(length, 7);
      expect(Buffer.from(server.unwrap(client.wrap(plain)))).toEqual(plain);
      expect(Buffer.from(client.unwrap(server.wrap(plain)))).toEqual(plain);
    }
  });

  test('a changed, repeated, shortened or foreign message is refused', () => {
    for (const spoil of [
      (wrapped: Buffer) => {
        wrapped[3] = (wrapped[3] ?? 0) ^ 1;
        return wrapped;
      },
      (wrapped: Buffer) => wrapped.subarray(1),
      (wrapped: Buffer) => wrapped.subarray(0, -1),
      () => Buffer.alloc(0),
      () => Buffer.alloc(64, 255),
    ]) {
      const [client, server] = sides();
      const wrapped = Buffer.from(client.wrap(Buffer.from('hello, libvirt')));
      expect(() => server.unwrap(spoil(wrapped))).toThrow(ProtocolViolation);
    }
    const [client, server] = sides();
    const once = Buffer.from(client.wrap(Buffer.from('hello')));
    server.unwrap(once);
    expect(() => server.unwrap(once)).toThrow(ProtocolViolation);
  });
});

// RFC 6229: the first 16 bytes of the stream.
test.each([
  ['0102030405', 'b2396305f03dc027ccc3524a0a1118a8'],
  ['01020304050607', '293f02d47f37c9b633f2af5285feb46b'],
  ['0102030405060708090a0b0c0d0e0f10', '9ac7cc9a609d1ef7b2932899cde41b97'],
])('the stream of the key %s is that of the RFC, however it is cut', (key, first) => {
  const stream = rc4(Buffer.from(key, 'hex'));
  const cut = [3, 1, 7, 5].map((length) => stream(Buffer.alloc(length)));
  expect(Buffer.concat(cut).toString('hex')).toBe(first);
});
