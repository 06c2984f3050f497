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
