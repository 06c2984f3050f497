// Files for libvirt's test driver (`test:///path/to/file.xml`): a host with as many machines as asked, each of a usual size.
// Through a real libvirtd: write the file where its host sees it and open `test+unix:///FILE?socket=SOCKET`.
import { writeFile } from 'node:fs/promises';

/** Writes a test-driver host with `count` machines named vm0001, vm0002…; every fourth is shut off. */
export function writeTestDriverFile(path: string, count: number): Promise<void> {
  return writeFile(path, testDriverXml(count));
}

/** The text of such a file. */
export function testDriverXml(count: number): string {
  const domains = Array.from({ length: count }, (_, index) => domainXml(index + 1));
  return `<node>\n${domains.join('')}${networkXml}${poolXml}${nodeXml}</node>\n`;
}

const hex = (number: number, digits: number): string => number.toString(16).padStart(digits, '0');

function domainXml(number: number): string {
  const name = `vm${String(number).padStart(4, '0')}`;
  const mac = `52:54:00:${hex(number >> 16, 2)}:${hex((number >> 8) & 255, 2)}:${hex(number & 255, 2)}`;
  const shutOff = number % 4 === 0;
  return `<domain type='test' xmlns:test='http://libvirt.org/schemas/domain/test/1.0'>
  <name>${name}</name>
  <uuid>67756573-7400-4000-8000-${hex(number, 12)}</uuid>
  <title>Machine ${number}</title>
  <description>One of many, to see how the list and its numbers hold up.</description>
  <memory unit='MiB'>${256 * (1 + (number % 16))}</memory>
  <vcpu>${1 + (number % 8)}</vcpu>
  <os><type arch='x86_64'>hvm</type><boot dev='hd'/></os>
  <features><acpi/><apic/></features>
  <clock offset='utc'/>
  <devices>
    <disk type='file' device='disk'>
      <driver name='qemu' type='qcow2'/>
      <source file='/var/lib/libvirt/images/${name}.qcow2'/>
      <target dev='vda' bus='virtio'/>
    </disk>
    <disk type='file' device='cdrom'><target dev='sda' bus='sata'/><readonly/></disk>
    <interface type='network'><mac address='${mac}'/><source network='default'/><model type='virtio'/></interface>
    <serial type='pty'><target port='0'/></serial>
    <console type='pty'><target type='serial' port='0'/></console>
    <input type='tablet' bus='usb'/>
    <graphics type='vnc' port='${5900 + number}' autoport='no' listen='127.0.0.1'/>
    <video><model type='virtio' heads='1'/></video>
    <memballoon model='virtio'/>
  </devices>
  <test:runstate>${shutOff ? 5 : 1}</test:runstate>
</domain>
`;
}

const networkXml = `<network>
  <name>default</name>
  <uuid>6e657477-6f72-6b00-0000-000000000001</uuid>
  <bridge name='virbr0'/>
  <forward/>
  <ip address='192.168.122.1' netmask='255.255.255.0'><dhcp><range start='192.168.122.128' end='192.168.122.253'/></dhcp></ip>
</network>
`;

const poolXml = `<pool type='dir'>
  <name>default</name>
  <uuid>706f6f6c-0000-0000-0000-000000000001</uuid>
  <target><path>/var/lib/libvirt/images</path></target>
</pool>
`;

const nodeXml = `<cpu><mhz>2000</mhz><model>lab</model><active>64</active><nodes>2</nodes><sockets>2</sockets><cores>8</cores><threads>2</threads></cpu>
<memory>536870912</memory>
`;
