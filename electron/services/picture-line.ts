// The pictures that pages wait for from one host: one is taken at a time, with a pause after each, and each machine's only so
// often. A host that answers slowly is asked less, since the next is not asked for before it has answered.

export interface Pace {
  /** ms between two pictures of one machine. */
  readonly everyMs: number;
  /** ms between two pictures of one host. */
  readonly pauseMs: number;
}

interface Wish<T> {
  readonly key: string;
  /** How many wait for it. */
  waiting: number;
  readonly picture: Promise<T>;
  readonly settle: (picture: Promise<T>) => void;
}

export class PictureLine<T> {
  readonly #take: (key: string) => Promise<T>;
  readonly #pace: Pace;
  readonly #wishes = new Map<string, Wish<T>>();
  /** When each machine was asked last, of those within the pace. */
  readonly #askedMs = new Map<string, number>();
  #busy = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(take: (key: string) => Promise<T>, pace: Pace) {
    this.#take = take;
    this.#pace = pace;
  }

  /** The next picture, shared by all who wait for it. Whoever waits no more says so with the function beside it. */
  wish(key: string): { readonly picture: Promise<T>; readonly leave: () => void } {
    const wish = this.#wishes.get(key) ?? this.#newWish(key);
    wish.waiting += 1;
    this.#go();
    let left = false;
    return {
      picture: wish.picture,
      leave: () => {
        if (left) return;
        left = true;
        wish.waiting -= 1;
        if (wish.waiting === 0 && this.#wishes.get(key) === wish) this.#wishes.delete(key);
      },
    };
  }

  /** Nothing more is taken; who waits is told why. */
  dispose(reason: Error): void {
    clearTimeout(this.#timer);
    for (const wish of this.#wishes.values()) wish.settle(Promise.reject(reason));
    this.#wishes.clear();
  }

  #newWish(key: string): Wish<T> {
    let settle: Wish<T>['settle'] = () => undefined;
    const picture = new Promise<T>((resolve) => {
      settle = resolve;
    });
    // Whoever has left does not hear of a failure.
    picture.catch(() => undefined);
    const wish: Wish<T> = { key, waiting: 0, picture, settle };
    this.#wishes.set(key, wish);
    return wish;
  }

  #dueMs(key: string): number {
    return (this.#askedMs.get(key) ?? Number.NEGATIVE_INFINITY) + this.#pace.everyMs;
  }

  /** Takes the picture that is due, or waits until one is. */
  #go(): void {
    clearTimeout(this.#timer);
    if (this.#busy) return;
    let next: Wish<T> | undefined;
    for (const wish of this.#wishes.values())
      if (next === undefined || this.#dueMs(wish.key) < this.#dueMs(next.key)) next = wish;
    if (next === undefined) return;
    const inMs = this.#dueMs(next.key) - Date.now();
    if (inMs > 0) this.#timer = setTimeout(() => this.#go(), inMs);
    else void this.#fulfil(next);
  }

  async #fulfil(wish: Wish<T>): Promise<void> {
    this.#busy = true;
    this.#wishes.delete(wish.key);
    this.#note(wish.key);
    const picture = this.#take(wish.key);
    wish.settle(picture);
    // How it ends is told to those who wait.
    await picture.catch(() => undefined);
    setTimeout(() => {
      this.#busy = false;
      this.#go();
    }, this.#pace.pauseMs);
  }

  #note(key: string): void {
    const nowMs = Date.now();
    for (const [known, atMs] of this.#askedMs)
      if (nowMs - atMs > this.#pace.everyMs) this.#askedMs.delete(known);
    this.#askedMs.set(key, nowMs);
  }
}
