/** One word for a POSIX shell of this computer, whatever is in it. */
export function quotedWord(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
