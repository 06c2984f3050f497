// Keys that a client presses on a machine's keyboard without looking at its screen.
import { VirKeycodeSet } from '../../libvirt/protocol/constants.gen.ts';
import { domainSendKey } from '../../libvirt/protocol/domain.gen.ts';
import { type Answer, changes } from '../server/answers.ts';
import { Refusal } from '../server/refusal.ts';
import { pressOn } from '../server/screens.ts';

/** Linux' key codes of a US keyboard, row by row from the code of the first. */
const ROWS: readonly (readonly [first: number, keys: string])[] = [
  [2, '1234567890-='],
  [16, 'qwertyuiop[]'],
  [30, "asdfghjkl;'`"],
  [43, '\\zxcvbnm,./'],
  [57, ' '],
];
const NAMED: Readonly<Record<number, string>> = {
  1: 'Escape',
  14: 'Backspace',
  15: 'Tab',
  28: 'Enter',
  111: 'Delete',
};
const CTRL = [29, 97];
const ALT = [56, 100];
const SHIFT = [42, 54];

function keyOf(code: number): string | undefined {
  const row = ROWS.find(([first, keys]) => code >= first && code < first + keys.length);
  return row === undefined ? NAMED[code] : row[1].charAt(code - row[0]);
}

export const keyCalls: readonly Answer[] = [
  changes(domainSendKey, ({ dom, codeset, keycodes }, { world }) => {
    const machine = world.domains.demand(dom);
    machine.demandActive();
    if (codeset !== VirKeycodeSet.VIR_KEYCODE_SET_LINUX)
      throw new Refusal('VIR_ERR_ARGUMENT_UNSUPPORTED', "only Linux' own key codes are known here");
    const holds = (keys: readonly number[]) => keycodes.some((code) => keys.includes(code));
    const modifiers = { ctrl: holds(CTRL), alt: holds(ALT), shift: holds(SHIFT) };
    for (const code of keycodes) {
      const key = keyOf(code);
      if (key !== undefined) pressOn(machine, { key, ...modifiers });
    }
    return {};
  }),
];
