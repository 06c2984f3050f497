// A terminal in a component: made when its element is there, gone with it.
import { useComputedColorScheme } from '@mantine/core';
import { type RefCallback, useCallback, useEffect, useRef, useState } from 'react';
import { type TerminalEvents, TerminalView } from './terminal-view.ts';

export interface UsedTerminal {
  /** For the element that the terminal fills. */
  readonly ref: RefCallback<HTMLElement>;
  readonly view: TerminalView | undefined;
}

/** `events` may be new with each drawing; the newest are called. */
export function useTerminal(events: TerminalEvents, label: string, fontPx: number): UsedTerminal {
  const scheme = useComputedColorScheme('light');
  const latest = useRef(events);
  latest.current = events;
  const first = useRef({ scheme, label, fontPx });
  const [view, setView] = useState<TerminalView>();

  const ref = useCallback((element: HTMLElement | null) => {
    if (element === null) return;
    const made = new TerminalView(
      element,
      {
        onInput: (bytes) => latest.current.onInput(bytes),
        onResize: (columns, rows) => latest.current.onResize(columns, rows),
        onFocus: () => latest.current.onFocus?.(),
        onLines: (text) => latest.current.onLines(text),
        onLink: (address) => latest.current.onLink(address),
        onFind: () => latest.current.onFind?.(),
        mayAnswer: () => latest.current.mayAnswer?.() ?? true,
      },
      first.current,
    );
    setView(made);
    return () => {
      setView(undefined);
      made.dispose();
    };
  }, []);

  useEffect(() => view?.setScheme(scheme), [view, scheme]);
  useEffect(() => view?.setFontSize(fontPx), [view, fontPx]);
  return { ref, view };
}
