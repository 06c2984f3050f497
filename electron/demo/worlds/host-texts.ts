// What the demo host says of itself in XML.
import type { HostSize } from '../world/world.ts';

const UUID = '8d7ea0d2-5b6b-4a36-a3d5-0d6d2f6f3b11';
const MODEL = 'EPYC-Rome';
const EMULATOR = '/usr/bin/qemu-system-x86_64';
const MACHINES = ['pc-q35-9.2', 'pc-q35-7.2', 'pc-i440fx-9.2', 'pc-i440fx-7.2'];

/** Answers `connect_get_capabilities`. */
export function capabilities({ cpus, memoryKiB }: HostSize): string {
  const [sockets, threads] = [1, 2];
  return `<capabilities>
  <host>
    <uuid>${UUID}</uuid>
    <cpu>
      <arch>x86_64</arch>
      <model>${MODEL}</model>
      <vendor>AMD</vendor>
      <topology sockets='${sockets}' dies='1' cores='${cpus / sockets / threads}' threads='${threads}'/>
    </cpu>
    <power_management/>
    <iommu support='yes'/>
    <migration_features>
      <live/>
      <uri_transports>
        <uri_transport>tcp</uri_transport>
      </uri_transports>
    </migration_features>
    <topology>
      <cells num='1'>
        <cell id='0'>
          <memory unit='KiB'>${memoryKiB}</memory>
          <cpus num='${cpus}'/>
        </cell>
      </cells>
    </topology>
    <secmodel>
      <model>apparmor</model>
      <doi>0</doi>
    </secmodel>
  </host>
  <guest>
    <os_type>hvm</os_type>
    <arch name='x86_64'>
      <wordsize>64</wordsize>
      <emulator>${EMULATOR}</emulator>
${MACHINES.map((name) => `      <machine maxCpus='255'>${name}</machine>`).join('\n')}
      <domain type='qemu'/>
      <domain type='kvm'/>
    </arch>
    <features>
      <acpi default='on' toggle='yes'/>
      <apic default='on' toggle='no'/>
      <cpuselection/>
      <deviceboot/>
      <disksnapshot default='on' toggle='no'/>
    </features>
  </guest>
</capabilities>
`;
}

/** Answers `connect_get_domain_capabilities`. */
export function domainCapabilities(machine: string, virtType: string): string {
  const values = (name: string, list: readonly string[]) =>
    `<enum name='${name}'>${list.map((one) => `<value>${one}</value>`).join('')}</enum>`;
  return `<domainCapabilities>
  <path>${EMULATOR}</path>
  <domain>${virtType === 'qemu' ? 'qemu' : 'kvm'}</domain>
  <machine>${MACHINES.find((name) => name === machine) ?? 'pc-q35-9.2'}</machine>
  <arch>x86_64</arch>
  <vcpu max='255'/>
  <os supported='yes'>
    ${values('firmware', ['bios', 'efi'])}
  </os>
  <cpu>
    <mode name='host-passthrough' supported='yes'/>
    <mode name='host-model' supported='yes'>
      <model fallback='forbid'>${MODEL}</model>
      <vendor>AMD</vendor>
    </mode>
  </cpu>
  <devices>
    <disk supported='yes'>
      ${values('diskDevice', ['disk', 'cdrom', 'floppy', 'lun'])}
      ${values('bus', ['ide', 'fdc', 'scsi', 'virtio', 'usb', 'sata'])}
    </disk>
    <graphics supported='yes'>
      ${values('type', ['vnc'])}
    </graphics>
    <video supported='yes'>
      ${values('modelType', ['vga', 'virtio', 'bochs', 'none'])}
    </video>
  </devices>
</domainCapabilities>
`;
}

/** Answers `connect_get_sysinfo`. */
export function sysinfo(): string {
  return `<sysinfo type='smbios'>
  <system>
    <entry name='manufacturer'>Guesthouse</entry>
    <entry name='product'>Demonstration host</entry>
    <entry name='uuid'>${UUID}</entry>
  </system>
</sysinfo>
`;
}
