// Values as XML writes them (raw) and as a person means them.
import { XmlFault } from './fault.ts';

const NAMED: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** What a text in XML means. Entities that XML does not predefine stay as they are written. */
export function decodeText(raw: string): string {
  const lines = decodeLines(raw);
  if (!lines.includes('&')) return lines;
  return lines.replace(/&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|([a-z]{2,4}));/g, decodeOne);
}

/** XML knows one end of line. */
export function decodeLines(raw: string): string {
  return raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw;
}

/** What an attribute in XML means: as a text, but a line break or tab that is not escaped is a blank. */
export function decodeAttribute(raw: string): string {
  return decodeText(/[\t\n\r]/.test(raw) ? raw.replace(/\r\n|[\t\n\r]/g, ' ') : raw);
}

function decodeOne(whole: string, hex?: string, decimal?: string, name?: string): string {
  if (name !== undefined) return NAMED.get(name) ?? whole;
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  return isXmlCharacter(code) ? String.fromCodePoint(code) : '\uFFFD';
}

/** The production `Char` of XML 1.0, §2.2. */
function isXmlCharacter(code: number): boolean {
  if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd;
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff);
}

/** Writes a text. Throws `XmlFault` for characters that XML has no way to write, such as NUL. */
export function encodeText(value: string): string {
  checkWritable(value);
  return value.replace(/[&<>\r]/g, encodeOne);
}

/** Writes an attribute's value, whichever quotes will stand around it. Throws as `encodeText` does. */
export function encodeAttribute(value: string): string {
  checkWritable(value);
  return value.replace(/[&<>"'\t\n\r]/g, encodeOne);
}

function encodeOne(character: string): string {
  for (const [name, meaning] of NAMED) if (meaning === character) return `&${name};`;
  return `&#${character.charCodeAt(0)};`;
}

function checkWritable(value: string): void {
  for (const character of value) {
    const code = character.codePointAt(0) ?? 0;
    if (!isXmlCharacter(code)) {
      throw new XmlFault(
        'unwritable',
        `XML cannot hold the character U+${code.toString(16).padStart(4, '0')}`,
      );
    }
  }
}
