// How texts are compared: without regard to case, and with full-width letters as the usual ones.

/** Both sides of every comparison go through this. No locale: a Turkish desktop finds `WIN` by `win` too. */
export function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
