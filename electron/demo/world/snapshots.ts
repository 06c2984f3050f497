// The snapshots of one machine: a tree, of which one is the present one.
import { Refusal } from '../server/refusal.ts';
import type { Definition } from './definition.ts';

export interface Snapshot {
  readonly name: string;
  readonly description: string;
  readonly createdMs: number;
  readonly parent: string | undefined;
  /** Whether it holds the memory of a running machine. */
  readonly state: 'running' | 'paused' | 'shutoff';
  readonly definition: Definition;
}

export class SnapshotTree {
  readonly #snapshots = new Map<string, Snapshot>();
  current: string | undefined;

  get all(): readonly Snapshot[] {
    return [...this.#snapshots.values()];
  }

  /** Throws `Refusal` when there is one of this name. */
  add(snapshot: Omit<Snapshot, 'parent'>): Snapshot {
    const { name } = snapshot;
    if (this.#snapshots.has(name)) {
      const message = `there is a snapshot ${name} already`;
      throw new Refusal('VIR_ERR_OPERATION_INVALID', message, 'VIR_FROM_DOMAIN_SNAPSHOT');
    }
    const whole = { ...snapshot, parent: this.current };
    this.#snapshots.set(name, whole);
    this.current = name;
    return whole;
  }

  /** Throws `Refusal` when there is none. */
  demand(name: string): Snapshot {
    const snapshot = this.#snapshots.get(name);
    if (snapshot !== undefined) return snapshot;
    const message = `no snapshot has the name ${name}`;
    throw new Refusal('VIR_ERR_NO_DOMAIN_SNAPSHOT', message, 'VIR_FROM_DOMAIN_SNAPSHOT');
  }

  childrenOf(name: string): readonly Snapshot[] {
    return this.all.filter(({ parent }) => parent === name);
  }

  descendantsOf(name: string): readonly Snapshot[] {
    return this.childrenOf(name).flatMap((child) => [child, ...this.descendantsOf(child.name)]);
  }

  /** Its children become those of its parent, unless they go with it. */
  delete(name: string, withChildren: 'keep' | 'delete' | 'delete-only'): void {
    const { parent } = this.demand(name);
    if (withChildren === 'keep') {
      for (const child of this.childrenOf(name)) this.#snapshots.set(child.name, { ...child, parent });
    } else {
      for (const below of this.descendantsOf(name)) this.#drop(below.name, name);
    }
    if (withChildren !== 'delete-only') this.#drop(name, parent);
  }

  #drop(name: string, instead: string | undefined): void {
    this.#snapshots.delete(name);
    if (this.current === name) this.current = instead;
  }
}
