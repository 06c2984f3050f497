// D-Bus values as bytes, little-endian: D-Bus specification 0.43, "Marshalling". Enough of it to be a program on a desktop's bus.

export interface Variant {
  readonly signature: string;
  readonly value: Value;
}
/** Structs, arrays and dictionary entries are arrays; what is read of a variant is its value alone. */
export type Value = string | number | bigint | boolean | Variant | readonly Value[];

const ALIGNMENTS: Readonly<Record<string, number>> = {
  y: 1,
  g: 1,
  v: 1,
  n: 2,
  q: 2,
  x: 8,
  t: 8,
  d: 8,
  '(': 8,
  '{': 8,
};
const alignmentOf = (signature: string) => ALIGNMENTS[signature[0] ?? ''] ?? 4;
const CLOSED_BY: Readonly<Record<string, string>> = { '(': ')', '{': '}' };

/** `a{sv}u` → `a{sv}`, `u` */
export function typesOf(signature: string): readonly string[] {
  const types: string[] = [];
  for (let at = 0; at < signature.length; ) {
    const end = endOfType(signature, at);
    types.push(signature.slice(at, end));
    at = end;
  }
  return types;
}

function endOfType(signature: string, at: number): number {
  const first = signature[at] ?? '';
  if (first === 'a') return endOfType(signature, at + 1);
  const close = CLOSED_BY[first];
  if (close === undefined) return at + 1;
  let end = at + 1;
  while (signature[end] !== close) {
    if (end >= signature.length) throw new Error(`${signature} is no signature`);
    end = endOfType(signature, end);
  }
  return end + 1;
}

export class Reader {
  readonly #bytes: Buffer;
  #at: number;

  constructor(bytes: Buffer, at = 0) {
    this.#bytes = bytes;
    this.#at = at;
  }

  get at(): number {
    return this.#at;
  }

  all(signature: string): readonly Value[] {
    return typesOf(signature).map((type) => this.one(type));
  }

  align(to: number): void {
    this.#at = Math.ceil(this.#at / to) * to;
  }

  one(type: string): Value {
    this.align(alignmentOf(type));
    switch (type[0]) {
      case 'y':
        return this.#bytes.readUInt8(this.#skip(1));
      case 'n':
        return this.#bytes.readInt16LE(this.#skip(2));
      case 'q':
        return this.#bytes.readUInt16LE(this.#skip(2));
      case 'b':
        return this.#uint32() !== 0;
      case 'i':
        return this.#bytes.readInt32LE(this.#skip(4));
      case 'u':
        return this.#uint32();
      case 'x':
        return this.#bytes.readBigInt64LE(this.#skip(8));
      case 't':
        return this.#bytes.readBigUInt64LE(this.#skip(8));
      case 'd':
        return this.#bytes.readDoubleLE(this.#skip(8));
      case 's':
      case 'o':
        return this.#text(this.#uint32());
      case 'g':
        return this.#text(this.#bytes.readUInt8(this.#skip(1)));
      case 'v':
        return this.one(this.#text(this.#bytes.readUInt8(this.#skip(1))));
      case 'a':
        return this.#array(type.slice(1));
      case '(':
      case '{':
        return this.all(type.slice(1, -1));
      default:
        throw new Error(`${type} is no type`);
    }
  }

  #array(of: string): readonly Value[] {
    const length = this.#uint32();
    this.align(alignmentOf(of));
    const end = this.#at + length;
    const values: Value[] = [];
    while (this.#at < end) values.push(this.one(of));
    return values;
  }

  #uint32(): number {
    return this.#bytes.readUInt32LE(this.#skip(4));
  }

  #text(length: number): string {
    const at = this.#skip(length + 1);
    return this.#bytes.toString('utf8', at, at + length);
  }

  #skip(length: number): number {
    const at = this.#at;
    this.#at += length;
    return at;
  }
}

export class Writer {
  readonly #bytes: number[] = [];

  get bytes(): Buffer {
    return Buffer.from(this.#bytes);
  }

  all(signature: string, values: readonly Value[]): void {
    for (const [index, type] of typesOf(signature).entries()) this.one(type, values[index] ?? 0);
  }

  align(to: number): void {
    while (this.#bytes.length % to !== 0) this.#bytes.push(0);
  }

  one(type: string, value: Value): void {
    this.align(alignmentOf(type));
    const kind = type[0] ?? '';
    if (kind === 'y') this.#number(1, Number(value));
    else if ('biu'.includes(kind)) this.#number(4, Number(value));
    else if ('so'.includes(kind)) this.#text(4, String(value));
    else if (kind === 'g') this.#text(1, String(value));
    else if (kind === 'v' && isVariant(value)) this.#variant(value);
    else if (kind === 'a' && isList(value)) this.#array(type.slice(1), value);
    else if ('({'.includes(kind) && isList(value)) this.all(type.slice(1, -1), value);
    else throw new Error(`${type} cannot be written`);
  }

  #variant({ signature, value }: Variant): void {
    this.one('g', signature);
    this.one(signature, value);
  }

  #array(of: string, values: readonly Value[]): void {
    const lengthAt = this.#bytes.length;
    this.#number(4, 0);
    this.align(alignmentOf(of));
    const begin = this.#bytes.length;
    for (const value of values) this.one(of, value);
    const length = this.#bytes.length - begin;
    for (let byte = 0; byte < 4; byte += 1) this.#bytes[lengthAt + byte] = (length >>> (8 * byte)) & 0xff;
  }

  #number(bytes: number, value: number): void {
    for (let byte = 0; byte < bytes; byte += 1) this.#bytes.push((value >>> (8 * byte)) & 0xff);
  }

  #text(lengthBytes: number, text: string): void {
    const bytes = Buffer.from(text);
    this.#number(lengthBytes, bytes.byteLength);
    this.#bytes.push(...bytes, 0);
  }
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

function isVariant(value: Value): value is Variant {
  return typeof value === 'object' && 'signature' in value;
}
