// What a text console says while its machine starts: our own words, with numbers that differ per machine.
import { chance, macOf } from '../../world/chance.ts';
import type { Tone } from './terminal.ts';

export interface BootLine {
  readonly atMs: number;
  /** What stands before the text, in the tone of what went well. */
  readonly mark: string;
  readonly text: string;
  readonly tone: Tone;
}

/** The lines of a Linux: first the kernel's with their times, then those of services. */
export function linuxBoot(name: string, seed: number): readonly BootLine[] {
  const disk = `${20 + 10 * Math.floor(chance(seed, 'disk') * 8)} GiB`;
  const kernel = [
    'Demo kernel 6.12 for x86_64 takes over from the boot loader',
    'Command line: root=/dev/vda1 ro console=tty1',
    `Memory map: ${2 + Math.floor(chance(seed, 'memory') * 6)} GiB usable, 412 KiB reserved by firmware`,
    'Hypervisor found: KVM; clock is taken from the host',
    `Processors: ${1 + Math.floor(chance(seed, 'cpus') * 4)} brought up, all alike`,
    'Power: ACPI tables read, power button ready',
    'PCI: bus 0 scanned, 11 devices',
    'Console: colour, 80 by 25',
    'virtio: block device at 0000:04:00.0',
    `vda: ${disk}, 512 byte blocks`,
    'vda: partitions vda1 vda2',
    'virtio: network device at 0000:01:00.0',
    `eth0: address ${macOf(seed, 'eth0')}, link is up`,
    'virtio: memory balloon at 0000:05:00.0',
    'Random numbers: seeded by the host',
    'Keyboard and tablet on USB bus 1',
    'Root file system on vda1 is clean, mounted read only',
    'Handing over to /sbin/init',
  ];
  const services = [
    'Set the host name',
    'Started the journal',
    'Checked the file systems of /etc/fstab',
    'Mounted / for writing',
    'Mounted /boot and /home',
    'Activated 2048 MiB of swap on vda2',
    'Created volatile files',
    'Started the device manager',
    'Loaded the firewall rules',
    'Brought up the network on eth0',
    `Resolved ${name} to itself`,
    'Started the time keeper',
    'Started the guest agent',
    'Started the log rotation timer',
    'Started the secure shell server',
    'Started user sessions',
    'Reached the target: ready for logins',
  ];
  const early = kernel.map((text): Step => ({ stamped: true, mark: '', text, tone: 'plain' }));
  const late = services.map((text): Step => ({ mark: '[  OK  ] ', text: `${text}.`, tone: 'bright' }));
  return timed(seed, [...early, ...late]);
}

/** The lines of a BSD: devices as they attach, then what the start script does. */
export function bsdBoot(name: string, seed: number): readonly BootLine[] {
  const devices = [
    'Demo BSD 9.2 (GENERIC) on amd64',
    `real memory  = ${1 + Math.floor(chance(seed, 'memory') * 4)} GiB`,
    'mainbus0 at root: the firmware describes one board',
    'cpu0 at mainbus0: virtual processor, 64 bit',
    'acpi0 at mainbus0: tables DSDT FACP APIC, buttons PWRB',
    'pci0 at mainbus0 bus 0: 9 functions found',
    'vblk0 at pci0 dev 4: virtual disk, 512 bytes per sector',
    `vnet0 at pci0 dev 3: virtual network, address ${macOf(seed, 'vnet0')}`,
    'uhub0 at pci0 dev 7: 4 ports, keyboard and tablet found',
    'vga0 at pci0 dev 1: console 80 by 25, 16 colours',
    'clock0: time taken from the board, drift below 1 s',
    'softraid0: no volumes',
    'root on vblk0a, swap on vblk0b',
  ];
  const script = [
    'Automatic start in progress: checking disks.',
    '/dev/vblk0a: file system is clean; not checked',
    '/dev/vblk0d: file system is clean; not checked',
    `Setting the host name: ${name}`,
    'Starting the packet filter: 14 rules loaded.',
    'Bringing up vnet0: lease obtained.',
    'Making device nodes: done.',
    'Starting early daemons: syslog ntp.',
    'Preserving editor files: done.',
    'Updating the message of the day.',
    'Starting network daemons: sshd smtp.',
    'Starting local daemons: cron.',
    'Multi-user start is complete.',
  ];
  const first = devices.map((text): Step => ({ mark: '', text, tone: 'bright' }));
  const then = script.map((text): Step => ({ mark: '', text, tone: 'plain' }));
  return timed(seed, [...first, ...then]);
}

interface Step extends Omit<BootLine, 'atMs'> {
  /** Whether it says when it was. */
  readonly stamped?: true;
}

/** Some steps are quick, some take their time. */
function timed(seed: number, steps: readonly Step[]): readonly BootLine[] {
  let atMs = 300;
  return steps.map(({ stamped, mark, text, tone }, step) => {
    atMs += 30 + 420 * chance(seed, 'pause', step) ** 3;
    const when = stamped ? `[${(atMs / 1000).toFixed(6).padStart(12)}] ` : '';
    return { atMs, mark, text: `${when}${text}`, tone };
  });
}
