// Cuts bytes that come in any pieces into rows of one length.

export class Rows {
  readonly #length: number;
  readonly #onRow: (bytes: Uint8Array, at: number) => boolean;
  /** The beginning of a row whose end has not come. */
  readonly #begun: Uint8Array;
  #filled = 0;
  #wanted = true;

  /** `onRow` gets each row where it lies, and says whether there are more to come. */
  constructor(length: number, onRow: (bytes: Uint8Array, at: number) => boolean) {
    this.#length = length;
    this.#onRow = onRow;
    this.#begun = new Uint8Array(length);
  }

  push(bytes: Uint8Array): void {
    let at = 0;
    while (this.#wanted && at < bytes.length) {
      if (this.#filled === 0 && bytes.length - at >= this.#length) {
        this.#wanted = this.#onRow(bytes, at);
        at += this.#length;
        continue;
      }
      const piece = bytes.subarray(at, at + this.#length - this.#filled);
      this.#begun.set(piece, this.#filled);
      this.#filled += piece.length;
      at += piece.length;
      if (this.#filled < this.#length) return;
      this.#filled = 0;
      this.#wanted = this.#onRow(this.#begun, 0);
    }
  }
}
