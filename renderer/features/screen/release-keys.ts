// How the keyboard leaves the guest: a few modifiers pressed together and released without any other key.
import { useEffect } from 'react';
import type { ReleaseKeys } from '../../../shared/model/settings.ts';

const MODIFIERS: Readonly<Record<ReleaseKeys, ReadonlySet<string>>> = {
  'ctrl-alt': new Set(['ControlLeft', 'AltLeft']),
  'ctrl-shift': new Set(['ControlLeft', 'ShiftLeft']),
  'right-ctrl': new Set(['ControlRight']),
};

/** Calls `release` for them on keys that go to `element`; the guest sees modifiers that do nothing. */
export function useReleaseKeys(element: HTMLElement | null, keys: ReleaseKeys, release: () => void): void {
  useEffect(() => {
    if (element === null) return;
    const modifiers = MODIFIERS[keys];
    const held = new Set<string>();
    let armed = false;
    const down = ({ code, repeat }: KeyboardEvent) => {
      if (repeat) return;
      held.add(code);
      armed = [...held].every((key) => modifiers.has(key)) && (armed || held.size === modifiers.size);
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
  }, [element, keys, release]);
}
