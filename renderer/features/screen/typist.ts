// Presses keys for a person: combinations, and text at a pace that a guest's keyboard buffer keeps up with.
import { type Stroke, strokesOf } from './keysyms.ts';
import { type KeyPress, SHIFT } from './send-keys.ts';

/** What the typist needs of an RFB client. */
export interface Keyboard {
  sendKey(keysym: number, code: string | null, down?: boolean): void;
}

/** A PS/2 keyboard holds 16 bytes; a guest that boots reads them slowly. */
const STROKE_MS = 12;

export function pressTogether(keyboard: Keyboard, keys: readonly KeyPress[]): void {
  for (const { keysym, code } of keys) keyboard.sendKey(keysym, code, true);
  for (const { keysym, code } of keys.toReversed()) keyboard.sendKey(keysym, code, false);
}

/** Types `text`; resolves when it is typed, or when `signal` stopped it. */
export async function typeText(keyboard: Keyboard, text: string, signal: AbortSignal): Promise<void> {
  for (const stroke of strokesOf(text)) {
    if (signal.aborted) return;
    press(keyboard, stroke);
    await new Promise((resolve) => setTimeout(resolve, STROKE_MS));
  }
}

function press(keyboard: Keyboard, { keysym, code, shift }: Stroke): void {
  if (shift) keyboard.sendKey(SHIFT.keysym, SHIFT.code, true);
  keyboard.sendKey(keysym, code ?? null, true);
  keyboard.sendKey(keysym, code ?? null, false);
  if (shift) keyboard.sendKey(SHIFT.keysym, SHIFT.code, false);
}
