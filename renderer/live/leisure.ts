// What follows thousands of machines can wait until nothing more urgent is to be drawn.
import { useDeferredValue } from 'react';

/** What is done once for each of so many machines still fits into the frame of the key or click that asks for it. */
export const FITS_A_FRAME = 20_000;

/** `value` at once, or when it is about many, when nothing waits that is more urgent. */
export function useAtLeisure<T>(value: T, isMany: boolean): T {
  const later = useDeferredValue(value);
  return isMany ? later : value;
}
