// Notices a host that fell silent, and tells one that is only busy from one that is lost.

export interface KeepaliveOptions {
  readonly intervalMs: number;
  /** Silent intervals until the host counts as lost. */
  readonly count: number;
}

export interface KeepaliveHooks {
  readonly ping: () => void;
  /** Calls that the server has not answered. */
  readonly owed: () => number;
  readonly busy: (busy: boolean) => void;
  readonly lost: (silentMs: number) => void;
}

// libvirtd works on 5 calls of a client and then stops reading its socket (max_client_requests), so
// that with fewer calls open an unanswered ping means a dead host, and with 5 it means nothing yet.
const DEAF_AT_CALLS = 5;
// Such a silence ends when one of the five ends; a call waits 30 s for a job, so this is plenty.
const BUSY_PATIENCE_MS = 120_000;

export class Keepalive {
  readonly #options: KeepaliveOptions;
  readonly #hooks: KeepaliveHooks;
  #timer: NodeJS.Timeout | undefined;
  #heard = true;
  #silentIntervals = 0;
  #busy = false;

  constructor(options: KeepaliveOptions, hooks: KeepaliveHooks) {
    this.#options = options;
    this.#hooks = hooks;
  }

  start(): void {
    this.#timer ??= setInterval(() => this.#tick(), this.#options.intervalMs);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** Any frame is a sign of life. */
  heard(): void {
    this.#heard = true;
    if (this.#busy) this.#setBusy(false);
  }

  #tick(): void {
    this.#silentIntervals = this.#heard ? 0 : this.#silentIntervals + 1;
    this.#heard = false;
    if (this.#silentIntervals === 0) return;
    const silentMs = this.#silentIntervals * this.#options.intervalMs;
    const deaf = this.#hooks.owed() >= DEAF_AT_CALLS;
    if (deaf && this.#silentIntervals * 2 >= this.#options.count && !this.#busy) this.#setBusy(true);
    const patience = deaf
      ? Math.max(BUSY_PATIENCE_MS / this.#options.intervalMs, this.#options.count)
      : this.#options.count;
    if (this.#silentIntervals >= patience) this.#hooks.lost(silentMs);
    else this.#hooks.ping();
  }

  #setBusy(busy: boolean): void {
    this.#busy = busy;
    this.#hooks.busy(busy);
  }
}
