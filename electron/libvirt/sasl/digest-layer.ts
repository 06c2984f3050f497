// Confidentiality of DIGEST-MD5 (RFC 2831, 2.4): each message with its number and a MAC, encrypted.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { ProtocolViolation } from '../xdr/violation.ts';
import type { DigestCipher } from './digest-cipher.ts';
import type { SecurityLayer } from './security-layer.ts';

const MAC_BYTES = 10;
const TRAILER_BYTES = 6;
const MESSAGE_TYPE = 1;
const LARGEST_BLOCK = 8;
// What surrounds a message: its MAC, its trailer, and up to a block of padding.
const OVERHEAD = MAC_BYTES + LARGEST_BLOCK + TRAILER_BYTES;

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
export function digestLayer(
  sessionKey: Buffer,
  cipher: DigestCipher,
  largest: number,
  own: Side = 'client',
): SecurityLayer {
  const peer = own === 'client' ? 'server' : 'client';
  const sealing = (side: Side) => md5(sessionKey.subarray(0, cipher.keyBytes), SEALING[side]);
  const { block, encrypt, decrypt } = cipher.make(sealing(own), sealing(peer));
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
      const padding = paddingFor(plain.length, block);
      const sealed = encrypt(Buffer.concat([plain, padding, sign(counter, plain)]));
      return Buffer.concat([sealed, typeWord(), counter]);
    },
    unwrap(wrapped) {
      const counter = counterOf(received++);
      const trailer = Buffer.concat([typeWord(), counter]);
      const sealed = wrapped.subarray(0, -TRAILER_BYTES);
      if (sealed.length < MAC_BYTES || sealed.length % block !== 0) throw tampered();
      if (!trailer.equals(wrapped.subarray(-TRAILER_BYTES))) throw tampered();
      const opened = decrypt(sealed);
      const plain = withoutPadding(opened.subarray(0, -MAC_BYTES), block);
      if (!timingSafeEqual(opened.subarray(-MAC_BYTES), check(counter, plain))) throw tampered();
      return plain;
    },
  };
}

/** As many bytes as are missing to a block, each of that value; none for a stream cipher. */
function paddingFor(plainBytes: number, block: number): Buffer {
  if (block === 1) return Buffer.alloc(0);
  const missing = block - ((plainBytes + MAC_BYTES) % block);
  return Buffer.alloc(missing, missing);
}

function withoutPadding(filled: Buffer, block: number): Buffer {
  if (block === 1) return filled;
  const fill = filled.at(-1) ?? 0;
  if (fill < 1 || fill > block || fill > filled.length) throw tampered();
  return filled.subarray(0, filled.length - fill);
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
