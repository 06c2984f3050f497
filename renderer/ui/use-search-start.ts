// Where a list stands while it is searched: what is found begins at the top, and whoever is done with it comes back to where they were.
import { useLayoutEffect, useRef } from 'react';
import type { RowWindow } from './use-row-window.ts';

interface Place {
  readonly scrolledPx: number;
  readonly activeKey: string | undefined;
}

/**
 * `search` is what the lines were found by; empty when all are shown, undefined where nothing can be searched for. `activeKey` is the
 * line that a person chose, if any, and `activeLine` its number: one that was chosen among the found is shown again among all.
 */
export function useSearchStart(
  search: string | undefined,
  window: RowWindow,
  activeKey: string | undefined,
  activeLine: number,
): void {
  const last = useRef(search);
  const left = useRef<Place>(undefined);
  useLayoutEffect(() => {
    const before = last.current;
    if (search === before) return;
    last.current = search;
    if (search === undefined || before === undefined) return;
    if (search !== '') {
      if (before === '') left.current = { scrolledPx: window.scrolledPx(), activeKey };
      return window.scrollTo(0);
    }
    const place = left.current;
    left.current = undefined;
    if (activeKey !== undefined && activeKey !== place?.activeKey) window.show(activeLine);
    else window.scrollTo(place?.scrolledPx ?? 0);
  });
}
