// Security type 2, "VNC Authentication": DES over a challenge of 16 bytes (RFC 6143 §7.2.2).
import { createCipheriv } from 'node:crypto';

const BLOCK_BYTES = 8;

/** The answer to `challenge`. Only the first 8 bytes of the password count. */
export function challengeResponse(password: string, challenge: Uint8Array): Buffer {
  const key = Buffer.alloc(BLOCK_BYTES);
  Buffer.from(password, 'utf8').copy(key, 0, 0, BLOCK_BYTES);
  // VNC has always fed DES the bits of each key byte in reverse (RFC 6143, errata).
  const tripled = Buffer.concat([key, key, key]).map(reverseBits);
  const blocks: Buffer[] = [];
  for (let at = 0; at < challenge.length; at += BLOCK_BYTES) {
    blocks.push(encryptBlock(tripled, challenge.subarray(at, at + BLOCK_BYTES)));
  }
  return Buffer.concat(blocks);
}

// OpenSSL 3 no longer has single DES, nor BoringSSL its ECB mode. Triple DES with three times the same key is DES,
// and CBC of a single block from a zero vector is ECB.
function encryptBlock(tripled: Uint8Array, block: Uint8Array): Buffer {
  const cipher = createCipheriv('des-ede3-cbc', tripled, Buffer.alloc(BLOCK_BYTES));
  cipher.setAutoPadding(false);
  return Buffer.concat([cipher.update(block), cipher.final()]);
}

function reverseBits(byte: number): number {
  let reversed = 0;
  for (let bit = 0; bit < 8; bit++) {
    if (byte & (1 << bit)) reversed |= 0x80 >> bit;
  }
  return reversed;
}
