// The machines of the demo's one host: a small company's servers and desktops, in every state that a machine can be in.
import { uuidOf } from '../world/chance.ts';
import { Definition } from '../world/definition.ts';
import type { MachinePlan } from '../world/machine-plan.ts';
import { type GroupText, type MachineText, machineText, type TagText } from './machine-text.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const image = (name: string) => ({ file: `/var/lib/libvirt/images/${name}` });
const fast = (name: string) => ({ file: `/srv/fast/${name}` });

const DEBIAN = 'http://debian.org/debian/12';
const UBUNTU = 'http://ubuntu.com/ubuntu/24.04';
const lan = { bridge: 'br0' } as const;
const nat = { network: 'default' } as const;

const FRONT: GroupText = { path: 'Shop/Front', colour: 'teal' };
const DATA: GroupText = { path: 'Shop/Data', colour: 'violet' };
const OFFICE: GroupText = { path: 'Office', colour: 'blue' };
const BUILD: GroupText = { path: 'Build', colour: 'orange' };

const PRODUCTION: TagText = { name: 'production', colour: 'red' };
const WEB: TagText = { name: 'web', colour: 'teal' };
const BACKUP: TagText = { name: 'backup', colour: 'green' };
const WATCH: TagText = { name: 'monitoring' };
const CI: TagText = { name: 'ci', colour: 'orange' };
const WINDOWS: TagText = { name: 'windows', colour: 'blue' };
const KEEP: TagText = { name: 'do not touch', colour: 'pink' };

type Machine = Omit<MachinePlan, 'uuid' | 'definition'> & { readonly text: MachineText };

const MACHINES: readonly Machine[] = [
  {
    name: 'web-01',
    load: 'diurnal',
    system: 'linux',
    begins: 'running',
    autostart: true,
    upMs: 23 * DAY_MS,
    text: {
      title: 'Shop, front end',
      description: 'nginx and the shop. Ask the shop team before a restart on a weekday.',
      group: FRONT,
      tags: [PRODUCTION, WEB],
      osId: DEBIAN,
      memoryMiB: 4096,
      vcpus: 4,
      disks: [fast('web-01.qcow2')],
      nics: [{ network: 'dmz' }],
    },
  },
  {
    name: 'web-02',
    load: 'diurnal',
    system: 'linux',
    begins: 'running',
    autostart: true,
    upMs: 9 * DAY_MS,
    text: {
      title: 'Shop, front end, second',
      group: FRONT,
      tags: [PRODUCTION, WEB],
      osId: DEBIAN,
      memoryMiB: 4096,
      vcpus: 4,
      disks: [fast('web-02.qcow2')],
      nics: [{ network: 'dmz' }],
    },
  },
  {
    name: 'db-primary',
    load: 'bursty',
    system: 'linux',
    begins: 'running',
    autostart: true,
    upMs: 61 * DAY_MS,
    text: {
      title: 'PostgreSQL 16, primary',
      description:
        'Data on its own disk. Backed up every night at 02:10; restores are tried on the first of the month.',
      group: DATA,
      tags: [PRODUCTION, BACKUP],
      osId: DEBIAN,
      memoryMiB: 16_384,
      vcpus: 8,
      disks: [fast('db-primary.qcow2'), { file: '/srv/fast/db-primary-data.raw', format: 'raw' }],
      nics: [{ network: 'backend' }],
    },
  },
  {
    name: 'db-replica',
    load: 'steady',
    system: 'linux',
    begins: 'running',
    autostart: true,
    upMs: 61 * DAY_MS,
    text: {
      title: 'PostgreSQL 16, replica',
      group: DATA,
      tags: [PRODUCTION],
      osId: DEBIAN,
      memoryMiB: 8192,
      vcpus: 4,
      disks: [fast('db-replica.qcow2'), { file: '/srv/fast/db-replica-data.raw', format: 'raw' }],
      nics: [{ network: 'backend' }],
    },
  },
  {
    name: 'mail',
    load: 'idle',
    system: 'linux',
    begins: 'running',
    autostart: true,
    upMs: 118 * DAY_MS,
    text: {
      title: 'Mail',
      group: OFFICE,
      tags: [PRODUCTION, BACKUP],
      osId: UBUNTU,
      memoryMiB: 3072,
      vcpus: 2,
      disks: [image('mail.qcow2')],
      nics: [lan],
    },
  },
  {
    name: 'monitoring',
    load: 'leak',
    system: 'linux',
    begins: 'running',
    autostart: true,
    upMs: 4 * HOUR_MS,
    text: {
      title: 'Metrics and alerts',
      description: 'Its collector leaks memory and is restarted when it has eaten most of it.',
      tags: [WATCH],
      osId: UBUNTU,
      memoryMiB: 4096,
      vcpus: 2,
      disks: [image('monitoring.qcow2')],
      nics: [lan, { network: 'backend' }],
    },
  },
  {
    name: 'build-runner-1',
    load: 'bursty',
    system: 'linux',
    begins: 'running',
    upMs: 50 * MINUTE_MS,
    text: {
      title: 'Build runner',
      group: BUILD,
      tags: [CI],
      osId: UBUNTU,
      memoryMiB: 8192,
      vcpus: 8,
      disks: [fast('build-runner-1.qcow2')],
      nics: [nat],
    },
  },
  {
    name: 'build-runner-2',
    load: 'bursty',
    system: 'linux',
    begins: 'off',
    text: {
      title: 'Build runner, for busy days',
      group: BUILD,
      tags: [CI],
      osId: UBUNTU,
      memoryMiB: 8192,
      vcpus: 8,
      disks: [fast('build-runner-2.qcow2')],
      nics: [nat],
    },
  },
  {
    name: 'ad-dc01',
    load: 'idle',
    system: 'windows',
    begins: 'running',
    autostart: true,
    upMs: 17 * DAY_MS,
    text: {
      title: 'Windows Server 2022, directory',
      group: OFFICE,
      tags: [WINDOWS, BACKUP],
      osId: 'http://microsoft.com/win/2k22',
      memoryMiB: 6144,
      vcpus: 4,
      firmware: 'efi',
      windows: true,
      tpm: true,
      disks: [{ ...image('ad-dc01.qcow2'), bus: 'sata' }],
      cdrom: '',
      nics: [{ ...lan, model: 'e1000e' }],
      video: 'vga',
    },
  },
  {
    name: 'win11-accounting',
    load: 'idle',
    system: 'windows',
    begins: 'paused',
    upMs: 3 * HOUR_MS,
    snapshots: [
      { name: 'clean-install', description: 'Activated, updated, nothing else', agoMs: 41 * DAY_MS },
    ],
    text: {
      title: 'Windows 11, accounting',
      description: 'Paused outside of office hours.',
      group: OFFICE,
      tags: [WINDOWS],
      osId: 'http://microsoft.com/win/11',
      memoryMiB: 8192,
      vcpus: 4,
      firmware: 'efi',
      windows: true,
      tpm: true,
      sound: true,
      disks: [image('win11-accounting.qcow2')],
      cdrom: '/var/lib/libvirt/images/virtio-win.iso',
      nics: [nat],
    },
  },
  {
    name: 'fw-edge',
    load: 'steady',
    system: 'bsd',
    begins: 'running',
    autostart: true,
    // Its firmware has no power button that a guest hears.
    deaf: true,
    upMs: 203 * DAY_MS,
    text: {
      title: 'FreeBSD 14, router',
      description:
        'Between the provider, the DMZ and the office. Two people must agree before it is touched.',
      tags: [PRODUCTION],
      osId: 'http://freebsd.org/freebsd/14.0',
      memoryMiB: 1024,
      vcpus: 2,
      agent: false,
      disks: [image('fw-edge.qcow2')],
      nics: [lan, { network: 'dmz' }],
      video: 'vga',
    },
  },
  {
    name: 'vpn-openbsd',
    load: 'idle',
    system: 'bsd',
    begins: 'off',
    managedSave: true,
    text: {
      title: 'OpenBSD 7.5, VPN',
      osId: 'http://openbsd.org/openbsd/7.5',
      memoryMiB: 512,
      vcpus: 1,
      agent: false,
      chipset: 'i440fx',
      disks: [image('vpn-openbsd.qcow2')],
      nics: [{ network: 'dmz' }],
      video: 'vga',
    },
  },
  {
    name: 'fedora-workstation',
    load: 'idle',
    system: 'linux-desktop',
    begins: 'running',
    upMs: 26 * MINUTE_MS,
    text: {
      title: 'Fedora 41, design desk',
      osId: 'http://fedoraproject.org/fedora/41',
      memoryMiB: 6144,
      vcpus: 4,
      firmware: 'efi',
      sound: true,
      disks: [image('fedora-workstation.qcow2')],
      cdrom: '',
      nics: [nat],
    },
  },
  {
    name: 'legacy-erp',
    load: 'steady',
    system: 'linux',
    begins: 'crashed',
    upMs: 7 * DAY_MS,
    snapshots: [
      { name: 'before-2024-audit', description: 'As the auditors saw it', agoMs: 690 * DAY_MS },
      { name: 'before-tax-update', description: 'Before the tax tables of January', agoMs: 320 * DAY_MS },
      { name: 'before-last-try', description: '', agoMs: 8 * DAY_MS },
    ],
    text: {
      title: 'Old bookkeeping',
      description:
        'CentOS 7. Nobody dares to touch it. Its kernel panicked; see the snapshots before the last updates.',
      group: OFFICE,
      tags: [KEEP],
      osId: 'http://centos.org/centos/7.0',
      memoryMiB: 2048,
      vcpus: 2,
      chipset: 'i440fx',
      agent: false,
      disks: [{ ...image('legacy-erp.qcow2'), bus: 'ide' }],
      nics: [{ ...lan, model: 'e1000' }],
      video: 'vga',
    },
  },
  {
    name: 'scratch-4711',
    load: 'bursty',
    system: 'linux',
    begins: 'running',
    persistent: false,
    upMs: 11 * MINUTE_MS,
    text: {
      title: 'Made by a test, gone after it',
      osId: 'http://alpinelinux.org/alpinelinux/3.20',
      memoryMiB: 512,
      vcpus: 1,
      agent: false,
      disks: [image('scratch-4711.qcow2')],
      nics: [{ network: 'isolated-lab' }],
    },
  },
];

/** As a machine of the demo's seed has it; the same in every run. */
export function defaultMachines(): readonly MachinePlan[] {
  return MACHINES.map(({ text, ...machine }) => ({
    ...machine,
    uuid: uuidOf('demo', machine.name),
    definition: new Definition(machineText(text)),
  }));
}
