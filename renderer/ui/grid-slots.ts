// Which drawn line stands in which elements. A line that comes into view takes the elements of one that went out of it:
// changing their text is much cheaper than making new ones, and scrolling does little else.

export class Slots {
  readonly #slots = new Map<string, number>();
  #spare: number[] = [];
  #count = 0;

  /** A number for each key, its own while it stays; numbers of keys that are not named are given to others. */
  assign(keys: readonly string[]): readonly number[] {
    const wanted = new Set(keys);
    for (const [key, slot] of this.#slots) {
      if (wanted.has(key)) continue;
      this.#slots.delete(key);
      this.#spare.push(slot);
    }
    const assigned = keys.map((key) => this.#slots.get(key) ?? this.#take(key));
    // Elements that nobody took are gone after this: their numbers are free for new ones all the same.
    return assigned;
  }

  #take(key: string): number {
    const slot = this.#spare.pop() ?? this.#count++;
    this.#slots.set(key, slot);
    return slot;
  }
}
