// Characters and keys as RFB names them: an X keysym, and the key of a US keyboard that makes it.
export interface Stroke {
  readonly keysym: number;
  /** KeyboardEvent.code; absent for what no US key makes. */
  readonly code?: string;
  readonly shift: boolean;
}

const RETURN: Stroke = { keysym: 0xff0d, code: 'Enter', shift: false };
const TAB: Stroke = { keysym: 0xff09, code: 'Tab', shift: false };

/** The keys of a US keyboard: what each makes alone and with Shift. */
const US_KEYS: Readonly<Record<string, string>> = {
  Backquote: '`~',
  Digit1: '1!',
  Digit2: '2@',
  Digit3: '3#',
  Digit4: '4$',
  Digit5: '5%',
  Digit6: '6^',
  Digit7: '7&',
  Digit8: '8*',
  Digit9: '9(',
  Digit0: '0)',
  Minus: '-_',
  Equal: '=+',
  BracketLeft: '[{',
  BracketRight: ']}',
  Backslash: '\\|',
  Semicolon: ';:',
  Quote: '\'"',
  Comma: ',<',
  Period: '.>',
  Slash: '/?',
  Space: '  ',
};

const CODES: ReadonlyMap<string, { readonly code: string; readonly shift: boolean }> = new Map(
  Object.entries(US_KEYS).flatMap(([code, [plain = '', shifted = '']]) => [
    [shifted, { code, shift: shifted !== ' ' }] as const,
    [plain, { code, shift: false }] as const,
  ]),
);

/** The key presses that type `text`; control characters but tab and line ends are left out. */
export function strokesOf(text: string): readonly Stroke[] {
  const strokes: Stroke[] = [];
  for (const character of text.replaceAll('\r\n', '\n')) {
    const stroke = strokeOf(character);
    if (stroke !== undefined) strokes.push(stroke);
  }
  return strokes;
}

function strokeOf(character: string): Stroke | undefined {
  if (character === '\n' || character === '\r') return RETURN;
  if (character === '\t') return TAB;
  const point = character.codePointAt(0) ?? 0;
  if (point < 0x20 || (point >= 0x7f && point < 0xa0)) return undefined;
  if (/^[a-z]$/i.test(character)) {
    const upper = character.toUpperCase();
    return { keysym: point, code: `Key${upper}`, shift: character === upper };
  }
  // Latin-1 keysyms are the characters themselves; all others are Unicode with a mark (X11 protocol, appendix A).
  const keysym = point < 0x100 ? point : 0x0100_0000 | point;
  return { keysym, ...(CODES.get(character) ?? { shift: false }) };
}
