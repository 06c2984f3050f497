// Full screen, with all keys for the guest where the browser can lock the keyboard (Chromium; Escape held leaves).
import { type RefObject, useCallback, useEffect, useState } from 'react';

interface LockableKeyboard {
  lock(): Promise<void>;
  unlock(): void;
}

function keyboardOf(navigator: Navigator): LockableKeyboard | undefined {
  if (!('keyboard' in navigator)) return undefined;
  const { keyboard } = navigator;
  return isLockable(keyboard) ? keyboard : undefined;
}

function isLockable(value: unknown): value is LockableKeyboard {
  return typeof value === 'object' && value !== null && 'lock' in value && 'unlock' in value;
}

export interface FullScreen {
  readonly on: boolean;
  toggle(): void;
}

export function useFullScreen(element: RefObject<HTMLElement | null>): FullScreen {
  const [on, setOn] = useState(false);

  useEffect(() => {
    const changed = () => {
      const now = document.fullscreenElement !== null && document.fullscreenElement === element.current;
      setOn(now);
      if (!now) keyboardOf(navigator)?.unlock();
    };
    document.addEventListener('fullscreenchange', changed);
    return () => document.removeEventListener('fullscreenchange', changed);
  }, [element]);

  const toggle = useCallback(() => {
    if (document.fullscreenElement !== null) void document.exitFullscreen();
    else void enter(element.current);
  }, [element]);
  return { on, toggle };
}

async function enter(element: HTMLElement | null): Promise<void> {
  if (element === null) return;
  try {
    await element.requestFullscreen({ navigationUI: 'hide' });
    await keyboardOf(navigator)?.lock();
  } catch {
    // The window system said no: the screen stays as it is.
  }
}
