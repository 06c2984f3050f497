// Lets a few blocking calls through at a time; the others wait in order.
import { CallTimeout, Cancelled } from './errors.ts';

export interface LaneLimits {
  readonly total: number;
  /** For one machine or pool, so that one that hangs cannot hold every place. */
  readonly perSubject: number;
}

export interface Turn {
  /** The machine, the pool, or whatever else a call is about. */
  readonly subject: string | undefined;
  /** For the message of a timeout. */
  readonly what: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

type LaneTask<T> = (remainingMs: number, hold: (until: Promise<void>) => void) => Promise<T>;

interface Waiting {
  readonly subject: string | undefined;
  readonly go: () => void;
}

export class WorkLane {
  readonly #limits: LaneLimits;
  readonly #waiting = new Set<Waiting>();
  readonly #running = new Map<string | undefined, number>();
  #total = 0;

  constructor(limits: LaneLimits) {
    this.#limits = limits;
  }

  /**
   * Runs `task` when its turn comes; rejects with `CallTimeout` or `Cancelled` when it does not come in time. The place
   * is kept until the task has ended, and what it gave to `hold`: the server works on calls that were given up too.
   */
  async run<T>(turn: Turn, task: LaneTask<T>): Promise<T> {
    const startedAt = performance.now();
    await this.#admission(turn);
    const held: Promise<void>[] = [];
    try {
      const remainingMs = Math.max(1, turn.timeoutMs - (performance.now() - startedAt));
      return await task(remainingMs, (until) => held.push(until));
    } finally {
      void Promise.allSettled(held).then(() => this.#leave(turn.subject));
    }
  }

  #admission(turn: Turn): Promise<void> {
    if (turn.signal?.aborted) return Promise.reject(new Cancelled());
    if (this.#hasPlace(turn.subject)) {
      this.#enter(turn.subject);
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const release = (): void => {
        clearTimeout(timer);
        turn.signal?.removeEventListener('abort', cancel);
        this.#waiting.delete(waiting);
      };
      const refuse = (reason: Error): void => {
        release();
        reject(reason);
      };
      const cancel = (): void => refuse(new Cancelled());
      const timer = setTimeout(() => refuse(new CallTimeout(turn.what, turn.timeoutMs)), turn.timeoutMs);
      const waiting: Waiting = {
        subject: turn.subject,
        go: () => {
          release();
          resolve();
        },
      };
      turn.signal?.addEventListener('abort', cancel, { once: true });
      this.#waiting.add(waiting);
    });
  }

  #hasPlace(subject: string | undefined): boolean {
    if (this.#total >= this.#limits.total) return false;
    return subject === undefined || (this.#running.get(subject) ?? 0) < this.#limits.perSubject;
  }

  #enter(subject: string | undefined): void {
    this.#total += 1;
    this.#running.set(subject, (this.#running.get(subject) ?? 0) + 1);
  }

  #leave(subject: string | undefined): void {
    this.#total -= 1;
    const left = (this.#running.get(subject) ?? 1) - 1;
    if (left === 0) this.#running.delete(subject);
    else this.#running.set(subject, left);
    for (const waiting of [...this.#waiting]) {
      if (!this.#hasPlace(waiting.subject)) continue;
      this.#enter(waiting.subject);
      waiting.go();
    }
  }
}
