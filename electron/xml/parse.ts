// Text → tree, through fast-xml-parser. It takes malformed text, so a validator goes first; what it would turn into
// numbers, trim, expand or rename is switched off. Not kept: the blanks outside of the root, the kind of quotes, blanks
// inside of tags, and the text of processing instructions (libvirt writes none). A document type is refused.
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { checkSize, XML_MAX_DEPTH, XmlFault } from './fault.ts';
import type { XmlElement, XmlLeaf, XmlNode, XmlTree } from './tree.ts';

const ATTRIBUTES = ':@';
const LEAVES: ReadonlyMap<string, XmlLeaf['kind']> = new Map([
  ['#text', 'text'],
  ['#cdata', 'cdata'],
  ['#comment', 'comment'],
]);

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  commentPropName: '#comment',
  cdataPropName: '#cdata',
  trimValues: false,
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  maxNestedTags: XML_MAX_DEPTH,
  // Without this `toString` would become `__toString`. Names are keys of plain records that are only listed, never looked up.
  onDangerousProperty: (name: string) => name,
});

/** Reads a document. Throws `XmlFault` when it is malformed, too deep, too big, or has a document type. */
export function parse(xml: string): XmlTree {
  checkSize(xml);
  const verdict = XMLValidator.validate(xml);
  if (verdict !== true) throw new XmlFault('malformed', 'malformed XML', verdict.err.line);
  const top = parsed(xml)
    .map((entry) => convertOne(Object(entry), undefined))
    .filter((node) => node.kind !== 'text');
  const at = top.findIndex((node) => node.kind === 'element');
  const root = top[at];
  // The validator overlooks what follows a root without content.
  const more = top.findLastIndex((node) => node.kind === 'element') !== at || !xml.trimEnd().endsWith('>');
  if (root?.kind !== 'element' || more) throw new XmlFault('malformed', 'a document has one root');
  return { before: top.slice(0, at), root, after: top.slice(at + 1) };
}

function parsed(xml: string): readonly unknown[] {
  if (hasDocumentType(xml)) throw new XmlFault('malformed', 'a document type is not accepted');
  try {
    const result: unknown = parser.parse(xml);
    return Array.isArray(result) ? result : [];
  } catch (error) {
    // Its reasons are told by message only; both kinds end the same way for callers.
    const deep = error instanceof Error && error.message.startsWith('Maximum nested');
    if (deep) throw new XmlFault('too-deep', `XML is more than ${XML_MAX_DEPTH} levels deep`);
    throw new XmlFault('malformed', 'malformed XML');
  }
}

/** Its words may stand in comments and CDATA sections. */
function hasDocumentType(xml: string): boolean {
  if (!/<!DOCTYPE/i.test(xml)) return false;
  return /<!DOCTYPE/i.test(xml.replace(/<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>/g, ''));
}

function convertOne(entry: Readonly<Record<string, unknown>>, parent: XmlElement | undefined): XmlNode {
  const key = Object.keys(entry).find((candidate) => candidate !== ATTRIBUTES) ?? '';
  const content = entry[key];
  const leaf = LEAVES.get(key);
  if (leaf !== undefined) return { kind: leaf, raw: leafText(content) };
  const attributes = convertAttributes(entry[ATTRIBUTES]);
  if (key.startsWith('?')) return { kind: 'instruction', name: key.slice(1), attributes };
  const element: XmlElement = { kind: 'element', name: key, attributes, children: [], parent };
  if (Array.isArray(content))
    for (const child of content) element.children.push(convertOne(Object(child), element));
  return element;
}

/** A text is a string, a comment or CDATA section a list of one text. */
function leafText(content: unknown): string {
  if (!Array.isArray(content)) return String(content);
  return content.map((part: unknown) => String(Object(part)['#text'])).join('');
}

function convertAttributes(group: unknown): Map<string, string> {
  const entries = Object.entries(Object(group)).map(
    ([name, value]) => [name.slice(1), String(value)] as const,
  );
  if (entries.some(([, raw]) => raw.includes('<'))) throw new XmlFault('malformed', '< in an attribute');
  return new Map(entries);
}
