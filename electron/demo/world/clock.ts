// The time of the demo host: the wall's for people, a test's own where a picture has to repeat.

export interface DemoClock {
  /** Milliseconds since 1970. */
  nowMs(): number;
  /** Calls back once; the function returned gives it up. */
  after(delayMs: number, action: () => void): () => void;
}

/** Keeps no process alive. */
export const wallClock: DemoClock = {
  nowMs: () => Date.now(),
  after(delayMs, action) {
    const timer = setTimeout(action, delayMs);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** Resolves after a time of this clock. */
export function pause(clock: DemoClock, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(delayMs, resolve);
  });
}
