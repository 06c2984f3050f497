// Values for any declaration, without knowing how it is built: a declaration reads itself from a reader, and this reader
// invents what it is asked for. Each choice comes from a tape of numbers, so that fast-check can repeat and shorten it.
import type { Codec } from '../../../electron/libvirt/xdr/codec.ts';
import { Reader } from '../../../electron/libvirt/xdr/reader.ts';
import { ProtocolViolation } from '../../../electron/libvirt/xdr/violation.ts';

/** Truth values, tags of unions and members of enumerations are all below this. */
const SMALL_WORDS = 17;
const LONGEST_LIST = 3;
const WORDS = ['', 'a', 'web1', 'é', '漢字', '🖥', '\u0001', '<xml/>', '"', '\u200f', 'x'.repeat(31), '￿'];
const INT32_EDGES = [0, 1, -1, 0x7fff_ffff, -0x8000_0000];
const UINT32_EDGES = [0, 1, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff];
const WIDE_EDGES = [0n, 1n, -1n, (1n << 63n) - 1n, -(1n << 63n)];
const DOUBLES = [0, -0, 1.5, -1e300, 5e-324, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN];

class Inventor extends Reader {
  /** Words that a declaration did not take, by their place, and what it is to get instead. */
  readonly #instead: ReadonlyMap<number, number>;
  readonly #tape: readonly number[];
  #at = 0;
  /** The most of what was counted last. */
  #limit = 0;
  /** Words given so far: the last is the one at fault when the declaration refuses. */
  words = 0;

  constructor(tape: readonly number[], instead: ReadonlyMap<number, number>) {
    super(new Uint8Array());
    this.#tape = tape;
    this.#instead = instead;
  }

  override int32(): number {
    return this.#word((choice) => edgeOr(INT32_EDGES, choice, choice | 0));
  }

  override uint32(): number {
    return this.#word((choice) => edgeOr(UINT32_EDGES, choice, choice >>> 0));
  }

  override int64(): bigint {
    const choice = this.#choice();
    return edgeOr(WIDE_EDGES, choice, BigInt.asIntN(64, (BigInt(choice) << 32n) ^ BigInt(this.#choice())));
  }

  override uint64(): bigint {
    return BigInt.asUintN(64, this.int64());
  }

  override double(): number {
    const choice = this.#choice();
    return edgeOr(DOUBLES, choice, choice / 7);
  }

  override count(max: number, _minimumSize: number): number {
    this.#limit = max;
    return this.#choice() % (Math.min(max, LONGEST_LIST) + 1);
  }

  override bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.#choice() & 0xff);
  }

  /** So many words, as far as they fit: its length in bytes was asked for just before. */
  override text(length: number): string {
    const words = Array.from({ length }, () => WORDS[this.#choice() % WORDS.length] ?? '');
    return words.reduce((all, word) => (Buffer.byteLength(all + word) <= this.#limit ? all + word : all), '');
  }

  override hex(length: number): string {
    return Buffer.from(this.bytes(length)).toString('hex');
  }

  #word(make: (choice: number) => number): number {
    const choice = this.#choice();
    const instead = this.#instead.get(this.words);
    this.words += 1;
    return instead === undefined ? make(choice) : instead;
  }

  #choice(): number {
    const choice = this.#tape[this.#at] ?? 0;
    this.#at += 1;
    return choice;
  }
}

function edgeOr<T>(edges: readonly T[], choice: number, otherwise: T): T {
  return choice % 3 === 0 ? (edges[choice % edges.length] ?? otherwise) : otherwise;
}

/** A value of the declaration, made from the tape; zeroes and empty lists when the tape is at its end. */
export function invented<T>(codec: Codec<T>, tape: readonly number[]): T {
  const instead = new Map<number, number>();
  const start = (tape[0] ?? 0) % SMALL_WORDS;
  for (;;) {
    const inventor = new Inventor(tape, instead);
    try {
      return codec.decode(inventor);
    } catch (error) {
      if (!(error instanceof ProtocolViolation)) throw error;
      // Only the word just read can have been refused: the next small one may be what it takes.
      const at = inventor.words - 1;
      const tried = instead.get(at);
      const next = tried === undefined ? start : (tried + 1) % SMALL_WORDS;
      if (tried !== undefined && next === start)
        throw new Error('a word that takes no value', { cause: error });
      instead.set(at, next);
    }
  }
}
