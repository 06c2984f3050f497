// What follows thousands of machines can wait until nothing more urgent is to be drawn.
import { useDeferredValue, useEffect, useRef } from 'react';

/** From so many on, what changes is drawn when nothing waits that is more urgent: who types or scrolls goes first. */
export const MANY = 1000;

/** What is done once for each of so many machines still fits into the frame of the key or click that asks for it. */
export const FITS_A_FRAME = 20_000;

/** In place of what does not wait: React draws a second time for each deferred value that changes, even where nobody looks at it. */
const NOTHING_WAITS = Symbol('nothing waits');

/**
 * `value` at once, or when it is about many, when nothing waits that is more urgent. `before` is what stands for the first value
 * until then; without it the first comes at once.
 */
export function useAtLeisure<T>(value: T, isMany: boolean, before?: T): T {
  const waits = isMany ? value : NOTHING_WAITS;
  const later = useDeferredValue<T | typeof NOTHING_WAITS>(waits, isMany ? before : undefined);
  const last = useRef(value);
  // What came at once stands until the first of many is drawn.
  const ofMany = later === NOTHING_WAITS ? last.current : later;
  const shown = isMany ? ofMany : value;
  useEffect(() => {
    last.current = shown;
  }, [shown]);
  return shown;
}
