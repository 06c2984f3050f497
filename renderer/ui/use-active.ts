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
  readonly index: number;
  setKey(key: string): void;
  /** Also gives it the focus, once it is drawn. */
  activate(key: string | undefined): void;
}

export function useActive(viewport: Viewport, keys: readonly string[]): Active {
  const [key, setKey] = useState<string>();
  const wantsFocus = useRef(false);
  useEffect(() => {
    if (!wantsFocus.current || key === undefined) return;
    wantsFocus.current = false;
    elementOf(viewport, key)?.focus({ preventScroll: true });
  });
  const index = useMemo(() => Math.max(0, key === undefined ? 0 : keys.indexOf(key)), [keys, key]);
  return {
    index,
    setKey,
    activate: (next) => {
      wantsFocus.current = true;
      setKey(next);
    },
  };
}
