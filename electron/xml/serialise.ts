// Tree → text. One writer for all, so that two documents can be compared as texts.
import type { XmlElement, XmlNode, XmlTree } from './tree.ts';

/** Writes the document as it was read: every node, blank text included, in its order. */
export function serialise(tree: XmlTree): string {
  return [...tree.before, tree.root, ...tree.after].map((node) => `${written(node)}\n`).join('');
}

/** Writes one element and what is inside. */
export function serialiseElement(element: XmlElement): string {
  return written(element);
}

/** Writes the document with two blanks per level. Blank text between elements is layout and replaced; other text is not. */
export function serialiseIndented(tree: XmlTree): string {
  return [...tree.before, tree.root, ...tree.after].map((node) => indented(node, '')).join('');
}

function written(node: XmlNode): string {
  if (node.kind !== 'element') return writtenLeaf(node);
  if (node.children.length === 0) return `${openTag(node)}/>`;
  return `${openTag(node)}>${node.children.map(written).join('')}</${node.name}>`;
}

function writtenLeaf(node: Exclude<XmlNode, XmlElement>): string {
  switch (node.kind) {
    case 'text':
      return node.raw;
    case 'cdata':
      return `<![CDATA[${node.raw}]]>`;
    case 'comment':
      return `<!--${node.raw}-->`;
    case 'instruction':
      return `<?${node.name}${writtenAttributes(node.attributes)}?>`;
  }
}

function openTag(element: XmlElement): string {
  return `<${element.name}${writtenAttributes(element.attributes)}`;
}

/** Single quotes, as libvirt writes them. */
function writtenAttributes(attributes: ReadonlyMap<string, string>): string {
  let all = '';
  for (const [name, raw] of attributes) all += ` ${name}='${raw.replaceAll("'", '&apos;')}'`;
  return all;
}

function indented(node: XmlNode, indent: string): string {
  if (node.kind !== 'element' || !isLaidOut(node)) return `${indent}${written(node)}\n`;
  const children = node.children.filter((child) => child.kind !== 'text');
  if (children.length === 0) return `${indent}${openTag(node)}/>\n`;
  const inside = children.map((child) => indented(child, `${indent}  `)).join('');
  return `${indent}${openTag(node)}>\n${inside}${indent}</${node.name}>\n`;
}

/** Its text is only layout: there are elements or comments (or nothing at all) with blanks between them. */
function isLaidOut(element: XmlElement): boolean {
  const inked = element.children.some((child) => child.kind === 'cdata' || isInk(child));
  if (inked) return false;
  return element.children.length === 0 || element.children.some((child) => child.kind !== 'text');
}

function isInk(node: XmlNode): boolean {
  return node.kind === 'text' && node.raw.trim() !== '';
}
