// How often something may be done: at once while it is asked for now and then, evenly when it is asked for without end.

/** As many times in a row at once. */
const AT_ONCE = 4;
/** So many things together are no one's single click: what does more counts as often as they fit into it. */
const AT_A_TIME = 10;

export class Pace {
  readonly #act: () => number;
  readonly #everyMs: () => number;
  #left = AT_ONCE;
  #filledMs = performance.now();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `act` returns how many things it has done; it comes `everyMs` apart where it is asked for without end. */
  constructor(act: () => number, everyMs: () => number) {
    this.#act = act;
    this.#everyMs = everyMs;
  }

  /** Acts now or soon, once for all who asked meanwhile. */
  ask(): void {
    if (this.#timer !== undefined) return;
    this.#fill();
    if (this.#left > 0) this.#go();
    else this.#timer = setTimeout(() => this.#go(), this.#filledMs + this.#everyMs() - performance.now());
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  #go(): void {
    this.#timer = undefined;
    this.#fill();
    const times = Math.ceil(this.#act() / AT_A_TIME);
    this.#left = Math.max(0, this.#left - Math.max(1, times));
  }

  #fill(): void {
    const everyMs = this.#everyMs();
    const times = Math.floor((performance.now() - this.#filledMs) / everyMs);
    this.#left = Math.min(AT_ONCE, this.#left + times);
    this.#filledMs += times * everyMs;
  }
}
