// Listeners. One that throws neither stops the others nor the reading of the connection.

/** Calls a listener; what it throws becomes an uncaught exception of its own, a bug that shows. */
export function deliver<T>(listener: (value: T) => void, value: T): void {
  try {
    listener(value);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}

export class Emitter<T> {
  readonly #listeners = new Set<(value: T) => void>();

  /** Returns the way to stop listening. */
  on(listener: (value: T) => void): () => void {
    const own = (value: T): void => listener(value);
    this.#listeners.add(own);
    return () => {
      this.#listeners.delete(own);
    };
  }

  emit(value: T): void {
    for (const listener of [...this.#listeners]) deliver(listener, value);
  }
}
