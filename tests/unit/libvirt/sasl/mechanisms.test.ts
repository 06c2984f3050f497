import { describe, expect, test } from 'vitest';
import { Unreachable } from '../../../../electron/libvirt/errors.ts';
import { DigestMd5 } from '../../../../electron/libvirt/sasl/digest-md5.ts';
import { SaslFault } from '../../../../electron/libvirt/sasl/mechanism.ts';
import { chooseMechanism } from '../../../../electron/libvirt/sasl/negotiate.ts';
import { Scram } from '../../../../electron/libvirt/sasl/scram.ts';

const text = (data: Uint8Array | undefined): string => Buffer.from(data ?? []).toString();

// The examples of RFC 5802 and RFC 7677.
const EXAMPLES = [
  {
    hash: 'sha1',
    nonce: 'fyko+d2lbbFgONRv9qkxdawL',
    first: 'r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096',
    final: 'c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=',
    proof: 'v=rmF9pqV8S7suAoZWja4dJRkFsKQ=',
  },
  {
    hash: 'sha256',
    nonce: 'rOprNGfwEbeRWgbNEkqO',
    first: 'r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096',
    final:
      'c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=',
    proof: 'v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=',
  },
] as const;

describe.each(EXAMPLES)('SCRAM with $hash', ({ hash, nonce, first, final, proof }) => {
  const begin = () => new Scram(hash, { user: 'user', secret: 'pencil' }, nonce);

  test('says what the RFC says', () => {
    const scram = begin();
    expect(text(scram.initial)).toBe(`n,,n=user,r=${nonce}`);
    expect(text(scram.step(Buffer.from(first)))).toBe(final);
    expect(scram.isDone).toBe(false);
    scram.step(Buffer.from(proof));
    expect(scram.isDone).toBe(true);
  });

  test.each([proof.replace('v=r', 'v=s').replace('v=6', 'v=7'), 'v=', 'e=other-error'])(
    'does not believe a server that proves nothing: %s',
    (lie) => {
      const scram = begin();
      scram.step(Buffer.from(first));
      expect(() => scram.step(Buffer.from(lie))).toThrow(SaslFault);
      expect(scram.isDone).toBe(false);
    },
  );

  test.each([first.replace('r=', 'r=x'), first.replace('4096', '1'), first.replace('4096', '99999999'), ''])(
    'does not answer %s',
    (lie) => expect(() => begin().step(Buffer.from(lie))).toThrow(SaslFault),
  );
});

// The example of RFC 2831, section 4.
const CHALLENGE =
  'realm="elwood.innosoft.com",nonce="OA6MG9tEQGm2hh",qop="auth",algorithm=md5-sess,charset=utf-8';

const NO_SUCH_OFFER = expect.objectContaining({ code: 'SASL_MECHANISM' });

function digest(needsLayer = false): DigestMd5 {
  const context = { user: 'chris', secret: 'secret', host: 'elwood.innosoft.com', needsLayer };
  return new DigestMd5(context, { service: 'imap', clientNonce: 'OA6MHXh6VqTrRk' });
}

test('DIGEST-MD5 says what the RFC says, and believes only the proof of the server', () => {
  const login = digest();
  expect(text(login.step(Buffer.from(CHALLENGE)))).toContain('response=d388dad90d4bbd760a152321f2143af7');
  expect(() => login.step(Buffer.from('rspauth=ea40f60335c427b5527b84dbabcdffff'))).toThrow(SaslFault);
  login.step(Buffer.from('rspauth=ea40f60335c427b5527b84dbabcdfffd'));
  expect(login.isDone).toBe(true);
});

test('DIGEST-MD5 on an open way goes no further without confidentiality', () => {
  expect(() => digest(true).step(Buffer.from(CHALLENGE))).toThrow(NO_SUCH_OFFER);
});

test.each([
  ['rc4-40,rc4-56,rc4,des,3des', 'rc4'],
  ['des,3des,rc4-56', '3des'],
  ['rc4-40,rc4-56,des', 'rc4-56'],
])('of the ciphers %s, DIGEST-MD5 takes %s as libvirt itself would', (ciphers, chosen) => {
  const offer = CHALLENGE.replace('qop="auth"', `qop="auth,auth-conf",cipher="${ciphers}"`);
  expect(text(digest(true).step(Buffer.from(offer)))).toContain(`cipher=${chosen},`);
});

test('ciphers of less than 56 bits protect nothing', () => {
  const offer = CHALLENGE.replace('qop="auth"', 'qop="auth-conf",cipher="rc4-40,des"');
  expect(() => digest(true).step(Buffer.from(offer))).toThrow(NO_SUCH_OFFER);
});

test.each([
  ['PLAIN DIGEST-MD5,SCRAM-SHA-1 SCRAM-SHA-256', 'verified', 'SCRAM-SHA-256'],
  ['PLAIN', 'verified', 'PLAIN'],
  ['SCRAM-SHA-256 DIGEST-MD5', 'open', 'DIGEST-MD5'],
] as const)('of %s on a way that is %s, %s is taken', (offered, way, name) =>
  expect(chooseMechanism(offered, way)).toMatchObject({ name, weak: way === 'open' }),
);

test.each([
  ['GSSAPI', 'verified'],
  ['EXTERNAL', 'verified'],
  ['PLAIN', 'unverified'],
  ['PLAIN', 'local'],
  ['SCRAM-SHA-256', 'open'],
] as const)('%s on a way that is %s is refused, with what to use instead', (offered, way) => {
  const choose = () => chooseMechanism(offered, way);
  expect(choose).toThrow(expect.objectContaining({ code: 'SASL_MECHANISM' }));
  expect(choose).toThrow(Unreachable);
  expect(choose).toThrow(/is not supported; use qemu\+/);
});
