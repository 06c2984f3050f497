// The shortcuts of actions, wherever in the window the focus is: not where every key is the guest's, not in a dialog.
import { useEffect } from 'react';
import { type Action, perform } from './action.ts';
import { matchesShortcut, takesAllKeys } from './shortcut.ts';

function isTyped(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input:not([type=checkbox]), textarea') !== null;
}

function isInDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role=dialog][aria-modal=true]') !== null;
}

export interface ActionKeysOptions {
  /** Whether they are heard in a field too. */
  readonly whileTyping: boolean;
}

export function useActionKeys(actions: readonly Action[], { whileTyping }: ActionKeysOptions): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      const { target } = event;
      if (event.defaultPrevented || takesAllKeys(target) || isInDialog(target)) return;
      if (!whileTyping && isTyped(target)) return;
      const hit = actions.find(
        ({ shortcut, obstacle }) =>
          shortcut !== undefined && obstacle === undefined && matchesShortcut(event, shortcut),
      );
      if (hit === undefined) return;
      event.preventDefault();
      perform(hit);
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [actions, whileTyping]);
}
