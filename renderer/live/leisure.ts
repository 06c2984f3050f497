// What follows thousands of machines can wait until nothing more urgent is to be drawn.
import { useDeferredValue } from 'react';

/** From so many on, what changes is drawn when nothing waits that is more urgent: who types or scrolls goes first. */
export const MANY = 1000;

/** What is done once for each of so many machines still fits into the frame of the key or click that asks for it. */
export const FITS_A_FRAME = 20_000;

/**
 * `value` at once, or when it is about many, when nothing waits that is more urgent. `before` is what stands for the first value
 * until then; without it the first comes at once.
 */
export function useAtLeisure<T>(value: T, isMany: boolean, before?: T): T {
  const later = useDeferredValue(value, isMany ? before : undefined);
  return isMany ? later : value;
}
