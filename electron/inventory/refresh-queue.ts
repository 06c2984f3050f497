// Reads objects again when they are said to have moved: many reasons at once are one reading, and one reading at a
// time per object, so that an older answer never overwrites a newer one. Only so many objects are read at once: a host whose
// thousand machines all move keeps room for what a person asks of it.

interface Job<What> {
  /** What to read next: somebody asked since the last reading began, which may have missed what they saw. */
  next: What | undefined;
  readonly done: Promise<void>;
}

/** Readings of one kind at once; one of a machine is six calls. */
const MOST_AT_ONCE = 64;

interface QueueOptions<What> {
  readonly mostAtOnce?: number;
  /** What reads all that two who ask want to know; without it, what the later one asks for. */
  readonly join?: (waiting: What, asked: What) => What;
}

export class RefreshQueue<What extends object> {
  readonly #read: (what: What) => Promise<void>;
  readonly #join: (waiting: What, asked: What) => What;
  readonly #jobs = new Map<string, Job<What>>();
  readonly #waiting: (() => void)[] = [];
  #free: number;

  /** `read` must not throw for an object that is gone. */
  constructor(
    read: (what: What) => Promise<void>,
    { mostAtOnce = MOST_AT_ONCE, join = (_, asked) => asked }: QueueOptions<What> = {},
  ) {
    this.#read = read;
    this.#join = join;
    this.#free = mostAtOnce;
  }

  /** Resolves when the object was read by a reading begun after this call; rejects when the last of these failed. */
  ask(key: string, what: What): Promise<void> {
    const running = this.#jobs.get(key);
    if (running !== undefined) {
      running.next = running.next === undefined ? what : this.#join(running.next, what);
      return running.done;
    }
    let finish: (outcome: Promise<void>) => void = () => undefined;
    const done = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const job: Job<What> = { next: what, done };
    this.#jobs.set(key, job);
    finish(this.#work(key, job));
    return done;
  }

  async #work(key: string, job: Job<What>): Promise<void> {
    let failure: { readonly error: unknown } | undefined;
    while (job.next !== undefined) {
      // What arrives within this turn of the event loop, such as a burst of events in one packet, is one reason.
      await new Promise((resolve) => setImmediate(resolve));
      await this.#turn();
      const what: What = job.next;
      job.next = undefined;
      // A reading that failed answers nobody who asked after it began, so theirs is still to come.
      failure = await this.#read(what).then(
        () => undefined,
        (error: unknown) => ({ error }),
      );
      this.#leave();
    }
    this.#jobs.delete(key);
    if (failure !== undefined) throw failure.error;
  }

  async #turn(): Promise<void> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** Hands the place on, or keeps it free. */
  #leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free += 1;
    else next();
  }
}
