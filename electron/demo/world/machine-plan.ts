// What a machine of the demo begins as, and what its host lends it.
import type { Definition, Values } from './definition.ts';
import type { LoadKind } from './load-curve.ts';

export type SystemKind = 'linux' | 'linux-desktop' | 'windows' | 'bsd';

export interface MachinePlan {
  readonly name: string;
  readonly uuid: string;
  readonly definition: Definition;
  /** What the marks of the definition stand for, beside those of a run. */
  readonly values?: Values;
  readonly load: LoadKind;
  readonly system: SystemKind;
  /** Nothing is installed on its disks. */
  readonly blank?: boolean;
  readonly persistent?: boolean;
  readonly autostart?: boolean;
  readonly managedSave?: boolean;
  /** Its guest does nothing when it is asked to go down or to restart. */
  readonly deaf?: boolean;
  readonly begins: 'running' | 'paused' | 'off' | 'crashed';
  /** How long it has been up when the demo begins. */
  readonly upMs?: number;
  /** The oldest first, each the parent of the next; all of the machine while it was off. */
  readonly snapshots?: readonly SnapshotPlan[];
}

export interface SnapshotPlan {
  readonly name: string;
  readonly description: string;
  /** Before the demo began. */
  readonly agoMs: number;
}

/** What the host hands to a machine that starts. */
export interface RunPlaces {
  readonly id: number;
  /** Of its first display; each further one has the next. */
  readonly port: number;
  readonly tty: string;
}

export interface MachineHooks {
  claim(): RunPlaces;
  release(places: RunPlaces): void;
  /** It is off, and nothing is left of it. */
  gone(): void;
}
