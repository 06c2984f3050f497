// Which machines somebody looks at, of one host: what is not looked at need not be measured at each tick.

/** Machines by UUID, or all that run. */
export type Wanted = 'all' | ReadonlySet<string>;

/** One watcher of a host. */
export interface Watch {
  look(at: Wanted): void;
  stop(): void;
}

export class View {
  readonly #watchers = new Map<symbol, Wanted>();

  get isEmpty(): boolean {
    return this.#watchers.size === 0;
  }

  get isWhole(): boolean {
    return [...this.#watchers.values()].includes('all');
  }

  has(uuid: string): boolean {
    for (const wanted of this.#watchers.values()) if (wanted === 'all' || wanted.has(uuid)) return true;
    return false;
  }

  /** Whether somebody looks at this very machine. */
  names(uuid: string): boolean {
    for (const wanted of this.#watchers.values()) if (wanted !== 'all' && wanted.has(uuid)) return true;
    return false;
  }

  set(watcher: symbol, wanted: Wanted): void {
    this.#watchers.set(watcher, wanted);
  }

  delete(watcher: symbol): void {
    this.#watchers.delete(watcher);
  }
}
