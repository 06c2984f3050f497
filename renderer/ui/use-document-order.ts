// In which order drawn lines stand in the document. They are placed by their styles, so the order is for those who read with their
// ears; while a list is scrolled it stays as it is, since moving all elements each time costs more than all else of a frame.
import { useEffect, useState } from 'react';

/** Whoever scrolls on does so sooner. */
const SETTLED_MS = 200;

/**
 * Positions in `slots` in the order in which they are to be drawn: that of the lines when nothing was scrolled for a while, else that
 * of the elements that they stand in. `first` changes with each scroll.
 */
export function useDocumentOrder(slots: readonly number[], first: number): readonly number[] {
  const [settledAt, setSettledAt] = useState(first);
  useEffect(() => {
    const timer = setTimeout(() => setSettledAt(first), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [first]);
  const positions = slots.map((_, position) => position);
  if (settledAt === first) return positions;
  return positions.sort((a, b) => (slots[a] ?? 0) - (slots[b] ?? 0));
}
