import type { ConnectionId, DomainKey } from './keys.ts';
import type { Group, Tag } from './labels.ts';

/** virDomainState in words. */
export type DomainState =
  | 'nostate'
  | 'running'
  | 'blocked'
  | 'paused'
  | 'shutting-down'
  | 'off'
  | 'crashed'
  | 'suspended';

/** What we asked for and what has not ended yet. */
export interface DomainTransition {
  readonly what: 'starting' | 'shutting-down' | 'rebooting' | 'saving' | 'restoring';
  /** ms since 1970 */
  readonly sinceMs: number;
}

/** A disk image by path (or by what a network disk calls it), or by pool and volume. */
export interface DiskUse {
  readonly path?: string;
  readonly pool?: string;
  readonly volume?: string;
}

/** One machine as lists show it. */
export interface DomainSummary {
  readonly key: DomainKey;
  readonly connection: ConnectionId;
  readonly uuid: string;
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  readonly state: DomainState;
  /** The reason that libvirt gives, in kebab case of its constant (`booted`, `ioerror`, `from-snapshot`); `unknown` without one. */
  readonly reason: string;
  readonly transition?: DomainTransition;
  /** Only while it runs. */
  readonly id?: number;
  readonly persistent: boolean;
  readonly autostart: boolean;
  /** A saved state lies on the host: start restores it. */
  readonly managedSave: boolean;
  readonly vcpus: number;
  /** What it has now (balloon), and what it may have. */
  readonly memoryKiB: number;
  readonly maxMemoryKiB: number;
  readonly addresses: readonly string[];
  /** The kinds of its displays in order: `vnc`, `spice`, … */
  readonly displays: readonly string[];
  /** `hvm`, `exe`, …; empty where the definition was never given. */
  readonly osType: string;
  readonly arch: string;
  /** libosinfo's name of the system inside, e.g. `http://debian.org/debian/12`. */
  readonly osId?: string;
  readonly macs: readonly string[];
  /** Names of the virtual networks and bridges that its interfaces are on. */
  readonly networks: readonly string[];
  /** Backing files included, as far as the definition names them. */
  readonly disks: readonly DiskUse[];
  readonly tags: readonly Tag[];
  readonly group?: Group;
  /** Grows with each change that may alter its details; details are read again then. */
  readonly revision: number;
}

/** One device in words; `what` selects the sentence, `detail` its values. */
export interface DeviceLine {
  readonly kind:
    | 'disk'
    | 'cdrom'
    | 'floppy'
    | 'interface'
    | 'graphics'
    | 'video'
    | 'sound'
    | 'input'
    | 'serial'
    | 'parallel'
    | 'console'
    | 'channel'
    | 'controller'
    | 'hostdev'
    | 'filesystem'
    | 'tpm'
    | 'rng'
    | 'watchdog'
    | 'memballoon'
    | 'panic'
    | 'vsock'
    | 'smartcard'
    | 'redirdev'
    | 'iommu'
    | 'shmem'
    | 'memory'
    | 'other';
  /** libvirt's alias or target, e.g. `vda`; the element's name for `other`. */
  readonly name: string;
  readonly model?: string;
  /** Where it leads: a file, a network, an address, a socket. */
  readonly source?: string;
  readonly mac?: string;
  /** Further facts as plain values, e.g. `qcow2`, `read-only`. */
  readonly facts: readonly string[];
}

/** One machine as its own page shows it. */
export interface DomainDetails {
  readonly key: DomainKey;
  readonly revision: number;
  readonly osType: string;
  readonly arch: string;
  readonly machine: string;
  /** `kvm`, `qemu`, `test`, … */
  readonly virtType: string;
  /** `kernel`: the host hands the guest its kernel, and no firmware is named. */
  readonly firmware: 'bios' | 'uefi' | 'kernel' | 'other';
  readonly cpu: string;
  readonly maxVcpus: number;
  readonly devices: readonly DeviceLine[];
  /** The running and the stored definition differ. */
  readonly pendingChanges: boolean;
  /** A job that libvirt runs on it, in kebab case (`migration-out`, `save`). */
  readonly job?: string;
}

/** The definitions without any secret, written by one serialiser so that they can be compared. */
export interface DomainXml {
  readonly running?: string;
  readonly stored?: string;
}

/** What can be asked of a machine, in the order of menus; each has one `virsh` command. */
export const DOMAIN_ACTIONS = [
  'start',
  'pause',
  'resume',
  'shutdown',
  'reboot',
  'reset',
  'force-off',
  'managed-save',
  'drop-managed-save',
  'autostart-on',
  'autostart-off',
] as const;
export type DomainAction = (typeof DOMAIN_ACTIONS)[number];
