// In which order drawn lines stand in the document. They are placed by their styles, so the order is for those who read with their
// ears; while a list is scrolled or searched it stays as it is, since moving elements each time costs more than all else of a frame.
import { useEffect, useMemo, useState } from 'react';

/** Whoever scrolls or types on does so sooner. */
const SETTLED_MS = 200;

/**
 * Positions in `slots` in the order in which they are to be drawn: that of the lines when they have stood as they do for a while.
 * Until then elements stay where they stood, and new ones come after them.
 */
export function useDocumentOrder(slots: readonly number[]): readonly number[] {
  const now = slots.join();
  const [settled, setSettled] = useState(now);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(now), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [now]);
  const ranks = useMemo(
    () => new Map(settled.split(',').map((slot, rank) => [Number(slot), rank])),
    [settled],
  );
  const positions = slots.map((_, position) => position);
  if (settled === now) return positions;
  const rankOf = (position: number): number => {
    const slot = slots[position] ?? 0;
    return ranks.get(slot) ?? ranks.size + slot;
  };
  return positions.sort((a, b) => rankOf(a) - rankOf(b));
}
