// Definitions of the demo's machines: what libvirt would have stored for such a machine, valid for a real libvirtd.
import { mark } from '../world/definition.ts';

export interface TagText {
  readonly name: string;
  readonly colour?: string;
}

export interface GroupText {
  readonly path: string;
  readonly colour?: string;
}

export interface MachineText {
  readonly title?: string;
  readonly description?: string;
  /** libosinfo's identifier of the system. */
  readonly osId: string;
  readonly memoryMiB: number;
  readonly vcpus: number;
  readonly firmware?: 'bios' | 'efi';
  readonly chipset?: 'q35' | 'i440fx';
  readonly disks: readonly DiskText[];
  /** The image in its drive; empty for an empty drive, absent without one. */
  readonly cdrom?: string;
  readonly nics: readonly NicText[];
  readonly windows?: boolean;
  readonly tpm?: boolean;
  readonly sound?: boolean;
  readonly agent?: boolean;
  readonly video?: 'virtio' | 'qxl' | 'vga' | 'bochs';
  readonly group?: GroupText;
  readonly tags?: readonly TagText[];
}

export interface DiskText {
  readonly file: string;
  readonly bus?: 'virtio' | 'sata' | 'scsi' | 'ide';
  readonly format?: 'qcow2' | 'raw';
}

export type NicText =
  | { readonly network: string; readonly model?: string }
  | { readonly bridge: string; readonly model?: string };

const INDENT = '  ';

/** The text of a definition; name, UUID and MAC addresses are marks. */
export function machineText(machine: MachineText): string {
  const lines = [
    `<name>${mark('name')}</name>`,
    `<uuid>${mark('uuid')}</uuid>`,
    ...optional('title', machine.title),
    ...optional('description', machine.description),
    ...metadataLines(machine),
    `<memory unit='KiB'>${machine.memoryMiB * 1024}</memory>`,
    `<currentMemory unit='KiB'>${machine.memoryMiB * 1024}</currentMemory>`,
    `<vcpu placement='static'>${machine.vcpus}</vcpu>`,
    ...bootLines(machine),
    ...featureLines(machine),
    `<cpu mode='host-model' check='partial'/>`,
    ...clockLines(machine),
    '<on_poweroff>destroy</on_poweroff>',
    '<on_reboot>restart</on_reboot>',
    '<on_crash>preserve</on_crash>',
    '<devices>',
    ...deviceLines(machine).map(indent),
    '</devices>',
  ];
  return ["<domain type='kvm'>", ...lines.map(indent), '</domain>', ''].join('\n');
}

const indent = (line: string) => `${INDENT}${line}`;

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

function optional(name: string, value: string | undefined): readonly string[] {
  return value === undefined ? [] : [`<${name}>${escaped(value)}</${name}>`];
}

function metadataLines({ osId, group, tags = [] }: MachineText): readonly string[] {
  return [
    '<metadata>',
    `  <libosinfo:libosinfo xmlns:libosinfo="http://libosinfo.org/xmlns/libvirt/domain/1.0">`,
    `    <libosinfo:os id="${osId}"/>`,
    '  </libosinfo:libosinfo>',
    ...labelLines(group, tags).map(indent),
    '</metadata>',
  ];
}

const LABELS_KEY = 'guesthouse';
const LABELS_URI = 'https://guesthouse.invalid/xmlns/labels/1';

/** As Guesthouse writes them, and libvirt stores them. */
function labelLines(group: GroupText | undefined, tags: readonly TagText[]): readonly string[] {
  if (group === undefined && tags.length === 0) return [];
  const colour = (one: GroupText | TagText) => (one.colour === undefined ? '' : ` colour="${one.colour}"`);
  return [
    `<${LABELS_KEY}:labels xmlns:${LABELS_KEY}="${LABELS_URI}">`,
    ...(group === undefined ? [] : [`  <${LABELS_KEY}:group path="${group.path}"${colour(group)}/>`]),
    ...tags.map((tag) => `  <${LABELS_KEY}:tag name="${tag.name}"${colour(tag)}/>`),
    `</${LABELS_KEY}:labels>`,
  ];
}

function bootLines({ firmware = 'bios', chipset = 'q35' }: MachineText): readonly string[] {
  const machine = chipset === 'q35' ? 'pc-q35-7.2' : 'pc-i440fx-7.2';
  return [
    '<os>',
    `  <type arch='x86_64' machine='${machine}'>hvm</type>`,
    ...(firmware === 'efi'
      ? [
          "  <loader readonly='yes' type='pflash'>/usr/share/OVMF/OVMF_CODE_4M.fd</loader>",
          `  <nvram>/var/lib/libvirt/qemu/nvram/${mark('name')}_VARS.fd</nvram>`,
        ]
      : []),
    "  <boot dev='hd'/>",
    '</os>',
  ];
}

function featureLines({ windows = false }: MachineText): readonly string[] {
  const hyperv = [
    "  <hyperv mode='custom'>",
    "    <relaxed state='on'/>",
    "    <vapic state='on'/>",
    "    <spinlocks state='on' retries='8191'/>",
    '  </hyperv>',
  ];
  return [
    '<features>',
    '  <acpi/>',
    '  <apic/>',
    ...(windows ? hyperv : []),
    "  <vmport state='off'/>",
    '</features>',
  ];
}

function clockLines({ windows = false }: MachineText): readonly string[] {
  return [
    `<clock offset='${windows ? 'localtime' : 'utc'}'>`,
    "  <timer name='rtc' tickpolicy='catchup'/>",
    "  <timer name='pit' tickpolicy='delay'/>",
    "  <timer name='hpet' present='no'/>",
    ...(windows ? ["  <timer name='hypervclock' present='yes'/>"] : []),
    '</clock>',
  ];
}

function deviceLines(machine: MachineText): readonly string[] {
  const { sound = false, agent = true, tpm = false, video = 'virtio' } = machine;
  return [
    '<emulator>/usr/bin/qemu-system-x86_64</emulator>',
    ...machine.disks.flatMap(diskLines),
    ...cdromLines(machine),
    ...machine.nics.flatMap(nicLines),
    "<serial type='pty'>",
    "  <target type='isa-serial' port='0'/>",
    '</serial>',
    "<console type='pty'>",
    "  <target type='serial' port='0'/>",
    '</console>',
    ...(agent
      ? ["<channel type='unix'>", "  <target type='virtio' name='org.qemu.guest_agent.0'/>", '</channel>']
      : []),
    "<input type='tablet' bus='usb'/>",
    ...(tpm ? ["<tpm model='tpm-crb'>", "  <backend type='emulator' version='2.0'/>", '</tpm>'] : []),
    "<graphics type='vnc' port='-1' autoport='yes' listen='127.0.0.1'>",
    "  <listen type='address' address='127.0.0.1'/>",
    '</graphics>',
    ...(sound ? ["<sound model='ich9'/>"] : []),
    '<video>',
    `  <model type='${video}'${video === 'virtio' ? " heads='1' primary='yes'" : ''}/>`,
    '</video>',
    "<memballoon model='virtio'/>",
    "<rng model='virtio'>",
    "  <backend model='random'>/dev/urandom</backend>",
    '</rng>',
  ];
}

const PREFIXES = { virtio: 'vd', sata: 'sd', scsi: 'sd', ide: 'hd' } as const;

function diskLines({ file, bus = 'virtio', format = 'qcow2' }: DiskText, index: number): readonly string[] {
  return [
    "<disk type='file' device='disk'>",
    `  <driver name='qemu' type='${format}' discard='unmap'/>`,
    `  <source file='${file}'/>`,
    `  <target dev='${PREFIXES[bus]}${String.fromCharCode(97 + index)}' bus='${bus}'/>`,
    '</disk>',
  ];
}

function cdromLines({ cdrom, chipset = 'q35', disks }: MachineText): readonly string[] {
  if (cdrom === undefined) return [];
  const bus = chipset === 'q35' ? 'sata' : 'ide';
  // Behind the disks of the same bus.
  const letter = String.fromCharCode(97 + disks.filter((disk) => disk.bus === bus).length);
  return [
    "<disk type='file' device='cdrom'>",
    "  <driver name='qemu' type='raw'/>",
    ...(cdrom === '' ? [] : [`  <source file='${cdrom}'/>`]),
    `  <target dev='${PREFIXES[bus]}${letter}' bus='${bus}'/>`,
    '  <readonly/>',
    '</disk>',
  ];
}

function nicLines(nic: NicText, index: number): readonly string[] {
  const [type, source] = 'network' in nic ? ['network', nic.network] : ['bridge', nic.bridge];
  return [
    `<interface type='${type}'>`,
    `  <mac address='${mark(`mac${index}`)}'/>`,
    `  <source ${type}='${source}'/>`,
    `  <model type='${nic.model ?? 'virtio'}'/>`,
    '</interface>',
  ];
}
