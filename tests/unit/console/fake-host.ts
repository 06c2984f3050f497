// A machine that a test starts and stops, as consoles see it.
import type { ConsoleHost } from '../../../electron/console/host-access.ts';
import type { DomainSummary } from '../../../shared/model/domain.ts';
import { machine } from '../../support/sample-world.ts';

export class FakeMachine {
  readonly #listeners = new Set<() => void>();
  readonly #linkListeners = new Set<(up: boolean) => void>();
  #summary: DomainSummary;

  constructor(run?: number) {
    this.#summary = machine(1, 'web-01');
    if (run !== undefined) this.#summary = { ...this.#summary, id: run, state: 'running' };
  }

  get uuid(): string {
    return this.#summary.uuid;
  }

  get run(): number | undefined {
    return this.#summary.id;
  }

  get listenerCount(): number {
    return this.#listeners.size + this.#linkListeners.size;
  }

  /** Starts it as run `run`, or turns it off. */
  set(run: number | undefined): void {
    const { id: _, ...off } = this.#summary;
    this.#summary = run === undefined ? { ...off, state: 'off' } : { ...off, id: run, state: 'running' };
    for (const listener of this.#listeners) listener();
  }

  link(up: boolean): void {
    for (const listener of this.#linkListeners) listener(up);
  }

  host(change: Partial<ConsoleHost> = {}): ConsoleHost {
    return {
      local: true,
      readOnly: false,
      uri: 'qemu:///system',
      login: undefined,
      link: undefined,
      domainXml: async () => '<domain/>',
      domain: () => this.#summary,
      onDomain: (_uuid, listener) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
      onLink: (listener) => {
        this.#linkListeners.add(listener);
        return () => this.#linkListeners.delete(listener);
      },
      ...change,
    };
  }
}

/** A log that a test reads. */
export function fakeLog() {
  const errors: unknown[] = [];
  return { errors, error: (_what: string, cause?: unknown) => errors.push(cause), warn: () => undefined };
}
