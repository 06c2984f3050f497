// Where the keyboard goes when a dialog closes: to where it was before.
import { useLayoutEffect } from 'react';
import { rowInView } from './list-in-view.ts';

function focusedNow(): HTMLElement | undefined {
  const { activeElement } = document;
  return activeElement instanceof HTMLElement && activeElement !== document.body ? activeElement : undefined;
}

function giveBack(before: HTMLElement | undefined): void {
  // Somebody else has taken it meanwhile, like the next dialog.
  if (focusedNow() !== undefined) return;
  // What was left may be gone, like an item of a menu: then the list has it.
  const target = before?.isConnected ? before : rowInView();
  target?.focus({ preventScroll: true });
}

/** Mantine does this for a dialog that is opened and closed, and not for one that comes and goes. */
export function useFocusBack(opened: boolean): void {
  useLayoutEffect(() => {
    if (!opened) return;
    const before = focusedNow();
    // Once what was on top is gone from the document.
    return () => void setTimeout(() => giveBack(before));
  }, [opened]);
}
