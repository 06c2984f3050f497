// Confidentiality of DIGEST-MD5 (RFC 2831, 2.4) with 3DES in two-key mode: weak today, but all that libvirt offers there.
import { createCipheriv, createDecipheriv, createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { ProtocolViolation } from '../xdr/violation.ts';
import type { SecurityLayer } from './security-layer.ts';

const BLOCK = 8;
const MAC_BYTES = 10;
const TRAILER_BYTES = 6;
const MESSAGE_TYPE = 1;
// What surrounds a message: its MAC, its trailer, and up to a block of padding.
const OVERHEAD = MAC_BYTES + BLOCK + TRAILER_BYTES;

type Side = 'client' | 'server';
const SIGNING = {
  client: 'Digest session key to client-to-server signing key magic constant',
  server: 'Digest session key to server-to-client signing key magic constant',
};
const SEALING = {
  client: 'Digest H(A1) to client-to-server sealing key magic constant',
  server: 'Digest H(A1) to server-to-client sealing key magic constant',
};

const md5 = (...parts: readonly (string | Uint8Array)[]): Buffer =>
  parts.reduce((hash, part) => hash.update(part), createHash('md5')).digest();

/** `sessionKey` is H(A1); `largest` the server's `maxbuf`. The other side swaps the roles. */
export function digestLayer(sessionKey: Buffer, largest: number, own: Side = 'client'): SecurityLayer {
  const peer = own === 'client' ? 'server' : 'client';
  const sealing = (side: Side) => tripleDesKey(md5(sessionKey, SEALING[side]));
  const out = sealing(own);
  const back = sealing(peer);
  // CBC runs through the whole session: the last block of a message is the vector of the next.
  const encrypt = createCipheriv('des-ede3-cbc', out.key, out.vector).setAutoPadding(false);
  const decrypt = createDecipheriv('des-ede3-cbc', back.key, back.vector).setAutoPadding(false);
  const macOf = (side: Side) => {
    const key = md5(sessionKey, SIGNING[side]);
    return (counter: Buffer, plain: Uint8Array) =>
      createHmac('md5', key).update(counter).update(plain).digest().subarray(0, MAC_BYTES);
  };
  const [sign, check] = [macOf(own), macOf(peer)];
  let sent = 0;
  let received = 0;
  return {
    largestPlain: Math.min(largest, 65_536) - OVERHEAD,
    wrap(plain) {
      const counter = counterOf(sent++);
      const fill = BLOCK - ((plain.length + MAC_BYTES) % BLOCK);
      const padding = Buffer.alloc(fill, fill);
      const sealed = encrypt.update(Buffer.concat([plain, padding, sign(counter, plain)]));
      return Buffer.concat([sealed, typeWord(), counter]);
    },
    unwrap(wrapped) {
      const counter = counterOf(received++);
      const trailer = Buffer.concat([typeWord(), counter]);
      const sealed = wrapped.subarray(0, -TRAILER_BYTES);
      if (sealed.length < 2 * BLOCK || sealed.length % BLOCK !== 0) throw tampered();
      if (!trailer.equals(wrapped.subarray(-TRAILER_BYTES))) throw tampered();
      const opened = decrypt.update(sealed);
      const fill = opened[opened.length - MAC_BYTES - 1] ?? 0;
      if (fill < 1 || fill > BLOCK || fill + MAC_BYTES > opened.length) throw tampered();
      const plain = opened.subarray(0, opened.length - MAC_BYTES - fill);
      if (!timingSafeEqual(opened.subarray(-MAC_BYTES), check(counter, plain))) throw tampered();
      return plain;
    },
  };
}

function tampered(): ProtocolViolation {
  return new ProtocolViolation('a protected message was changed on its way');
}

function typeWord(): Buffer {
  return Buffer.from([0, MESSAGE_TYPE]);
}

function counterOf(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value % 2 ** 32);
  return bytes;
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
