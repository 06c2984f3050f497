// Keys that are pressed while nothing has the focus: they are the list's, and Ctrl+A does not mark the window's own words.
import { useEffect } from 'react';
import { rowInView } from '../../ui/list-in-view.ts';

const WALKING: readonly string[] = ['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End'];

function onKeyDown(event: KeyboardEvent): void {
  const { target, key, ctrlKey, metaKey, altKey } = event;
  if (target !== document.body || event.defaultPrevented || altKey) return;
  const all = key.toLowerCase() === 'a' && (ctrlKey || metaKey);
  const walks = WALKING.includes(key) && !ctrlKey && !metaKey;
  if (!all && !walks) return;
  const row = rowInView();
  if (all || row !== undefined) event.preventDefault();
  row?.focus();
  if (all) row?.dispatchEvent(new KeyboardEvent('keydown', { key, ctrlKey, metaKey, bubbles: true }));
}

export function useStrayKeys(): void {
  useEffect(() => {
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
