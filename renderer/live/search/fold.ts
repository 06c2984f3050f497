// How texts are compared: without regard to case, and with full-width letters as the usual ones.

/** ASCII has one form only, and most names are nothing else. */
function isPlain(text: string): boolean {
  return /^[\0-\x7f]*$/.test(text);
}

/** Both sides of every comparison go through this. No locale: a Turkish desktop finds `WIN` by `win` too. */
export function fold(text: string): string {
  return (isPlain(text) ? text : text.normalize('NFKC')).toLowerCase();
}
