// Makes the words of a stranger harmless to look at.

/** Longer than any honest question, and short enough for a dialog. */
const LONGEST_QUOTATION = 1000;

// Control characters but the end of a line; what is invisible or turns the direction of writing; halves of characters.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** The text without characters that could hide or rearrange what it says, at most 1,000 characters of it. */
export function quotation(text: string): string {
  const seen = text.replaceAll('\r\n', '\n').replaceAll(UNSEEN, (character) => {
    if (character === '\n') return character;
    return character === '\t' ? ' ' : '';
  });
  // By characters, so that none is cut in two.
  const characters = [...seen.trim()];
  if (characters.length <= LONGEST_QUOTATION) return characters.join('');
  return `${characters.slice(0, LONGEST_QUOTATION - 1).join('')}…`;
}
