// The ciphers of DIGEST-MD5 (RFC 2831, 2.4). All are weak today; a libvirtd on an open port offers nothing better.
import { type Cipher, createCipheriv, createDecipheriv, type Decipher } from 'node:crypto';
import { rc4 } from './rc4.ts';

export interface CipherPair {
  /** Bytes that `plain` and the MAC behind it are filled up to; 1 when they need not be. */
  readonly block: number;
  readonly encrypt: (bytes: Uint8Array) => Buffer;
  readonly decrypt: (bytes: Uint8Array) => Buffer;
}

export interface DigestCipher {
  readonly name: string;
  /** How much of the session key goes into the sealing keys. */
  readonly keyBytes: number;
  /** Of this side's sealing key and the peer's. */
  readonly make: (own: Buffer, peer: Buffer) => CipherPair;
}

/**
 * Best first, in the order of strength that Cyrus SASL, which is libvirt's, gives them: so `virsh` chooses the same. That of
 * Debian 12 offers 3DES and cannot start it. libvirt demands 56 bits at least.
 */
const CIPHERS: readonly DigestCipher[] = [
  { name: 'rc4', keyBytes: 16, make: streams },
  { name: '3des', keyBytes: 16, make: tripleDes },
  { name: 'rc4-56', keyBytes: 7, make: streams },
];

/** The best of those offered that is strong enough for libvirt. */
export function chooseCipher(offered: readonly string[]): DigestCipher | undefined {
  return CIPHERS.find(({ name }) => offered.includes(name));
}

function streams(own: Buffer, peer: Buffer): CipherPair {
  return { block: 1, encrypt: rc4(own), decrypt: rc4(peer) };
}

/** CBC runs through the whole session: the last block of a message is the vector of the next. */
function tripleDes(own: Buffer, peer: Buffer): CipherPair {
  const [out, back] = [tripleDesKey(own), tripleDesKey(peer)];
  const encrypt = createCipheriv('des-ede3-cbc', out.key, out.vector).setAutoPadding(false);
  const decrypt = createDecipheriv('des-ede3-cbc', back.key, back.vector).setAutoPadding(false);
  const by = (cipher: Cipher | Decipher) => (bytes: Uint8Array) => cipher.update(bytes);
  return { block: 8, encrypt: by(encrypt), decrypt: by(decrypt) };
}

/** Two 7-byte halves become two DES keys, the first used again as the third. The vector is the key's last 8 bytes. */
function tripleDesKey(seal: Buffer): { key: Buffer; vector: Buffer } {
  const [first, second] = [spread(seal.subarray(0, 7)), spread(seal.subarray(7, 14))];
  return { key: Buffer.concat([first, second, first]), vector: seal.subarray(8, 16) };
}

/** 56 bits as 8 bytes of 7 bits each; the lowest bit is parity, which DES does not look at. */
function spread(half: Buffer): Buffer {
  const bits = BigInt(`0x${half.toString('hex')}`);
  return Buffer.from(
    Array.from({ length: 8 }, (_, index) => Number((bits >> BigInt(49 - 7 * index)) & 127n) << 1),
  );
}
