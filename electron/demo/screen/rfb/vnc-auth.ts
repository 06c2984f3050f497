// Security type 2, "VNC Authentication", as the one who asks (RFC 6143 §7.2.2).
import { createCipheriv, timingSafeEqual } from 'node:crypto';

export const CHALLENGE_BYTES = 16;
const BLOCK_BYTES = 8;

/** Whether `response` shows that its sender knows the password, of which only the first 8 bytes count. */
export function isAnswer(password: string, challenge: Buffer, response: Buffer): boolean {
  const key = Buffer.alloc(BLOCK_BYTES);
  Buffer.from(password, 'utf8').copy(key);
  // DES gets the bits of each byte of the key in reverse, as every VNC has done (RFC 6143, errata).
  const reversed = key.map((byte) =>
    Number.parseInt(byte.toString(2).padStart(8, '0').split('').reverse().join(''), 2),
  );
  const expected = Buffer.concat([
    encrypted(reversed, challenge.subarray(0, BLOCK_BYTES)),
    encrypted(reversed, challenge.subarray(BLOCK_BYTES)),
  ]);
  return expected.length === response.length && timingSafeEqual(expected, response);
}

// Today's OpenSSL has no single DES: three times the same key is the same, and CBC of one block from zeros is ECB.
function encrypted(key: Uint8Array, block: Buffer): Buffer {
  const cipher = createCipheriv('des-ede3-cbc', Buffer.concat([key, key, key]), Buffer.alloc(BLOCK_BYTES));
  cipher.setAutoPadding(false);
  return Buffer.concat([cipher.update(block), cipher.final()]);
}
