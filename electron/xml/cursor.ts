// Reads a few facts out of a long document in one pass, without building anything: a load reads 10,000 definitions of
// some 10 kB, which as trees would take seconds. It checks what it needs to keep its place (tags match, quotes close);
// whether a document is well formed in all else is for `parse`.
import { decodeAttribute, decodeLines, decodeText } from './entities.ts';
import { checkSize, XML_MAX_DEPTH, XmlFault } from './fault.ts';

const EXCLAMATION = 33;
const QUOTE = 34;
const APOSTROPHE = 39;
const SLASH = 47;
const LESS = 60;
const GREATER = 62;
const QUESTION = 63;

/**
 * Reads the document's root: `visit` is called with its name and a cursor that stands on it.
 * Throws `XmlFault`.
 */
export function readXml<T>(xml: string, visit: (name: string, cursor: XmlCursor) => T): T {
  checkSize(xml);
  const cursor = new XmlCursor(xml);
  return visit(cursor.root(), cursor);
}

/** Stands on one element. Reading its inside (`children`, `text`) is possible once, and moves behind it. */
export class XmlCursor {
  readonly #xml: string;
  #at = 0;
  /** Names of the elements that are open, the innermost last. */
  readonly #open: string[] = [];
  /** The attributes of the element that the cursor stands on. */
  #attributesFrom = 0;
  #attributesTo = 0;
  /** The element that the cursor stands on has no inside. */
  #empty = false;
  /** Nobody has read the inside of the element that the cursor stands on. */
  #unread = false;

  constructor(xml: string) {
    this.#xml = xml;
  }

  /** Moves to the root and gives its name. */
  root(): string {
    if (this.#nextTag() !== 'open') this.#malformed();
    return this.#name();
  }

  /** An attribute of the element that the cursor stands on; only before its inside is read. */
  attribute(name: string): string | undefined {
    let at = this.#attributesFrom;
    while (at < this.#attributesTo) {
      const equals = this.#xml.indexOf('=', at);
      if (equals < 0 || equals >= this.#attributesTo) return undefined;
      let quote = equals + 1;
      while (this.#xml.charCodeAt(quote) <= 32) quote += 1;
      const code = this.#xml.charCodeAt(quote);
      if (code !== QUOTE && code !== APOSTROPHE) this.#malformed();
      const end = this.#find(this.#xml.charAt(quote), quote + 1);
      if (this.#xml.slice(at, equals).trim() === name)
        return decodeAttribute(this.#xml.slice(quote + 1, end));
      at = end + 1;
    }
    return undefined;
  }

  /** Calls `visit` on each child element; what it does not read is passed over. */
  children(visit: (name: string) => void): void {
    if (!this.#enter()) return;
    while (this.#nextTag() === 'open') {
      visit(this.#name());
      if (this.#unread) this.#pass();
    }
  }

  /** The text directly inside, CDATA included. */
  text(): string {
    let whole = '';
    if (!this.#enter()) return whole;
    const take = (piece: string): void => {
      whole += piece;
    };
    while (this.#nextTag(take) === 'open') this.#pass();
    return whole;
  }

  #name(): string {
    return this.#open.at(-1) ?? this.#malformed();
  }

  /** Begins to read the inside; false when there is none, and the cursor is behind the element then. */
  #enter(): boolean {
    if (!this.#unread) throw new RangeError('the inside of an element is read once');
    this.#unread = false;
    if (this.#empty) this.#open.pop();
    return !this.#empty;
  }

  /** Passes over the inside, counting levels only: most of a definition goes this way. */
  #pass(): void {
    if (!this.#enter()) return;
    let tag = 0;
    for (let depth = 1; ; ) {
      tag = this.#find('<', this.#at);
      const code = this.#xml.charCodeAt(tag + 1);
      if (code === SLASH) {
        depth -= 1;
        if (depth === 0) break;
        this.#at = this.#find('>', tag) + 1;
      } else if (code === EXCLAMATION || code === QUESTION) {
        this.#passSpecial(tag, code);
      } else {
        const end = this.#endOfTag(tag + 1);
        if (this.#xml.charCodeAt(end - 1) !== SLASH) depth += 1;
        if (depth > XML_MAX_DEPTH) this.#tooDeep();
        this.#at = end + 1;
      }
    }
    this.#close(tag + 2);
  }

  /** Moves behind the next start or end tag. Text on the way is given to `take`. */
  #nextTag(take?: (piece: string) => void): 'open' | 'close' {
    for (;;) {
      const tag = this.#find('<', this.#at);
      if (take !== undefined && tag > this.#at) take(decodeText(this.#xml.slice(this.#at, tag)));
      switch (this.#xml.charCodeAt(tag + 1)) {
        case SLASH:
          this.#close(tag + 2);
          return 'close';
        case EXCLAMATION:
        case QUESTION:
          this.#passSpecial(tag, this.#xml.charCodeAt(tag + 1), take);
          break;
        default:
          this.#openTag(tag + 1);
          return 'open';
      }
    }
  }

  /** Comments, instructions and CDATA sections. A document type is none of them, and refused. */
  #passSpecial(tag: number, code: number, take?: (piece: string) => void): void {
    if (code === QUESTION) {
      this.#at = this.#find('?>', tag) + 2;
    } else if (this.#xml.startsWith('<!--', tag)) {
      this.#at = this.#find('-->', tag + 4) + 3;
    } else if (this.#xml.startsWith('<![CDATA[', tag)) {
      const end = this.#find(']]>', tag + 9);
      take?.(decodeLines(this.#xml.slice(tag + 9, end)));
      this.#at = end + 3;
    } else {
      this.#malformed();
    }
  }

  #openTag(from: number): void {
    let at = from;
    while (!isNameEnd(this.#xml.charCodeAt(at))) at += 1;
    if (at === from) this.#malformed();
    if (this.#open.length >= XML_MAX_DEPTH) this.#tooDeep();
    this.#open.push(this.#xml.slice(from, at));
    const end = this.#endOfTag(at);
    this.#empty = this.#xml.charCodeAt(end - 1) === SLASH;
    this.#attributesFrom = at;
    this.#attributesTo = this.#empty ? end - 1 : end;
    this.#unread = true;
    this.#at = end + 1;
  }

  /** Where the `>` stands that ends the tag; one inside of quotes does not. */
  #endOfTag(from: number): number {
    const xml = this.#xml;
    let quote = 0;
    for (let at = from; at < xml.length; at += 1) {
      const code = xml.charCodeAt(at);
      if (quote !== 0) {
        if (code === quote) quote = 0;
      } else if (code === QUOTE || code === APOSTROPHE) quote = code;
      else if (code === GREATER) return at;
      else if (code === LESS) break;
    }
    return this.#malformed();
  }

  #close(from: number): void {
    const name = this.#open.pop();
    if (name === undefined || !this.#xml.startsWith(name, from)) this.#malformed();
    const end = this.#find('>', from);
    if (end > from + name.length && this.#xml.slice(from + name.length, end).trim() !== '') this.#malformed();
    this.#at = end + 1;
    this.#unread = false;
  }

  #find(what: string, from: number): number {
    const at = this.#xml.indexOf(what, from);
    return at < 0 ? this.#malformed() : at;
  }

  #tooDeep(): never {
    throw new XmlFault('too-deep', `XML is more than ${XML_MAX_DEPTH} levels deep`);
  }

  #malformed(): never {
    throw new XmlFault('malformed', 'malformed XML');
  }
}

/** Blank, `/`, `>`, or the end of the text (NaN). */
function isNameEnd(code: number): boolean {
  return !(code > 32) || code === SLASH || code === GREATER;
}
