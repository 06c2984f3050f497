// A guest that really boots: Debian's cloud kernel and a busybox initramfs, in TCG. Ready 3 to 4 s after its start on idle cores:
// `GUEST READY: NAME on /dev/ttyS0` on the serial port, a shell there and on the virtio console, coloured bars and a prompt on
// the screen that repeats each typed line on the serial port (`SCREEN TYPED: ...`), a DHCP lease some seconds later, an ear for the
// power button. A reboot or reset takes twice as long as a start: QEMU is slow where the new kernel is unpacked over translated code.
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { runOrThrow } from './process.ts';

export type GuestScreen = 'vnc' | 'vnc-password' | 'vnc-socket' | 'spice' | 'none';

/** What a guest says on a console when one can type there. */
export const GUEST_READY = 'GUEST READY';

/** The password of a guest with the screen `vnc-password`. */
export const VNC_PASSWORD = 'knock';

export interface GuestOptions {
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  readonly memoryMiB?: number;
  readonly vcpus?: number;
  /** Default: `vnc` on 127.0.0.1, without a password. */
  readonly screen?: GuestScreen;
  /** An absolute pointer. Default: true. */
  readonly tablet?: boolean;
  /** hvc0 beside ttyS0. Default: true. */
  readonly virtioConsole?: boolean;
  /** A card on the host's network `default`. Default: true. */
  readonly network?: boolean;
  /** A disk vda: the volume NAME.qcow2 of 64 MiB in the pool `default`, which the guest formats once, mounts at /disk and counts its boots on. */
  readonly disk?: boolean;
  /** More elements for `<devices>`, as they are. */
  readonly devices?: string;
  /** More words for the kernel, like `quiet`. */
  readonly kernelArguments?: string;
}

/** Paths of the guest's kernel and initramfs, built once for each lab world. */
export async function guestFiles(): Promise<{ readonly kernel: string; readonly initramfs: string }> {
  const directory = '/run/lab/guest';
  const files = { kernel: join(directory, 'vmlinuz'), initramfs: join(directory, 'initramfs') };
  try {
    await access(files.initramfs);
  } catch {
    await runOrThrow('flock', [directory, 'bash', join(import.meta.dirname, 'initramfs.sh'), directory]);
  }
  return files;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll("'", '&apos;');

/** The definition of a guest. `directory` is its host's, where a VNC socket has the same path for everyone in the lab. */
export function guestXml(options: GuestOptions, directory: string): string {
  const { name, title, description, memoryMiB = 128, vcpus = 1, tablet = true, network = true } = options;
  return `<domain type='qemu'>
  <name>${escaped(name)}</name>
${title === undefined ? '' : `  <title>${escaped(title)}</title>\n`}${description === undefined ? '' : `  <description>${escaped(description)}</description>\n`}  <memory unit='MiB'>${memoryMiB}</memory>
  <vcpu>${vcpus}</vcpu>
  <os>
    <type arch='x86_64' machine='pc'>hvm</type>
    <kernel>/var/lib/libvirt/boot/vmlinuz</kernel>
    <initrd>/var/lib/libvirt/boot/initramfs</initrd>
    <cmdline>console=tty0 console=ttyS0 mitigations=off panic=-1 guest=${escaped(name)} ${escaped(options.kernelArguments ?? '')}</cmdline>
  </os>
  <features><acpi/></features>
  <devices>
    <serial type='pty'>${logXml(name)}<target type='isa-serial' port='0'/></serial>
    <console type='pty'>${logXml(name)}<target type='serial' port='0'/></console>
${options.virtioConsole === false ? '' : "    <console type='pty'><target type='virtio' port='1'/></console>\n"}${screenXml(options, directory)}${tablet ? "    <input type='tablet' bus='usb'/>\n" : "    <controller type='usb' model='none'/>\n"}${network ? "    <interface type='network'><source network='default'/><model type='virtio'/></interface>\n" : ''}${options.disk === true ? diskXml(name) : ''}    <memballoon model='virtio'/>
${options.devices ?? ''}  </devices>
</domain>
`;
}

const diskXml = (name: string): string => `    <disk type='file' device='disk'>
      <driver name='qemu' type='qcow2'/>
      <source file='/var/lib/libvirt/images/${escaped(name)}.qcow2'/>
      <target dev='vda' bus='virtio'/>
    </disk>
`;

/** Where libvirt also writes what a guest says on ttyS0, so that a test can read it without taking the console. */
export const serialLogPath = (name: string): string => `/var/log/libvirt/qemu/${name}-serial.log`;

const logXml = (name: string): string => `<log file='${escaped(serialLogPath(name))}' append='on'/>`;

function screenXml({ name, screen = 'vnc' }: GuestOptions, directory: string): string {
  const video = "    <video><model type='vga'/></video>\n";
  switch (screen) {
    case 'vnc':
      return `    <graphics type='vnc' autoport='yes' listen='127.0.0.1'/>\n${video}`;
    case 'vnc-password':
      return `    <graphics type='vnc' autoport='yes' listen='127.0.0.1' passwd='${VNC_PASSWORD}'/>\n${video}`;
    case 'vnc-socket':
      return `    <graphics type='vnc' socket='${directory}/displays/${escaped(name)}.sock'/>\n${video}`;
    case 'spice':
      return `    <graphics type='spice' autoport='yes' listen='127.0.0.1'/>\n${video}`;
    case 'none':
      return '';
  }
}
