// What a guest says while it boots, with the time of each line since it was switched on.
import { chance } from '../world/chance.ts';
import type { Machine } from '../world/machine.ts';

export interface BootLine {
  readonly atMs: number;
  readonly text: string;
}

type Lines = (machine: Machine) => readonly string[];

const memoryMiB = (machine: Machine) => Math.round(machine.definition.facts.memoryKiB / 1024);

const linux: Lines = (machine) => {
  const { vcpus, disks, nics } = machine.definition.facts;
  return [
    'Linux version 6.1.0-demo (builder@example) #1 SMP PREEMPT_DYNAMIC',
    'Command line: root=/dev/vda1 ro console=ttyS0',
    'KVM: running in a virtual machine',
    `Memory: ${memoryMiB(machine) * 1024 - 43_120}K available`,
    `smp: brought up 1 node, ${vcpus} CPU${vcpus > 1 ? 's' : ''}`,
    'clocksource: switched to kvm-clock',
    ...disks.map(({ target }) => `virtio_blk: [${target}] 83886080 512-byte blocks (42.9 GB/40.0 GiB)`),
    ...nics.map((_, index) => `virtio_net: enp${index + 1}s0: link up`),
    'EXT4-fs (vda1): mounted filesystem, ordered data mode',
    'init: starting services',
    '  [ ok ] file systems',
    '  [ ok ] network',
    '  [ ok ] time synchronisation',
    '  [ ok ] secure shell',
    `  [ ok ] ${machine.name}`,
  ];
};

const bsd: Lines = (machine) => {
  const { vcpus, nics } = machine.definition.facts;
  return [
    'Copyright of the demo: none of this boots anything',
    'BSD 14.0-DEMO GENERIC amd64',
    `real memory  = ${memoryMiB(machine) * 1024 * 1024} (${memoryMiB(machine)} MB)`,
    `cpu0-${vcpus - 1}: attached`,
    'vtblk0: <VirtIO block adapter> 40960MB (83886080 512-byte sectors)',
    ...nics.map((_, index) => `vtnet${index}: <VirtIO networking adapter>`),
    'Mounting local file systems.',
    'Starting network.',
    'Starting pf.',
    'Starting sshd.',
  ];
};

/** Windows says little on a serial line; the console for repairs is all there is. */
const windows: Lines = () => ['Console for repairs is ready.', 'SAC>'];

const TEXTS: Readonly<Record<Machine['system'], Lines>> = { linux, 'linux-desktop': linux, bsd, windows };

/** The lines of a boot: the same for the same machine. */
export function bootLines(machine: Machine): readonly BootLine[] {
  let atMs = 150;
  return TEXTS[machine.system](machine).map((text, index) => {
    atMs += 40 + Math.round(chance(machine.seed, 'boot', index) * 220);
    const stamp =
      machine.system.startsWith('linux') && !text.startsWith(' ')
        ? `[${(atMs / 1000).toFixed(6).padStart(12)}] `
        : '';
    return { atMs, text: `${stamp}${text}` };
  });
}

/** What stands before the cursor when it has booted. */
export function loginPrompt(machine: Machine): string {
  return machine.system === 'windows' ? 'SAC>' : `\r\n${machine.name} login: `;
}
