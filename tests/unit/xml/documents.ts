// Random documents that are well formed, of the kinds that a hostile or merely strange host could send.
import fc from 'fast-check';

const name = fc.constantFrom('a', 'domain', 'qemu:arg', 'toString', 'hasOwnProperty', 'x-y.z', 'é', 'source');
const textPiece = fc.constantFrom(
  'x',
  ' ',
  '\n  ',
  '\t',
  '&lt;script&gt;',
  '&amp;amp;',
  '&#10;',
  '&#x1F600;',
  "'",
  '"',
  '>',
  ']]',
  '00524288',
  'true',
  '漢',
  '../../x',
);
const text = fc.array(textPiece, { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join(''));
const attributeValue = fc
  .array(
    textPiece.filter((piece) => piece !== '"'),
    { maxLength: 4 },
  )
  .map((pieces) => pieces.join(''));
const comment = fc
  .constantFrom('', ' a < b & c ', '<domain>', ' <!DOCTYPE x> ', '\n')
  .map((inside) => `<!--${inside}-->`);
const cdata = fc
  .constantFrom('', '<b>&amp;</b>', ' <!DOCTYPE x> ', ']] >')
  .map((inside) => `<![CDATA[${inside}]]>`);

const attributes = fc
  .uniqueArray(fc.tuple(name, attributeValue), { selector: ([key]) => key, maxLength: 3 })
  .map((pairs) => pairs.map(([key, value]) => ` ${key}="${value}"`).join(''));

const { element } = fc.letrec<{ element: string; content: string }>((tie) => ({
  element: fc
    .tuple(name, attributes, fc.array(tie('content'), { maxLength: 5 }))
    .map(([tag, list, inside]) =>
      inside.length === 0 ? `<${tag}${list} />` : `<${tag}${list}>${inside.join('')}</${tag}>`,
    ),
  content: fc.oneof({ depthSize: 'small' }, text, comment, cdata, tie('element')),
}));

/** A well-formed document: declaration or none, comments around the root. */
export const documents = fc
  .tuple(
    fc.constantFrom('', "<?xml version='1.0' encoding='UTF-8'?>\n"),
    fc.constantFrom('', '<!-- before -->\n'),
    element,
    fc.constantFrom('', '\n<!-- after -->\n'),
  )
  .map((parts) => parts.join(''));
