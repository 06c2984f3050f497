import fc from 'fast-check';
import { expect, test } from 'vitest';
import { XmlFault } from '../../../electron/xml/fault.ts';
import { parse } from '../../../electron/xml/parse.ts';
import { serialise, serialiseIndented } from '../../../electron/xml/serialise.ts';
import {
  append,
  attribute,
  childElements,
  elements,
  find,
  insertBefore,
  remove,
  setAttribute,
  setText,
  text,
  type XmlNode,
  type XmlTree,
} from '../../../electron/xml/tree.ts';
import { documents } from './documents.ts';

/** All that a document says, without the links between its nodes. */
function said(tree: XmlTree): unknown {
  const meant = (raw: string): string => raw.replaceAll("'", '&apos;');
  const pairs = (map: ReadonlyMap<string, string>): unknown =>
    [...map].map(([name, raw]) => [name, meant(raw)]);
  const one = (node: XmlNode): unknown => {
    if (node.kind === 'element') return [node.name, pairs(node.attributes), node.children.map(one)];
    return node.kind === 'instruction' ? [node.name, pairs(node.attributes)] : [node.kind, node.raw];
  };
  return [...tree.before, tree.root, ...tree.after].map(one);
}

const faultOf = (xml: string): string => {
  try {
    parse(xml);
  } catch (error) {
    if (error instanceof XmlFault) return error.kind;
    throw error;
  }
  return 'none';
};

test('the empty edit leaves every node, attribute, text and comment equal and in order', () => {
  fc.assert(
    fc.property(documents, (xml) => {
      const once = parse(xml);
      const again = parse(serialise(once));
      expect(said(again)).toEqual(said(once));
      expect(serialise(again)).toBe(serialise(once));
    }),
    { numRuns: 500 },
  );
});

test('a document comes out as it went in, but for quotes and blanks inside of tags', () => {
  const xml = `<?xml version='1.0'?>
<!-- first -->
<domain type='kvm' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>
  <name>a &amp; b &#10; &lt;script&gt;</name><!-- kept -->
  <n>00524288</n> <t>true</t> <blank>  </blank>
  <metadata><x:o xmlns:x='urn:x' x:y='1'>mixed <b>bold</b> tail</x:o></metadata>
  <qemu:commandline>
    <qemu:arg value='-x &quot;y&quot; &apos;z&apos;'/>
  </qemu:commandline>
  <![CDATA[<raw> & ]]>
</domain>
<!-- last -->
`;
  expect(serialise(parse(xml))).toBe(xml);
});

test('two layouts of one document have one indented text', () => {
  const tight = `<a x="1"><b><c/></b><!-- note --><t> kept </t></a>`;
  const loose = `<a x='1'>\n\n   <b>\n<c></c>\n</b>\n<!-- note -->\n  <t> kept </t></a>`;
  expect(serialiseIndented(parse(tight))).toBe(serialiseIndented(parse(loose)));
  expect(serialiseIndented(parse(tight))).toBe(
    `<a x='1'>\n  <b>\n    <c/>\n  </b>\n  <!-- note -->\n  <t> kept </t>\n</a>\n`,
  );
});

test('indenting twice changes nothing, and no text between tags is lost', () => {
  fc.assert(
    fc.property(documents, (xml) => {
      const once = serialiseIndented(parse(xml));
      expect(serialiseIndented(parse(once))).toBe(once);
      const ink = (source: string): string => serialise(parse(source)).replace(/\s+/g, '');
      expect(ink(once)).toBe(ink(xml));
    }),
  );
});

test('values are read as they are meant', () => {
  const tree = parse(`<a v='&lt;b&gt; &amp;amp; &#65;&#x42; x&#10;y' w='one
two'><t>1 &lt; 2<![CDATA[ & <3>]]>\r\n4</t></a>`);
  expect(attribute(tree.root, 'v')).toBe('<b> &amp; AB x\ny');
  expect(attribute(tree.root, 'w')).toBe('one two');
  expect(text(find(tree, 't'))).toBe('1 < 2 & <3>\n4');
  expect(attribute(tree.root, 'none')).toBeUndefined();
  expect(text(find(tree, 'none'))).toBeUndefined();
});

test('any text that XML can hold can be set and read back', () => {
  const writable = fc.string({ unit: 'grapheme-composite' }).filter((value) => !/[\uFFFE\uFFFF]/.test(value));
  fc.assert(
    fc.property(writable, (value) => {
      const tree = parse('<a><t>old<b/></t></a>');
      setAttribute(tree.root, 'v', value);
      const target = find(tree, 't');
      setText(target!, value);
      const again = parse(serialise(tree));
      expect(attribute(again.root, 'v')).toBe(value);
      expect(text(find(again, 't'))).toBe(value);
    }),
  );
});

test('characters that XML cannot hold are refused before anything changes', () => {
  const tree = parse(`<a v='1'><t>old</t></a>`);
  const before = serialise(tree);
  for (const value of ['\0', 'a\u0007', '\uD800', '\uFFFE']) {
    expect(() => setAttribute(tree.root, 'v', value)).toThrow(XmlFault);
    expect(() => setText(find(tree, 't')!, value)).toThrow(XmlFault);
    expect(() => append(tree.root, 'n', { v: value })).toThrow(XmlFault);
  }
  expect(() => append(tree.root, 'n><script')).toThrow(XmlFault);
  expect(() => setAttribute(tree.root, 'a b', '1')).toThrow(XmlFault);
  expect(serialise(tree)).toBe(before);
});

test('paths find elements in order, whatever they are called', () => {
  const tree = parse(`<d><x><e i='1'/><toString i='2'/></x><x><e i='3'/></x></d>`);
  expect(elements(tree, 'x/e').map((found) => attribute(found, 'i'))).toEqual(['1', '3']);
  expect(attribute(find(tree, 'x/toString'), 'i')).toBe('2');
  expect(elements(tree, 'x/valueOf')).toEqual([]);
  expect(elements(undefined, 'x')).toEqual([]);
  expect(childElements(tree.root).map(({ name }) => name)).toEqual(['x', 'x']);
});

test('an edit changes only what it names', () => {
  const tree = parse(`<d><!-- one --><a/><b x='1' y='2'/>tail</d>`);
  const b = find(tree, 'b')!;
  setAttribute(b, 'x', undefined);
  setAttribute(insertBefore(b, 'new', { v: '<' }), 'w', '"');
  append(b, 'in');
  remove(find(tree, 'a')!);
  expect(serialise(tree)).toBe(`<d><!-- one --><new v='&lt;' w='&quot;'/><b y='2'><in/></b>tail</d>\n`);
  expect(() => remove(tree.root)).toThrow(XmlFault);
});

test.each([
  ['', 'malformed'],
  ['not xml', 'malformed'],
  ['<a><b></a>', 'malformed'],
  ['<a>', 'malformed'],
  ['<a/><b/>', 'malformed'],
  ['<a/>tail', 'malformed'],
  ['<a b="<"/>', 'malformed'],
  ['<a b=1/>', 'malformed'],
  ['<a b="1" b="2"/>', 'malformed'],
  ['<a>&</a>', 'malformed'],
  ['<a><!-- </a>', 'malformed'],
  ['<a><![CDATA[ </a>', 'malformed'],
  ['<a><__proto__/></a>', 'malformed'],
  ['<a><constructor/></a>', 'malformed'],
  ['<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>', 'malformed'],
  ['<!-- <a> --><!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', 'malformed'],
  [`${'<a>'.repeat(2000)}${'</a>'.repeat(2000)}`, 'too-deep'],
  [`<a>${' '.repeat(5_000_000)}</a>`, 'too-big'],
])('a text that is no good definition is a fault: %#', (xml, kind) => {
  expect(faultOf(xml)).toBe(kind);
});

test('a fault tells the line and not the content', () => {
  expect(() => parse('<a>\n<b>secret</c></a>')).toThrow(/line 2/);
  expect(() => parse('<a>\n<b>secret</c></a>')).not.toThrow(/secret/);
});

test('a name like a property of every object is a name', () => {
  const tree = parse(`<a toString='1' __proto__='2'><hasOwnProperty/><valueOf>x</valueOf></a>`);
  expect(attribute(tree.root, '__proto__')).toBe('2');
  expect(serialise(tree)).toBe(`<a toString='1' __proto__='2'><hasOwnProperty/><valueOf>x</valueOf></a>\n`);
});

test('fifty thousand siblings are read', () => {
  expect(elements(parse(`<a>${'<b/>'.repeat(50_000)}</a>`), 'b')).toHaveLength(50_000);
});
