export type XmlFaultKind = 'malformed' | 'too-big' | 'too-deep' | 'unwritable';

/** The XML cannot be read (or the value not be written) and why; the message names a place, never the content. */
export class XmlFault extends Error {
  readonly kind: XmlFaultKind;
  /** Counted from 1, where known. */
  readonly line: number | undefined;

  constructor(kind: XmlFaultKind, message: string, line?: number) {
    super(line === undefined ? message : `${message} (line ${line})`);
    this.name = 'XmlFault';
    this.kind = kind;
    this.line = line;
  }
}

/** libvirt's own limit of a string is 4 MiB; a definition is some 10 kB. */
export const XML_MAX_CHARACTERS = 4_194_304;
/** libvirt's deepest elements are some ten deep, a chain of backing files adds one per file. */
export const XML_MAX_DEPTH = 200;

/** Refuses a text that no definition can be, before anything reads it. */
export function checkSize(xml: string): void {
  if (xml.length > XML_MAX_CHARACTERS) {
    throw new XmlFault('too-big', `XML of ${xml.length} characters is more than ${XML_MAX_CHARACTERS}`);
  }
}
