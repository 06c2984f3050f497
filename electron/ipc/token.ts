// The token of `--serve`, and the ears that close when somebody guesses.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const TOKEN_BYTES = 32;
const MOST_WRONG = 10;
const DEAF_MS = 60_000;

/** A new token for each start: 256 bits, safe in a URL. */
export function makeToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Knows the token and counts wrong ones: ten of them make it deaf for a minute, to the right one too. */
export class Doorkeeper {
  readonly #token: Buffer;
  readonly #now: () => number;
  #wrong = 0;
  #deafUntil = 0;

  constructor(token: string, now: () => number = Date.now) {
    this.#token = digest(token);
    this.#now = now;
  }

  get deaf(): boolean {
    return this.#now() < this.#deafUntil;
  }

  /** Compared in constant time, whatever the length. */
  admits(offered: unknown): boolean {
    if (this.deaf) return false;
    if (typeof offered === 'string' && timingSafeEqual(digest(offered), this.#token)) return true;
    this.#wrong += 1;
    if (this.#wrong < MOST_WRONG) return false;
    this.#wrong = 0;
    this.#deafUntil = this.#now() + DEAF_MS;
    return false;
  }
}
