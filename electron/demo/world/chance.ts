// Chance that repeats: numbers that depend on words alone.

/** 32 bits that all words have a share in (FNV-1a, then mixed so that neighbours differ in every bit). */
export function hash(...words: readonly (string | number)[]): number {
  let state = 0x811c9dc5;
  for (const character of words.join('\u0000')) {
    state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  state = Math.imul(state ^ (state >>> 16), 0x45d9f3b);
  state = Math.imul(state ^ (state >>> 13), 0x119de1f3);
  return (state ^ (state >>> 16)) >>> 0;
}

/** From 0 to below 1. */
export function chance(...words: readonly (string | number)[]): number {
  return hash(...words) / 2 ** 32;
}

/** A UUID as libvirt writes it, the same for the same words. */
export function uuidOf(...words: readonly (string | number)[]): string {
  const digits = [0, 1, 2, 3]
    .map((part) =>
      hash(...words, part)
        .toString(16)
        .padStart(8, '0'),
    )
    .join('');
  // Version 4, variant 1: the rest is free.
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-a${digits.slice(17, 20)}-${digits.slice(20, 32)}`;
}

/** An address of the range that QEMU's machines use. */
export function macOf(...words: readonly (string | number)[]): string {
  const bytes = hash(...words);
  const pair = (shift: number) => ((bytes >>> shift) & 0xff).toString(16).padStart(2, '0');
  return `52:54:00:${pair(16)}:${pair(8)}:${pair(0)}`;
}
