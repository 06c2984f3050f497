// RC4 (RFC 6229 has its vectors), which no OpenSSL of today has left. Broken as a cipher; see digest-cipher.ts for why it is here.

/** A keystream that runs on from call to call; `key` has 1 to 256 bytes. */
export function rc4(key: Uint8Array): (bytes: Uint8Array) => Buffer {
  const state = schedule(key);
  let i = 0;
  let j = 0;
  return (bytes) => {
    const out = Buffer.alloc(bytes.length);
    for (const [at, byte] of bytes.entries()) {
      i = (i + 1) & 255;
      j = (j + cell(state, i)) & 255;
      swap(state, i, j);
      out[at] = byte ^ cell(state, (cell(state, i) + cell(state, j)) & 255);
    }
    return out;
  };
}

function schedule(key: Uint8Array): Uint8Array {
  const state = Uint8Array.from({ length: 256 }, (_, at) => at);
  let j = 0;
  for (let i = 0; i < 256; i += 1) {
    j = (j + cell(state, i) + cell(key, i % key.length)) & 255;
    swap(state, i, j);
  }
  return state;
}

function cell(bytes: Uint8Array, at: number): number {
  return bytes[at] ?? 0;
}

function swap(state: Uint8Array, one: number, other: number): void {
  const held = cell(state, one);
  state[one] = cell(state, other);
  state[other] = held;
}
