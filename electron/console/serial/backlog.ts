// Bytes of a console that wait to be parsed. A flood comes faster than any terminal parses, and only its end can stay in a
// scrollback of 10,000 lines, so beyond a limit the oldest are forgotten.

const NEWLINE = 0x0a;

export class Backlog {
  readonly #limitBytes: number;
  #chunks: Uint8Array[] = [];
  #bytes = 0;
  #gap = false;

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  push(bytes: Uint8Array): void {
    this.#chunks.push(bytes);
    this.#bytes += bytes.length;
    while (this.#bytes > this.#limitBytes && this.#chunks.length > 1) {
      this.#bytes -= this.#chunks.shift()?.length ?? 0;
      this.#gap = true;
    }
  }

  /** The next piece, and whether something was forgotten right before it; then it begins with a line of its own. */
  shift(): { readonly bytes: Uint8Array; readonly afterGap: boolean } | undefined {
    const bytes = this.#chunks.shift();
    if (bytes === undefined) return undefined;
    this.#bytes -= bytes.length;
    const afterGap = this.#gap;
    this.#gap = false;
    return { bytes: afterGap ? fromLine(bytes) : bytes, afterGap };
  }

  /** A copy of at most the last `length` bytes, from the beginning of a line where there is one. */
  tail(length: number): Uint8Array {
    const picked: Uint8Array[] = [];
    let missing = length;
    for (let at = this.#chunks.length - 1; at >= 0 && missing > 0; at--) {
      const chunk = this.#chunks[at] ?? new Uint8Array();
      picked.unshift(chunk.subarray(Math.max(0, chunk.length - missing)));
      missing -= chunk.length;
    }
    return fromLine(Buffer.concat(picked));
  }

  clear(): void {
    this.#chunks = [];
    this.#bytes = 0;
    this.#gap = false;
  }
}

function fromLine(bytes: Uint8Array): Uint8Array {
  const newline = bytes.indexOf(NEWLINE);
  return newline < 0 ? bytes : bytes.subarray(newline + 1);
}
