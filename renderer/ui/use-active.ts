// Which line or tile the arrow keys start from.
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';

export type Viewport = RefObject<HTMLDivElement | null>;

/** What is drawn for a key. */
export function elementOf(viewport: Viewport, key: string): HTMLElement | undefined {
  const all = viewport.current?.querySelectorAll<HTMLElement>('[data-key]') ?? [];
  return [...all].find((element) => element.dataset.key === key);
}

/** A click on a button or a box in a row is that control's, not the row's. */
export function isInsideControl(target: EventTarget): boolean {
  return target instanceof Element && target.closest('button, a, input') !== null;
}

export interface Active {
  /** The one that a person went to; undefined before they did. */
  readonly key: string | undefined;
  readonly index: number;
  setKey(key: string): void;
  /** Also gives it the focus, once it is drawn. */
  activate(key: string | undefined): void;
  /** What the list's element has to tell: whether the focus is inside it. */
  readonly focusEvents: { readonly onFocus: () => void; readonly onBlur: () => void };
}

/** Where the line with this key stands, or would stand had it not gone. */
function useIndex(keys: readonly string[], key: string | undefined): number {
  const last = useRef(0);
  const found = useMemo(() => (key === undefined ? 0 : keys.indexOf(key)), [keys, key]);
  useEffect(() => {
    if (found >= 0) last.current = found;
  }, [found]);
  return found >= 0 ? found : Math.max(0, Math.min(last.current, keys.length - 1));
}

export function useActive(viewport: Viewport, keys: readonly string[]): Active {
  const [key, setKey] = useState<string>();
  const index = useIndex(keys, key);
  const wantsFocus = useRef(false);
  // As a person has put it there, or taken it away. Drawing does neither: a line that goes, or is drawn in other elements, takes the
  // focus with it unseen, and the next key press would be nobody's.
  const inside = useRef(false);
  const [focusEvents] = useState(() => ({
    onFocus: () => {
      inside.current = true;
    },
    onBlur: () => {
      inside.current = false;
    },
  }));
  useEffect(() => {
    const lost = inside.current && document.activeElement === document.body;
    if (!lost && (!wantsFocus.current || key === undefined)) return;
    wantsFocus.current = false;
    const now = keys[index];
    if (now !== undefined) elementOf(viewport, now)?.focus({ preventScroll: true });
  });
  return {
    key,
    index,
    setKey,
    activate: (next) => {
      wantsFocus.current = true;
      setKey(next);
    },
    focusEvents,
  };
}
