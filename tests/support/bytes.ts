// Bytes written out by hand, and the ways in which a socket or an enemy can cut them.

/** Hex words line by line; what follows two or more spaces on a line is a remark. */
export function bytes(text: string): Buffer {
  const hex = text
    .split('\n')
    .map((line) => (line.trim().split(/\s{2,}/)[0] ?? '').replaceAll(' ', ''))
    .join('');
  if (!/^([0-9a-f]{2})*$/i.test(hex)) throw new Error(`not hex: ${text}`);
  return Buffer.from(hex, 'hex');
}

/** Every way to cut `whole` in two, the two trivial ones included. */
export function everyCut(whole: Uint8Array): readonly (readonly [Uint8Array, Uint8Array])[] {
  return Array.from({ length: whole.length + 1 }, (_, at) => [whole.subarray(0, at), whole.subarray(at)]);
}

/** Every beginning of `whole` that is shorter than it. */
export function everyTruncation(whole: Uint8Array): readonly Uint8Array[] {
  return Array.from({ length: whole.length }, (_, length) => whole.subarray(0, length));
}
