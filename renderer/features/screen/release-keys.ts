// How the keyboard leaves the guest: Ctrl and Alt pressed together and released without any other key.
import { useEffect } from 'react';

const MODIFIERS: ReadonlySet<string> = new Set(['ControlLeft', 'AltLeft']);

/** Calls `release` for it on keys that go to `element`; the guest sees two modifiers that do nothing. */
export function useReleaseKeys(element: HTMLElement | null, release: () => void): void {
  useEffect(() => {
    if (element === null) return;
    const held = new Set<string>();
    let armed = false;
    const down = ({ code, repeat }: KeyboardEvent) => {
      if (repeat) return;
      held.add(code);
      armed = [...held].every((key) => MODIFIERS.has(key)) && (armed || held.size === MODIFIERS.size);
    };
    const up = ({ code }: KeyboardEvent) => {
      held.delete(code);
      if (!armed || held.size > 0) return;
      armed = false;
      release();
    };
    const forget = () => {
      held.clear();
      armed = false;
    };
    // noVNC stops these events at its canvas, so they are seen on their way down.
    element.addEventListener('keydown', down, true);
    element.addEventListener('keyup', up, true);
    element.addEventListener('focusout', forget);
    return () => {
      element.removeEventListener('keydown', down, true);
      element.removeEventListener('keyup', up, true);
      element.removeEventListener('focusout', forget);
    };
  }, [element, release]);
}
