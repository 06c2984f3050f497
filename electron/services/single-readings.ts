// Readings of the same thing, one at a time. libvirt 11.3 keeps back the definition of a machine that hangs for 30 s, and works on
// five calls of a connection: without this, a few pages that show such a machine would make the whole host deaf.

interface Reading<T> {
  /** Resolves when it has ended, however. */
  readonly ended: Promise<void>;
  /** Asked for while this one runs. */
  next: Promise<T> | undefined;
}

export class SingleReadings<T> {
  readonly #running = new Map<string, Reading<T>>();

  /** What a reading that began after this call gives; all who ask while one runs share the next. */
  ask(key: string, read: () => Promise<T>): Promise<T> {
    const running = this.#running.get(key);
    if (running === undefined) return this.#begin(key, read);
    running.next ??= running.ended.then(() => this.#begin(key, read));
    return running.next;
  }

  #begin(key: string, read: () => Promise<T>): Promise<T> {
    const answer = read();
    const forget = (): void => {
      if (reading.next === undefined) this.#running.delete(key);
    };
    const reading: Reading<T> = { ended: answer.then(forget, forget), next: undefined };
    this.#running.set(key, reading);
    return answer;
  }
}
