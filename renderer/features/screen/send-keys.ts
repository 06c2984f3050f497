// Keys that the person's own system keeps for itself, to be sent from a menu.
export interface KeyPress {
  readonly keysym: number;
  readonly code: string;
}

export interface KeyCombination {
  /** As keyboards call it; the same in all languages. */
  readonly label: string;
  readonly keys: readonly KeyPress[];
}

const CONTROL: KeyPress = { keysym: 0xffe3, code: 'ControlLeft' };
const ALT: KeyPress = { keysym: 0xffe9, code: 'AltLeft' };
const SUPER: KeyPress = { keysym: 0xffeb, code: 'MetaLeft' };
export const SHIFT: KeyPress = { keysym: 0xffe1, code: 'ShiftLeft' };
const F1_KEYSYM = 0xffbe;

const functionKeys = Array.from({ length: 12 }, (_, at): KeyCombination => {
  const name = `F${at + 1}`;
  return { label: `Ctrl+Alt+${name}`, keys: [CONTROL, ALT, { keysym: F1_KEYSYM + at, code: name }] };
});

/** In groups, as the menu shows them. */
export const KEY_COMBINATIONS: readonly (readonly KeyCombination[])[] = [
  [
    { label: 'Ctrl+Alt+Delete', keys: [CONTROL, ALT, { keysym: 0xffff, code: 'Delete' }] },
    { label: 'Ctrl+Alt+Backspace', keys: [CONTROL, ALT, { keysym: 0xff08, code: 'Backspace' }] },
    { label: 'Ctrl+Escape', keys: [CONTROL, { keysym: 0xff1b, code: 'Escape' }] },
    { label: 'Alt+Tab', keys: [ALT, { keysym: 0xff09, code: 'Tab' }] },
    { label: 'Alt+F4', keys: [ALT, { keysym: F1_KEYSYM + 3, code: 'F4' }] },
    { label: 'Super', keys: [SUPER] },
    { label: 'Print Screen', keys: [{ keysym: 0xff61, code: 'PrintScreen' }] },
    { label: 'Alt+Print Screen (SysRq)', keys: [ALT, { keysym: 0xff61, code: 'PrintScreen' }] },
  ],
  functionKeys,
];
