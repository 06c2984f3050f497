import { expect, test } from 'vitest';
import { readDomainDetails } from '../../../electron/domain-xml/details.ts';
import { XmlFault } from '../../../electron/xml/fault.ts';
import { fixture, machines } from './fixtures.ts';

const stored = fixture('web-stored');
const pending = (live: string, next: string): boolean => readDomainDetails(live, next).pendingChanges;

test('the facts of a machine are those of its definition', () => {
  const { devices, ...facts } = readDomainDetails(machines.web);
  expect(facts).toEqual({
    osType: 'hvm',
    arch: 'x86_64',
    machine: 'pc-q35-9.0',
    virtType: 'kvm',
    firmware: 'uefi',
    cpu: 'host-model, 1 × 4 × 2',
    maxVcpus: 8,
    pendingChanges: false,
  });
  expect(devices).toMatchSnapshot();
});

test('every device is listed, also those that this version does not know', () => {
  const kinds = readDomainDetails(machines.web).devices.map(({ kind, name }) => `${kind} ${name}`);
  expect(kinds).toContain('disk vda');
  expect(kinds).toContain('cdrom sdb');
  expect(kinds).toContain('interface vnet3');
  expect(kinds).toContain('controller usb0');
  expect(kinds).toContain('other crystalball');
  expect(kinds).not.toContain('other emulator');
});

test.each([
  ['', 'bios'],
  ['<loader readonly="yes" type="rom">/x</loader>', 'other'],
  ['<loader type="pflash">/x</loader>', 'uefi'],
  ['<nvram>/x</nvram>', 'uefi'],
  ['<kernel>/vmlinuz</kernel>', 'kernel'],
])('the firmware of %s is %s', (inside, firmware) => {
  const xml = `<domain type='qemu'><os><type>hvm</type>${inside}</os></domain>`;
  expect(readDomainDetails(xml).firmware).toBe(firmware);
});

test('a container has no firmware', () => {
  expect(readDomainDetails(`<domain type='lxc'><os><type>exe</type></os></domain>`).firmware).toBe('other');
});

test('hostile values are only text', () => {
  const { devices } = readDomainDetails(machines.hostile);
  expect(devices[0]).toEqual({ kind: 'disk', name: 'vda', source: '"/tmp/x>y"', facts: [] });
  expect(devices.map(({ name }) => name)).toContain('hasOwnProperty');
  expect(() => readDomainDetails('<domain><devices></domain>')).toThrow(XmlFault);
});

test('what libvirt adds to a running definition is no pending change', () => {
  expect(pending(machines.web, stored)).toBe(false);
  expect(pending(machines.webWithCrLf, stored)).toBe(false);
  expect(pending(machines.web, machines.web)).toBe(false);
});

test('a model that host-model came to is no pending change', () => {
  const expanded = `<cpu mode='custom' match='exact' check='full'>
    <model fallback='forbid'>Skylake-Client-IBRS</model><vendor>Intel</vendor>
    <topology sockets='1' dies='1' cores='4' threads='2'/><feature policy='require' name='ss'/></cpu>`;
  const live = machines.web.replace(/<cpu mode=.*?<\/cpu>/s, expanded);
  expect(pending(live, stored)).toBe(false);
  expect(pending(live, stored.replace("mode='host-model'", "mode='host-passthrough'"))).toBe(true);
  expect(pending(live, stored.replace("cores='4'", "cores='2'"))).toBe(true);
});

test.each([
  ['memory', "<memory unit='GiB'>4<", "<memory unit='GiB'>8<"],
  ['the number of vCPUs', "current='2'>8<", "current='4'>8<"],
  ['the title', 'Front', 'Back'],
  ['the file of a disk', 'web.qcow2', 'web2.qcow2'],
  ['the network of an interface', "network='default'/>\n      <model", "network='lab'/>\n      <model"],
  ['the model of an interface', "'e1000e'", "'virtio'"],
  ['a removed device', "<panic model='isa'/>", ''],
  ['an added device', '<panic', "<panic model='hyperv'/><panic"],
  ['where a display listens', "address='127.0.0.1'", "address='0.0.0.0'"],
  ['an unknown element', '<future/>', '<past/>'],
  ['an argument of QEMU', '-fw_cfg', '-device'],
  ['the boot order', "<boot dev='hd'/>", "<boot dev='network'/>"],
])('%s that differs is a pending change', (_what, before, after) => {
  expect(stored).toContain(before);
  expect(pending(machines.web, stored.replace(before, after))).toBe(true);
});

test('the order of devices is no change', () => {
  const panic = "    <panic model='isa'/>\n";
  const moved = stored.replace(panic, '').replace('<devices>\n', `<devices>\n${panic}`);
  expect(pending(machines.web, moved)).toBe(false);
});

// Both as libvirt 9.0.0 wrote them for one guest that nobody had changed.
test('what libvirt writes only while a machine runs is no change that waits', () => {
  expect(pending(fixture('guest-running'), fixture('guest-stored'))).toBe(false);
});

test('a change of the stored definition waits, wherever it is', () => {
  const running = fixture('guest-running');
  for (const [was, is] of [
    ["<vcpu placement='static'>1<", "<vcpu placement='static'>2<"],
    ["network='default'", "network='other'"],
    ["<input type='tablet' bus='usb'>", "<input type='tablet' bus='virtio'>"],
  ] as const) {
    const next = fixture('guest-stored').replace(was, is);
    expect(next).not.toBe(fixture('guest-stored'));
    expect(pending(running, next)).toBe(true);
  }
});
