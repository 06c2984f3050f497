// Whether one machine runs, and the next moment at which that may have changed.
import type { ConsoleHost } from './host-access.ts';

export class MachineWatch {
  readonly #host: ConsoleHost;
  readonly #uuid: string;
  readonly #stops: readonly (() => void)[];
  readonly #waiting = new Set<() => void>();
  #linkUps = 0;

  constructor(host: ConsoleHost, uuid: string) {
    this.#host = host;
    this.#uuid = uuid;
    const wake = () => this.#wake();
    const link = (up: boolean) => {
      if (up) this.#linkUps += 1;
      wake();
    };
    this.#stops = [host.onDomain(uuid, wake), host.onLink(link)];
  }

  /** libvirt's id of the present run; a new start has a new one. Absent while it is off or gone. */
  get run(): number | undefined {
    return this.#host.domain(this.#uuid)?.id;
  }

  /** How often the host was connected anew since this watch began. */
  get linkUps(): number {
    return this.#linkUps;
  }

  /** Settles when `done` is true, asking again after each change of the machine or its link; throws when `signal` fires. */
  async until(done: () => boolean, signal: AbortSignal): Promise<void> {
    while (!done()) {
      signal.throwIfAborted();
      await this.#change(signal);
    }
  }

  dispose(): void {
    for (const stop of this.#stops) stop();
    this.#wake();
  }

  #change(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const abort = () => {
        this.#waiting.delete(wake);
        reject(signal.reason);
      };
      const wake = () => {
        signal.removeEventListener('abort', abort);
        resolve();
      };
      this.#waiting.add(wake);
      signal.addEventListener('abort', abort, { once: true });
    });
  }

  #wake(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of waiting) wake();
  }
}
