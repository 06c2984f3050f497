// The definitions of machines that the tests read.
import { readFileSync } from 'node:fs';

export function fixture(name: string): string {
  return readFileSync(new URL(`../../fixtures/xml/${name}.xml`, import.meta.url), 'utf8');
}

export const machines = {
  web: fixture('web'),
  /** The same with the line ends of another system. */
  webWithCrLf: fixture('web').replaceAll('\n', '\r\n'),
  hostile: fixture('hostile'),
  /** Printed by libvirt's test driver. */
  testDriver: fixture('test-driver'),
  longTitle: `<domain type='qemu'><name>${'n'.repeat(10_000)}</name><uuid>00000000-0000-0000-0000-000000000002</uuid><title>${'é&amp;'.repeat(10_000)}</title></domain>`,
  controls: `<domain type='qemu'><name>a\u0001b\u007f&#9;c</name><uuid>00000000-0000-0000-0000-000000000003</uuid></domain>`,
};
