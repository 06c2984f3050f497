// Which lines of a long list are in view.
import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { Flight } from './flight.ts';

/** Lines drawn above and below what is in view, if not told otherwise. */
const AROUND = 4;
/** px, before anything was measured. */
const FIRST_GUESS_HEIGHT = 1000;

/** Where lines stand, in px from the top of the list. */
export interface LineLayout {
  readonly lineAt: (px: number) => number;
  readonly topOf: (line: number) => number;
  readonly heightOf: (line: number) => number;
}

/** Where all have the same height, this is a division and no book-keeping. */
export function evenLines(height: number): LineLayout {
  return { lineAt: (px) => Math.floor(px / height), topOf: (line) => line * height, heightOf: () => height };
}

export interface RowWindow {
  readonly first: number;
  /** Not included. */
  readonly end: number;
  /** So many of them at either end are out of view, if there are others beyond. */
  readonly around: number;
  /** px inside the viewport, scroll bars not counted; 0 before it was measured. */
  readonly width: number;
  readonly height: number;
  readonly flight: Flight;
  /** Scrolls no further than needed to show a line. */
  show(line: number): void;
  /** px that are scrolled away above, as of the last frame: to ask the page itself would have it laid out. */
  scrolledPx(): number;
  scrollTo(px: number): void;
}

interface Seen {
  readonly first: number;
  readonly end: number;
  readonly width: number;
  readonly height: number;
}

function same(a: Seen, b: Seen): boolean {
  return a.first === b.first && a.end === b.end && a.width === b.width && a.height === b.height;
}

/** `headerHeight` is what lies over the top of the viewport and hides lines. `layout` is another when lines stand elsewhere. */
export function useRowWindow(
  viewport: RefObject<HTMLElement | null>,
  layout: LineLayout,
  headerHeight: number,
  around = AROUND,
): RowWindow {
  const [seen, setSeen] = useState<Seen>({
    first: 0,
    end: layout.lineAt(FIRST_GUESS_HEIGHT) + 1,
    width: 0,
    height: 0,
  });
  const latest = useRef(seen);
  const scrolled = useRef(0);
  const [flight] = useState(() => new Flight());

  const measure = useCallback(() => {
    const box = viewport.current;
    if (box === null) return;
    const { scrollTop, clientHeight: height, clientWidth: width } = box;
    scrolled.current = scrollTop;
    const next: Seen = {
      first: Math.max(0, layout.lineAt(scrollTop) - around),
      end: layout.lineAt(scrollTop + height - headerHeight) + 1 + around,
      width,
      height,
    };
    if (same(next, latest.current)) return;
    flight.moved(next.first - latest.current.first);
    latest.current = next;
    setSeen(next);
  }, [viewport, layout, headerHeight, around, flight]);

  useLayoutEffect(() => {
    const box = viewport.current;
    if (box === null) return;
    measure();
    // Drawn in the frame that scrolls: later there would be a gap where lines belong.
    const onScroll = () => flushSync(measure);
    box.addEventListener('scroll', onScroll, { passive: true });
    const resized = new ResizeObserver(measure);
    resized.observe(box);
    return () => {
      box.removeEventListener('scroll', onScroll);
      resized.disconnect();
    };
  }, [viewport, measure]);

  const show = useCallback(
    (line: number) => {
      const box = viewport.current;
      if (box === null) return;
      const top = layout.topOf(line);
      const room = box.clientHeight - headerHeight - layout.heightOf(line);
      if (top < box.scrollTop) box.scrollTop = top;
      else if (top > box.scrollTop + room) box.scrollTop = top - Math.max(0, room);
      measure();
    },
    [viewport, layout, headerHeight, measure],
  );
  const scrollTo = useCallback(
    (px: number) => {
      const box = viewport.current;
      if (box === null || px === scrolled.current) return;
      box.scrollTop = px;
      measure();
    },
    [viewport, measure],
  );
  const scrolledPx = useCallback(() => scrolled.current, []);
  return { ...seen, around, flight, show, scrolledPx, scrollTo };
}
