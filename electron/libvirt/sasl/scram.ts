// SCRAM-SHA-1 and SCRAM-SHA-256 (RFC 5802, RFC 7677), without channel binding. Both sides prove that they know the secret.
import { createHash, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto';
import { type Credentials, type Mechanism, SaslFault } from './mechanism.ts';

export type ScramHash = 'sha1' | 'sha256';

const BYTES: Readonly<Record<ScramHash, number>> = { sha1: 20, sha256: 32 };
// No channel binding: `n,,` in base64.
const CHANNEL = 'c=biws';
// Fewer make a stolen exchange cheap to try; many more would only keep us busy.
const ITERATIONS = { min: 4096, max: 1_000_000 };

export class Scram implements Mechanism {
  readonly layer = undefined;
  readonly #hash: ScramHash;
  readonly #secret: string;
  readonly #nonce: string;
  readonly #firstBare: string;
  #serverSignature: Buffer | undefined;
  #isDone = false;

  constructor(hash: ScramHash, { user, secret }: Credentials, nonce = randomBytes(24).toString('base64')) {
    this.#hash = hash;
    this.#secret = secret.normalize('NFKC');
    this.#nonce = nonce;
    const name = user.normalize('NFKC').replaceAll('=', '=3D').replaceAll(',', '=2C');
    this.#firstBare = `n=${name},r=${nonce}`;
  }

  get initial(): Uint8Array {
    return Buffer.from(`n,,${this.#firstBare}`);
  }

  get isDone(): boolean {
    return this.#isDone;
  }

  step(challenge: Uint8Array): Uint8Array | undefined {
    const text = Buffer.from(challenge).toString('utf8');
    if (this.#serverSignature === undefined) return this.#prove(text);
    this.#verify(text, this.#serverSignature);
    return undefined;
  }

  #prove(serverFirst: string): Buffer {
    const { nonce, salt, iterations } = readServerFirst(serverFirst);
    if (!nonce.startsWith(this.#nonce) || nonce.length === this.#nonce.length) {
      throw new SaslFault('the server answered to another login');
    }
    const salted = pbkdf2Sync(this.#secret, salt, iterations, BYTES[this.#hash], this.#hash);
    const clientKey = this.#hmac(salted, 'Client Key');
    const storedKey = createHash(this.#hash).update(clientKey).digest();
    const withoutProof = `${CHANNEL},r=${nonce}`;
    const message = `${this.#firstBare},${serverFirst},${withoutProof}`;
    const signature = this.#hmac(storedKey, message);
    const proof = clientKey.map((byte, index) => byte ^ (signature[index] ?? 0));
    this.#serverSignature = this.#hmac(this.#hmac(salted, 'Server Key'), message);
    return Buffer.from(`${withoutProof},p=${Buffer.from(proof).toString('base64')}`);
  }

  #verify(serverFinal: string, expected: Buffer): void {
    const signature = Buffer.from(/^v=([^,]*)/.exec(serverFinal)?.[1] ?? '', 'base64');
    if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) {
      throw new SaslFault('the server does not know the password: it may not be the host that it says');
    }
    this.#isDone = true;
  }

  #hmac(key: Uint8Array, text: string): Buffer {
    return createHmac(this.#hash, key).update(text).digest();
  }
}

function readServerFirst(text: string): { nonce: string; salt: Buffer; iterations: number } {
  const [, nonce = '', salt = '', count = ''] = /^r=([^,]+),s=([^,]+),i=(\d{1,9})(?:,|$)/.exec(text) ?? [];
  if (nonce === '') throw new SaslFault('the first SCRAM message of the server makes no sense');
  const iterations = Number(count);
  if (iterations < ITERATIONS.min || iterations > ITERATIONS.max) {
    throw new SaslFault(`the server asks for ${iterations} rounds of SCRAM`);
  }
  return { nonce, salt: Buffer.from(salt, 'base64'), iterations };
}
