// Editing our element in a machine's metadata: only what is named changes.
import { expect, test } from 'vitest';
import { TooManyTags } from '../../../electron/domain-xml/failures.ts';
import { editLabels } from '../../../electron/domain-xml/label-edit.ts';
import { LABELS_URI, type LabelEdit } from '../../../shared/model/labels.ts';

/** As libvirt hands it out. */
const present = `<labels xmlns:guesthouse="${LABELS_URI}" since="3">
  <!-- by hand -->
  <group path="Lab/Web" colour="blue" order="7"/>
  <tag name="web" colour="teal" note="x"/><tag name="db"/>
  <o:tag xmlns:o="urn:o" name="web"/><tag xmlns="urn:p" name="web"/>
  <newer><tag name="web"/></newer>text &amp; more
</labels>`;

/** What is left after `edit`, and after it was taken back. */
function edited(edit: LabelEdit, from: string | undefined = present) {
  const { xml, undo } = editLabels(from, edit);
  return { xml, undo, back: undo && editLabels(xml, undo).xml };
}

test('what is not named comes back as it was, in its order', () => {
  const { xml } = edited({ addTags: [{ name: 'new', colour: 'red' }], removeTags: ['db'] });
  expect(xml).toBe(`<labels since='3'>
  <!-- by hand -->
  <group path='Lab/Web' colour='blue' order='7'/>
  <tag name='web' colour='teal' note='x'/>
  <o:tag xmlns:o='urn:o' name='web'/><tag xmlns='urn:p' name='web'/>
  <newer><tag name='web'/></newer>text &amp; more
<tag name='new' colour='red'/></labels>`);
});

test('an edit that changes nothing gives the text as it was, and nothing to take back', () => {
  for (const edit of [
    {},
    { addTags: [{ name: 'web' }] },
    { addTags: [{ name: 'web', colour: 'teal' }] },
    { removeTags: ['nobody'] },
    { renameTag: { from: 'nobody', to: 'somebody' } },
    { group: { path: 'Lab/Web' } },
  ] as const)
    expect(editLabels(present, edit)).toEqual({ xml: present });
  expect(editLabels(undefined, { group: 'none' })).toEqual({ xml: undefined });
});

test('a tag gets a colour, and loses it', () => {
  expect(edited({ addTags: [{ name: 'web', colour: 'red' }] }).xml).toContain(
    "<tag name='web' colour='red' note='x'/>",
  );
  expect(edited({ addTags: [{ name: 'web', colour: 'none' }] }).xml).toContain("<tag name='web' note='x'/>");
});

test('a tag is renamed in its place, and joins one that has the name', () => {
  expect(edited({ renameTag: { from: 'web', to: 'www' } }).xml).toContain(
    "<tag name='www' colour='teal' note='x'/><tag name='db'/>",
  );
  const { xml } = edited({ renameTag: { from: 'web', to: 'db' } });
  expect(xml).toContain("order='7'/>\n  <tag name='db'/>");
});

test('a group is changed where it stands; another one does not come to light', () => {
  const two = '<labels><group path="/"/><group path="A" colour="red"/><group path="B"/></labels>';
  expect(edited({ group: { path: 'C', colour: 'green' } }, two).xml).toBe(
    "<labels><group path='/'/><group path='C' colour='green'/></labels>",
  );
  expect(edited({ group: { path: 'C' } }, two).xml).toBe(
    "<labels><group path='/'/><group path='C'/></labels>",
  );
  expect(edited({ group: 'none' }, two).xml).toBe("<labels><group path='/'/></labels>");
});

test('an element that holds nothing more is removed, and begun where there was none', () => {
  expect(edited({ removeTags: ['a'] }, '<labels>\n  <tag name="a"/>\n</labels>').xml).toBeUndefined();
  expect(editLabels(undefined, { addTags: [{ name: '<b>&' }] }).xml).toBe(
    "<labels><tag name='&lt;b&gt;&amp;'/></labels>",
  );
  expect(edited({ removeTags: ['a'] }, '<labels x="1"><tag name="a"/></labels>').xml).toBe("<labels x='1'/>");
});

test('every edit can be taken back', () => {
  const plain = "<labels><group path='Lab' colour='blue'/><tag name='web' colour='teal'/></labels>";
  for (const edit of [
    { group: 'none' },
    { group: { path: 'Other', colour: 'red' } },
    { addTags: [{ name: 'web', colour: 'none' }] },
    { addTags: [{ name: 'more' }] },
    { removeTags: ['web'] },
    { renameTag: { from: 'web', to: 'www' } },
  ] as const)
    expect(new Set(edited(edit, plain).back?.match(/<[^<]+>/g))).toEqual(new Set(plain.match(/<[^<]+>/g)));
  expect(edited({ group: { path: 'A' } }, '<labels/>').back).toBeUndefined();
});

test('a thousand tags are enough for a machine', () => {
  const full = `<labels>${Array.from({ length: 1000 }, (_, at) => `<tag name="t${at}"/>`).join('')}</labels>`;
  expect(() => editLabels(full, { addTags: [{ name: 'one more' }] })).toThrow(TooManyTags);
  expect(editLabels(full, { addTags: [{ name: 't7', colour: 'red' }] }).xml).toContain(
    "<tag name='t7' colour='red'/>",
  );
});

test('a megabyte of other things inside is kept', () => {
  const much = `<labels><junk>${'<x a="&lt;script&gt;"/>'.repeat(50_000)}</junk></labels>`;
  const { xml } = edited({ addTags: [{ name: 'a' }] }, much);
  expect(xml).toHaveLength(much.length + "<tag name='a'/>".length);
});
