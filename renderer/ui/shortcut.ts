// Shortcuts as text, e.g. `Ctrl+Shift+S`: shown in menus and matched against key presses.

interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

function onMac(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.userAgent);
}

/** `Ctrl` is the Command key on a Mac. */
export function matchesShortcut(event: KeyPress, shortcut: string): boolean {
  const parts = shortcut.split('+');
  const key = parts.at(-1) ?? '';
  const control = onMac() ? event.metaKey : event.ctrlKey;
  return (
    event.key.toLowerCase() === key.toLowerCase() &&
    control === parts.includes('Ctrl') &&
    event.shiftKey === parts.includes('Shift') &&
    event.altKey === parts.includes('Alt')
  );
}

const KEY_SIGNS: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
};

/** As menus show it. */
export function shortcutText(shortcut: string): string {
  const short = shortcut.replace(/\w+$/, (key) => KEY_SIGNS[key] ?? key);
  if (!onMac()) return short;
  return short.replace('Ctrl+', '⌘').replace('Shift+', '⇧').replace('Alt+', '⌥');
}

/** The same for `aria-keyshortcuts`. */
export function ariaShortcut(shortcut: string): string {
  return shortcut.replace('Ctrl', onMac() ? 'Meta' : 'Control');
}

/** Whether every key is the guest's there: a screen or a terminal. */
export function takesAllKeys(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[data-takes-keys], canvas, .xterm') !== null;
}
