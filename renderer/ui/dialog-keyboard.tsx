// The keyboard of a dialog: it is there with the dialog, and goes back to where it was.
import { useLayoutEffect, useRef } from 'react';
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

/**
 * Stands first in a dialog. Mantine's focus trap takes the keyboard a moment later, when somebody who types fast has lost a letter, and
 * gives it back for a dialog that is opened and closed, but not for one that comes and goes.
 */
export function DialogKeyboard() {
  const here = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const before = focusedNow();
    const first = here.current?.closest('[role="dialog"]')?.querySelector<HTMLElement>('[data-autofocus]');
    first?.focus({ preventScroll: true });
    // Once what was on top is gone from the document.
    return () => void setTimeout(() => giveBack(before));
  }, []);
  return <span ref={here} hidden />;
}
