// Marks the moment when the first list was on the screen, for whoever measures how long a start takes.
import { useEffect } from 'react';

const MARK = 'listed';

/** `listed`: there is something in the list. */
export function useListedMark(listed: boolean): void {
  useEffect(() => {
    if (!listed || performance.getEntriesByName(MARK).length > 0) return;
    // The second frame begins when the first, which draws the list, is on the screen.
    requestAnimationFrame(() => requestAnimationFrame(() => performance.mark(MARK)));
  }, [listed]);
}
