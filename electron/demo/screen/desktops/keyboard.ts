// One viewer's keyboard: X keysyms (RFC 6143 §7.5.4) in, what a program sees of them out.

export interface KeyPress {
  /** One character, or a name such as `Enter`. */
  readonly key: string;
  readonly ctrl: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
}

const NAMES: Readonly<Record<number, string>> = {
  65288: 'Backspace',
  65289: 'Tab',
  65293: 'Enter',
  65421: 'Enter',
  65307: 'Escape',
  65379: 'Insert',
  65535: 'Delete',
  65439: 'Delete',
};
const CTRL = [0xffe3, 0xffe4];
const ALT = [0xffe9, 0xffea, 0xffe7, 0xffe8];
const SHIFT = [0xffe1, 0xffe2];
const MODIFIERS = [...CTRL, ...ALT, ...SHIFT];
/** A keysym with this mark is a Unicode character. */
const UNICODE = 0x0100_0000;
/** The number pad: its keysyms stand 0xff80 above what they type. */
const PAD = 0xff80;

export class Keyboard {
  readonly #held = new Set<number>();

  /** What was pressed, where it means anything; nothing for modifiers and for keys let go. */
  press(keysym: number, down: boolean): KeyPress | undefined {
    if (MODIFIERS.includes(keysym)) {
      if (down) this.#held.add(keysym);
      else this.#held.delete(keysym);
      return undefined;
    }
    const key = down ? (NAMES[keysym] ?? characterOf(keysym)) : undefined;
    if (key === undefined) return undefined;
    return { key, ctrl: this.#holds(CTRL), alt: this.#holds(ALT), shift: this.#holds(SHIFT) };
  }

  #holds(keys: readonly number[]): boolean {
    return keys.some((keysym) => this.#held.has(keysym));
  }
}

export function isAttention({ key, ctrl, alt }: KeyPress): boolean {
  return key === 'Delete' && ctrl && alt;
}

/** The character that a press types, if it types one. */
export function typed({ key, ctrl, alt }: KeyPress): string | undefined {
  return [...key].length === 1 && !ctrl && !alt ? key : undefined;
}

function characterOf(keysym: number): string | undefined {
  if (keysym >= PAD + 0x2a && keysym <= PAD + 0x39) return String.fromCharCode(keysym - PAD);
  // Latin-1 keysyms are the characters themselves.
  const point = keysym >= UNICODE ? keysym - UNICODE : keysym < 0x100 ? keysym : 0;
  const isCharacter = (point >= 0x20 && point < 0x7f) || (point >= 0xa0 && point <= 0x10_ffff);
  return isCharacter ? String.fromCodePoint(point) : undefined;
}
