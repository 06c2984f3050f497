// Which drawn line stands in which elements. A line that comes into view takes the elements of one that went out of it:
// changing their text is much cheaper than making new ones, and scrolling does little else.

export class Slots {
  readonly #slots = new Map<string, number>();
  /** The last one to leave is the first to be taken: it is still in view, while to bring back one that waits draws all of it. */
  readonly #spare = new Set<number>();
  #assigned: readonly number[] = [];
  #count = 0;

  /**
   * A number for each key, its own while it stays; numbers of keys that are not named are given to others, or wait. What takes the
   * place of another in the same position takes its number too: elements that need not move are cheaper still.
   */
  assign(keys: readonly string[]): readonly number[] {
    const wanted = new Set(keys);
    for (const [key, slot] of this.#slots) {
      if (wanted.has(key)) continue;
      this.#slots.delete(key);
      this.#spare.add(slot);
    }
    for (const [position, key] of keys.entries()) this.#inherit(key, this.#assigned[position]);
    this.#assigned = keys.map((key) => this.#slots.get(key) ?? this.#take(key));
    return this.#assigned;
  }

  /** Numbers that nobody has taken, whose elements wait to be taken. */
  get waiting(): readonly number[] {
    return [...this.#spare];
  }

  /** Those that wait are gone after this: their numbers are given to none. */
  drop(): void {
    this.#spare.clear();
  }

  #inherit(key: string, slot: number | undefined): void {
    if (slot === undefined || !this.#spare.has(slot) || this.#slots.has(key)) return;
    this.#spare.delete(slot);
    this.#slots.set(key, slot);
  }

  #take(key: string): number {
    const slot = [...this.#spare].at(-1) ?? this.#count++;
    this.#spare.delete(slot);
    this.#slots.set(key, slot);
    return slot;
  }
}
