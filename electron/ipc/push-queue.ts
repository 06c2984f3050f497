// Pushes on their way to one page: few in flight, the rest waits as references, and a page that reads nothing is given up.
import type { EngineMessage } from '../../shared/ipc.ts';

type PushMessage = Extract<EngineMessage, { type: 'push' }>;

const MOST_IN_FLIGHT = 32;
/** The model pushes at most one batch per frame: that is several seconds of a page that does not read. */
const MOST_WAITING = 512;

export class PushQueue {
  readonly #post: (message: PushMessage) => void;
  readonly #giveUp: () => void;
  readonly #waiting: PushMessage[] = [];
  #inFlight = 0;

  constructor(post: (message: PushMessage) => void, giveUp: () => void) {
    this.#post = post;
    this.#giveUp = giveUp;
  }

  offer(message: PushMessage): void {
    if (this.#waiting.length >= MOST_WAITING) {
      this.#giveUp();
      return;
    }
    this.#waiting.push(message);
    this.#flush();
  }

  /** Returns false when the page claims to have seen what was never sent. */
  seen(pushes: number): boolean {
    if (!Number.isSafeInteger(pushes) || pushes < 0 || pushes > this.#inFlight) return false;
    this.#inFlight -= pushes;
    this.#flush();
    return true;
  }

  #flush(): void {
    while (this.#inFlight < MOST_IN_FLIGHT) {
      const message = this.#waiting.shift();
      if (message === undefined) return;
      this.#inFlight += 1;
      this.#post(message);
    }
  }
}
