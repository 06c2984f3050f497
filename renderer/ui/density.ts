// How much room lists give a line: the choice of the person, for all of them.
import { createContext, useContext } from 'react';

export type Density = 'compact' | 'comfortable';

/** px; the same as `--gh-row` in base.css. */
const ROW_HEIGHTS: Readonly<Record<Density, number>> = { compact: 24, comfortable: 32 };

export const DensityContext = createContext<Density>('compact');

/** px of a line in a list. */
export function useRowHeight(): number {
  return ROW_HEIGHTS[useContext(DensityContext)];
}
