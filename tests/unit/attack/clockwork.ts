// Time that stands still until nothing moves any more: what waits for nothing happens first, however slow the computer.
import { onTestFinished, vi } from 'vitest';

/** Turns of the event loop in which nothing moves; a message between two ends takes a few. */
const STILL_TURNS = 8;
const TIMERS = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'] as const;

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export interface Clockwork {
  /** Lets time pass until `work` is done. Throws when nothing is left that could end it. */
  until<T>(work: Promise<T>): Promise<T>;
  /** Lets time pass until this holds. Throws when nothing is left that could make it. */
  reach(holds: () => boolean): Promise<void>;
  /** Lets everything happen that waits for no time. */
  settle(): Promise<void>;
  /** Lets so much time pass. */
  pass(ms: number): Promise<void>;
  /** Timers that are set. */
  readonly timers: number;
}

/** Stops the clock until the end of the test; `moved` counts whatever happens, such as messages. */
export function stopClock(moved: () => number): Clockwork {
  vi.useFakeTimers({ toFake: [...TIMERS] });
  onTestFinished(() => void vi.useRealTimers());
  const settle = async (isDone: () => boolean = () => false): Promise<void> => {
    let before = moved();
    for (let still = 0; still < STILL_TURNS && !isDone(); still += 1) {
      await turn();
      if (moved() !== before) still = 0;
      before = moved();
    }
  };
  const reach = async (holds: () => boolean): Promise<void> => {
    await settle(holds);
    while (!holds()) {
      if (vi.getTimerCount() === 0) throw new Error('nothing moves, and nothing waits for its time');
      vi.advanceTimersToNextTimer();
      await settle(holds);
    }
  };
  return {
    get timers() {
      return vi.getTimerCount();
    },
    settle,
    async pass(ms) {
      await settle();
      vi.advanceTimersByTime(ms);
      await settle();
    },
    reach,
    async until(work) {
      let done = false;
      const finish = (): void => {
        done = true;
      };
      work.then(finish, finish);
      await reach(() => done);
      return await work;
    },
  };
}
