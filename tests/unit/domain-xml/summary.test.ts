import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDomainSummary } from '../../../electron/domain-xml/summary.ts';
import { XmlFault } from '../../../electron/xml/fault.ts';
import { parse } from '../../../electron/xml/parse.ts';
import { machines } from './fixtures.ts';
import { summaryByTree } from './summary-by-tree.ts';

test.each(Object.entries(machines))('one pass over %s reads what the tree reads', (_name, xml) => {
  expect(readDomainSummary(xml)).toEqual(summaryByTree(xml));
});

test('one pass reads what the tree reads from any part of a definition left out', () => {
  const lines = machines.web.split('\n').filter((line) => line.trim() !== '');
  fc.assert(
    fc.property(fc.subarray(lines, { minLength: lines.length - 3 }), (kept) => {
      const xml = kept.join('\n');
      const slow = outcome(() => summaryByTree(xml));
      // The tree demands more of a document than the cursor does.
      if (slow !== 'fault') expect(outcome(() => readDomainSummary(xml))).toEqual(slow);
    }),
    { interruptAfterTimeLimit: 5_000 },
  );
});

test('a text that is cut or altered anywhere is a fault or a reading, and never hangs', () => {
  const xml = machines.hostile;
  for (let at = 0; at < xml.trimEnd().length; at += 1)
    expect(outcome(() => readDomainSummary(xml.slice(0, at)))).toBe('fault');
  const noise = fc.constantFrom('<', '>', '/', '"', "'", '&', '=', '\0', ' ', '<!--', ']]>', '<a>', '</');
  fc.assert(
    fc.property(fc.nat(xml.length), noise, (at, inserted) => {
      const altered = xml.slice(0, at) + inserted + xml.slice(at);
      outcome(() => readDomainSummary(altered));
      outcome(() => parse(altered));
    }),
    { numRuns: 300, interruptAfterTimeLimit: 5_000 },
  );
});

test('the facts are those of the definition', () => {
  expect(readDomainSummary(machines.web)).toEqual({
    uuid: '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0',
    name: 'web & <script>alert(1)</script>',
    title: 'Front "desk"',
    description: 'first line\nsecond line 😀 <b>kept & raw</b>',
    osType: 'hvm',
    arch: 'x86_64',
    tags: [],
    vcpus: 2,
    memoryKiB: 2_097_152,
    maxMemoryKiB: 4_194_304,
    displays: ['vnc', 'spice', 'vnc', 'egl-headless'],
    disks: [
      { path: '/srv/a & b/web.qcow2' },
      { path: '/srv/base.qcow2' },
      { path: '/dev/vg/root' },
      { pool: 'default', volume: 'data.img' },
      { path: 'pool/image' },
    ],
    interfaces: [
      { mac: '52:54:00:aa:bb:01', network: 'default', bridge: 'virbr0', target: 'vnet3', model: 'virtio' },
      { mac: '52:54:00:aa:bb:02', bridge: 'br0', target: 'vnet4', model: 'e1000e' },
      { mac: '52:54:00:aa:bb:03', model: 'rtl8139' },
    ],
  });
});

const LIBOSINFO = 'http://libosinfo.org/xmlns/libvirt/domain/1.0';
const LABELS = 'https://guesthouse.invalid/xmlns/labels/1';

function labelled(inside: string, attributes = `xmlns:g='${LABELS}'`): string {
  return `<domain><name>n</name><uuid>u</uuid><metadata><g:labels ${attributes}>${inside}</g:labels></metadata></domain>`;
}

test('tags, group and system are read from the metadata of their namespaces, whatever the prefix', () => {
  const xml = `<domain><name>n</name><uuid>u</uuid><metadata>
    <libosinfo:libosinfo xmlns:libosinfo='${LIBOSINFO}'><libosinfo:os id='http://debian.org/debian/12'/></libosinfo:libosinfo>
    <labels xmlns='${LABELS}'><group path='Lab/Web &amp; co' colour='blue'/><tag name='web' colour='teal'/><tag name='生产'/></labels>
    <labels xmlns='urn:of-another'><tag name='not ours'/></labels>
  </metadata></domain>`;
  expect(readDomainSummary(xml)).toMatchObject({
    osId: 'http://debian.org/debian/12',
    group: { path: 'Lab/Web & co', colour: 'blue' },
    tags: [{ name: 'web', colour: 'teal' }, { name: '生产' }],
  });
  expect(readDomainSummary(xml)).toEqual(summaryByTree(xml));
});

test('what cannot be a label is left out, and the rest is read', () => {
  const hostile = [
    `<g:tag name=''/><g:tag/><g:tag name='${'x'.repeat(65)}'/><g:tag name='a&#10;b'/><g:tag name='gpj.&#x202e;exe'/>`,
    `<g:group path='/ / /'/><g:group path='${'a/'.repeat(9)}'/><g:group path='a//b'/><g:group path='c'/>`,
    `<g:tag name='good' colour='url(x)'/><g:tag name='good' colour='red'/><g:tag name='&lt;b>bold&lt;/b>'/>`,
  ].join('');
  expect(readDomainSummary(labelled(hostile))).toMatchObject({
    group: { path: 'a/b' },
    tags: [{ name: 'good' }, { name: '<b>bold</b>' }],
  });
  expect(readDomainSummary(labelled(hostile, "xmlns:g='urn:of-another'"))).toMatchObject({ tags: [] });
});

test('a thousand tags are read, and no more', () => {
  const tags = Array.from({ length: 1500 }, (_, at) => `<g:tag name='t${at}'/>`).join('');
  expect(readDomainSummary(labelled(tags)).tags).toHaveLength(1000);
});

test('hostile values are only text', () => {
  expect(readDomainSummary(machines.hostile)).toMatchObject({
    name: '../../x',
    title: '<img src=x onerror=alert(1)>\uFFFD[31m\uFFFD&bogus;<',
    description: '',
    vcpus: 3,
    memoryKiB: 131_072,
    disks: [{ path: '"/tmp/x>y"' }],
    displays: ['', 'vnc"', 'spice'],
    interfaces: [{ mac: '\nnot a mac' }, {}],
  });
});

test.each([
  ['nothing', ''],
  ['something else', '<network><name>n</name><uuid>u</uuid></network>'],
  ['a machine without a UUID', '<domain><name>n</name></domain>'],
  ['a document type', '<!DOCTYPE domain [<!ENTITY x "y">]><domain/>'],
  ['crossed tags', '<domain><name>n</uuid></domain>'],
  ['what is too deep', `<domain>${'<a>'.repeat(5000)}`],
  ['what is too big', `<domain>${' '.repeat(5_000_000)}</domain>`],
])('%s is a fault', (_what, xml) => {
  expect(() => readDomainSummary(xml)).toThrow(XmlFault);
});

function outcome<T>(read: () => T): T | 'fault' {
  try {
    return read();
  } catch (error) {
    if (error instanceof XmlFault) return 'fault';
    throw error;
  }
}
